import fc from 'fast-check';
import type { BotTable } from '../../../lambda/aws/bot-table';
import { UsageItems } from '../../../lambda/aws/usage-counts';
import type { Counted, Limits } from '../../../lambda/chat/ports';
import { spentPrefix, usageKey } from '../../../lambda/shared/table-keys';
import { unlessKilled } from '../../support/unless-killed';
import { startMemoryTable } from '../../support/memory-table';

const DATE = '2026-11-26';
const AT = Date.parse(`${DATE}T08:00:00Z`);

let table: BotTable;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ table, close } = await startMemoryTable(() => AT));
});
afterAll(() => close());

let members = 0;
/** A member and an app that nobody else counts for. */
const newMember = () => ({ app: `app${++members}`, id: 'zhangsan' });
const message = (id: string, date = DATE): Counted => ({ id: id.padEnd(8, '.'), at: AT, date });
const answered = { tokens: 100, cost: 0.25 };

describe('what is admitted', () => {
  it('is counted, and stays admitted when it comes again, also at the limit', async () => {
    const usage = new UsageItems(table);
    const member = newMember();
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(usage.admit(member, message('m1'), { messages: 1 })).resolves.toMatchObject({
        isAdmitted: true,
        used: { messages: 1 },
      });
    }
    await expect(usage.admit(member, message('m2'), { messages: 1 })).resolves.toEqual({
      isAdmitted: false,
      by: 'messages',
    });
    await expect(usage.admit(member, message('m2', '2026-11-27'), { messages: 1 })).resolves.toMatchObject({
      isAdmitted: true,
    });
  });

  it('is nothing, where the limit is none', async () => {
    const member = newMember();
    const usage = new UsageItems(table);
    await expect(usage.admit(member, message('m1'), { messages: 0 })).resolves.toMatchObject({
      isAdmitted: false,
    });
    await expect(usage.admit(member, message('m1'), { tokens: 0 })).resolves.toMatchObject({ by: 'tokens' });
  });

  it('is so until the tokens are used, and an answer under way is not counted against itself', async () => {
    const usage = new UsageItems(table);
    const member = newMember();
    const limits = { tokens: 150 };
    await usage.admit(member, message('m1'), limits);
    await usage.settle(member, message('m1'), answered);
    await expect(usage.admit(member, message('m2'), limits)).resolves.toMatchObject({ isAdmitted: true });
    await usage.settle(member, message('m2'), answered);
    await expect(usage.admit(member, message('m2'), limits)).resolves.toMatchObject({ isAdmitted: true });
    await expect(usage.admit(member, message('m3'), limits)).resolves.toEqual({
      isAdmitted: false,
      by: 'tokens',
    });
  });

  it('is exactly the limit, where fifty sandboxes ask at once', async () => {
    const member = newMember();
    const admissions = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        new UsageItems(table).admit(member, message(`m${index}`), { messages: 20 }),
      ),
    );
    expect(admissions.filter(({ isAdmitted }) => isAdmitted)).toHaveLength(20);
    await expect(new UsageItems(table).used(member, DATE)).resolves.toMatchObject({ day: { messages: 20 } });
  });
});

describe('what was used', () => {
  it('is right where fifty sandboxes count at once, each of them twice', async () => {
    const member = newMember();
    const sandboxes = Array.from({ length: 50 }, (_, index) => message(`m${index}`));
    await Promise.all(
      [...sandboxes, ...sandboxes].map(async (each) => {
        const usage = new UsageItems(table);
        await usage.admit(member, each, {});
        await usage.settle(member, each, answered);
      }),
    );
    const all = { messages: 50, tokens: 5_000, cost: 12.5 };
    const usage = new UsageItems(table);
    await expect(usage.used(member, DATE)).resolves.toEqual({ day: all, month: all });
    await expect(usage.spent(member.app, DATE)).resolves.toEqual(all);
    await expect(usage.spent(member.app, '2026-11')).resolves.toEqual(all);
  });

  it('is of many members together, by day and by month', async () => {
    const usage = new UsageItems(table);
    const { app } = newMember();
    for (let member = 0; member < 40; member++) {
      for (const each of [message('m1'), message('m2', '2026-11-30'), message('m3', '2026-12-01')]) {
        await usage.admit({ app, id: `member-${member}` }, each, {});
        await usage.settle({ app, id: `member-${member}` }, each, answered);
      }
    }
    await expect(usage.spent(app, DATE)).resolves.toEqual({ messages: 40, tokens: 4_000, cost: 10 });
    await expect(usage.spent(app, '2026-11')).resolves.toMatchObject({ cost: 20 });
    await expect(usage.spent(app, '2026-12')).resolves.toMatchObject({ cost: 10 });
    await expect(usage.spent('other', DATE)).resolves.toEqual({ messages: 0, tokens: 0, cost: 0 });
    // So that no item grows with the company.
    expect((await table.latest(spentPrefix(app, DATE), 100)).length).toBeGreaterThan(8);
  });

  it('is not set back by a sandbox that slept while others went on', async () => {
    const usage = new UsageItems(table);
    const member = newMember();
    const writes: (() => Promise<unknown>)[] = [];
    const sleeping = sleepingAtTotals(writes);
    for (const id of ['m1', 'm2']) await usage.admit(member, message(id), {});
    await sleeping.settle(member, message('m1'), answered);
    await usage.settle(member, message('m2'), answered);
    for (const write of writes) await write();
    await expect(usage.spent(member.app, DATE)).resolves.toMatchObject({ messages: 2, cost: 0.5 });
    await expect(usage.spent(member.app, '2026-11')).resolves.toMatchObject({ messages: 2, cost: 0.5 });
  });

  it('is not set back either where pictures took no tokens', async () => {
    const usage = new UsageItems(table);
    const member = newMember();
    const late: (() => Promise<unknown>)[] = [];
    await sleepingAtTotals(late).settle(member, message('m1'), { tokens: 0, cost: 1 });
    await usage.settle(member, message('m2'), { tokens: 0, cost: 1 });
    for (const write of late) await write();
    await expect(usage.spent(member.app, DATE)).resolves.toMatchObject({ cost: 2 });
  });

  it('does not have the message that was not answered, but what it cost', async () => {
    const usage = new UsageItems(table);
    const member = newMember();
    for (const id of ['m1', 'm2']) {
      await usage.admit(member, message(id), { messages: 1 });
      for (let attempt = 0; attempt < 2; attempt++) {
        await usage.settle(member, message(id), { tokens: 7, cost: 0.001 });
        await usage.takeBack(member, message(id));
      }
    }
    const all = { messages: 0, tokens: 14, cost: 0.002 };
    await expect(usage.used(member, DATE)).resolves.toMatchObject({ day: all });
    await expect(usage.spent(member.app, '2026-11')).resolves.toEqual(all);
  });

  it('takes back nothing that was not counted', async () => {
    const usage = new UsageItems(table);
    const member = newMember();
    await usage.takeBack(member, message('m1'));
    await expect(table.get(usageKey(member.app, member.id, DATE))).resolves.toBeUndefined();
  });

  it('has what the release before this one counted', async () => {
    const usage = new UsageItems(table);
    const member = newMember();
    await table.put(usageKey(member.app, member.id, DATE), {
      ids: new Set(['old']),
      messages: 3,
      inputTokens: 20,
      outputTokens: 10,
    });
    await usage.admit(member, message('m1'), {});
    await usage.settle(member, message('m1'), answered);
    await expect(usage.used(member, DATE)).resolves.toMatchObject({ day: { messages: 4, tokens: 130 } });
  });

  it('equals what was answered, whatever order, retries and deaths', async () => {
    const outcome = fc.record({
      isAnswered: fc.boolean(),
      // Each attempt goes so far: admitted, settled, and how many of the table's writes are made before it dies.
      attempts: fc.array(fc.record({ dies: fc.integer({ min: 0, max: 6 }) }), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(outcome, { minLength: 1, maxLength: 6 }),
        fc.infiniteStream(fc.nat()),
        async (messages, choices) => {
          const member = newMember();
          const work = messages.flatMap(({ attempts, isAnswered }, index) =>
            // The last attempt goes through: nothing is lost.
            [...attempts, { dies: Infinity }].map(({ dies }, attempt) => ({
              index,
              attempt,
              dies,
              isAnswered,
            })),
          );
          const queue = inAnyOrder(work, choices);
          const concluded = new Set<number>();
          for (const { index, dies, isAnswered } of queue) {
            const usage = new UsageItems(dyingAfter(dies));
            const each = message(`m${index}`);
            const attempt = async (): Promise<void> => {
              // Once there is a conclusion nothing is admitted any more.
              if (!concluded.has(index)) await usage.admit(member, each, {});
              concluded.add(index);
              await usage.settle(member, each, { tokens: 10, cost: 0.01 });
              if (!isAnswered) await usage.takeBack(member, each);
            };
            await attempt().catch(unlessKilled);
          }
          const expected = {
            messages: messages.filter(({ isAnswered }) => isAnswered).length,
            tokens: messages.length * 10,
          };
          const usage = new UsageItems(table);
          expect((await usage.used(member, DATE)).day).toMatchObject(expected);
          expect(await usage.spent(member.app, '2026-11')).toMatchObject(expected);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('what is told once a day', () => {
  it('is told for one message, and again when that one is retried', async () => {
    const usage = new UsageItems(table);
    const member = newMember();
    const may = (id: string, date = DATE) => usage.mayTell(member, message(id, date), 'outside');
    await expect(may('m1')).resolves.toBe(true);
    await expect(may('m2')).resolves.toBe(false);
    await expect(may('m1')).resolves.toBe(true);
    await expect(may('m3', '2026-11-27')).resolves.toBe(true);
    await expect(usage.mayTell(member, message('m2'), 'near-limit')).resolves.toBe(true);
    await expect(usage.used(member, DATE)).resolves.toMatchObject({ day: { messages: 0 } });
  });
});

/** The attempts of each message in their order, those of different messages in any. */
function inAnyOrder<T extends { index: number; attempt: number }>(work: T[], choices: Stream): T[] {
  const left = [...work];
  const order: T[] = [];
  while (left.length > 0) {
    const next = left.filter(
      ({ index, attempt }) => !left.some((e) => e.index === index && e.attempt < attempt),
    );
    const chosen = next[(choices.next().value ?? 0) % next.length];
    if (!chosen) break;
    order.push(chosen);
    left.splice(left.indexOf(chosen), 1);
  }
  return order;
}

type Stream = Iterator<number, number | undefined>;

/** What a worker writes of the app's totals comes late, and into this list. */
function sleepingAtTotals(late: (() => Promise<unknown>)[]): UsageItems {
  return new UsageItems({
    updateIf: (...given: Parameters<BotTable['updateIf']>) => {
      if (!given[0].pk.startsWith('SPENT#')) return table.updateIf(...given);
      late.push(() => table.updateIf(...given));
      return Promise.resolve(undefined);
    },
    get: table.get.bind(table),
    latest: table.latest.bind(table),
  } as unknown as BotTable);
}

/** The table in the hands of a worker that is killed after so many writes. */
function dyingAfter(writes: number): BotTable {
  let made = 0;
  return {
    updateIf: async (...given: Parameters<BotTable['updateIf']>) => {
      if (made++ >= writes) throw new Error('killed');
      return table.updateIf(...given);
    },
    get: table.get.bind(table),
    latest: table.latest.bind(table),
  } as unknown as BotTable;
}

it('limits that nobody set let everything pass', async () => {
  const none: Limits = {};
  const member = newMember();
  const usage = new UsageItems(table);
  for (let index = 0; index < 5; index++) await usage.admit(member, message(`m${index}`), none);
  await expect(usage.used(member, DATE)).resolves.toMatchObject({ day: { messages: 5 } });
});
