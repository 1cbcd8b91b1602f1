import { AppStatusItems } from '../../../lambda/aws/app-status';
import type { BotTable } from '../../../lambda/aws/bot-table';
import type { Block } from '../../../lambda/chat/ports';
import { statusKey } from '../../../lambda/shared/table-keys';
import { startMemoryTable } from '../../support/memory-table';

let now = 0;
let table: BotTable;
let statuses: AppStatusItems;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ table, close } = await startMemoryTable(() => now));
  statuses = new AppStatusItems(table, () => now);
});
afterAll(() => close());

const untrusted: Block = { errcode: 60020, address: '203.0.113.7' };
const elsewhere: Block = { errcode: 60020, address: '203.0.113.8' };
const disabled: Block = { errcode: 50003 };

/** A call to WeCom: when it began, when its outcome was known, what it was, and what is expected of recording it. */
type Call = [began: number, ended: number, outcome: Block | 'accepted', expected: boolean];

/** Records the calls' outcomes, in this order. @returns the app's item, keys left out, with what recording said */
async function afterCalls(app: string, calls: readonly Call[]) {
  const said: boolean[] = [];
  for (const [began, ended, outcome] of calls) {
    now = ended;
    said.push(
      await (outcome === 'accepted'
        ? statuses.setClear(app, began)
        : statuses.setBlocked(app, outcome, began)),
    );
  }
  const { since, observedAt } = (await table.get(statusKey(app))) ?? {};
  return {
    said,
    block: (await statuses.statusOf(app)).block,
    since: since as unknown,
    observedAt: observedAt as unknown,
  };
}

it.each<[string, Call[], { block?: Block; since?: number; observedAt: number }]>([
  ['a refusal blocks', [[10, 11, untrusted, true]], { block: untrusted, since: 11, observedAt: 11 }],
  ['a first acceptance clears', [[10, 11, 'accepted', true]], { observedAt: 11 }],
  [
    'a refusal that comes again is no news, and blocked it is since the first',
    [
      [10, 11, untrusted, true],
      [20, 21, untrusted, false],
    ],
    { block: untrusted, since: 11, observedAt: 21 },
  ],
  [
    'refusals at the same time are one piece of news',
    [
      [10, 12, untrusted, true],
      [11, 13, untrusted, false],
    ],
    { block: untrusted, since: 12, observedAt: 12 },
  ],
  [
    'a call that began in the moment of the refusal may say more',
    [
      [10, 11, untrusted, true],
      [11, 12, disabled, true],
    ],
    { block: disabled, since: 11, observedAt: 12 },
  ],
  [
    'another address is news, and takes the place of the first',
    [
      [10, 11, untrusted, true],
      [20, 21, elsewhere, true],
    ],
    { block: elsewhere, since: 11, observedAt: 21 },
  ],
  [
    'the same without the address is no news',
    [
      [10, 11, { errcode: 40001, address: '203.0.113.7' }, true],
      [20, 21, { errcode: 40001 }, false],
    ],
    { block: { errcode: 40001 }, since: 11, observedAt: 21 },
  ],
  [
    'a reason without an address leaves none behind',
    [
      [10, 11, untrusted, true],
      [20, 21, disabled, true],
    ],
    { block: disabled, since: 11, observedAt: 21 },
  ],
  [
    'an acceptance that began later clears',
    [
      [10, 11, untrusted, true],
      [20, 21, 'accepted', true],
    ],
    { observedAt: 21 },
  ],
  [
    'an acceptance that began before the refusal was known does not clear',
    [
      [10, 15, untrusted, true],
      [12, 20, 'accepted', false],
    ],
    { block: untrusted, since: 15, observedAt: 15 },
  ],
  [
    'nor one that began in its very moment',
    [
      [10, 15, untrusted, true],
      [15, 20, 'accepted', false],
    ],
    { block: untrusted, since: 15, observedAt: 15 },
  ],
  [
    'a refusal that began before the clearing and comes late does not block again',
    [
      [10, 11, untrusted, true],
      [20, 21, 'accepted', true],
      [12, 30, untrusted, false],
    ],
    { observedAt: 21 },
  ],
  [
    'one that began after it does, from now on',
    [
      [10, 11, untrusted, true],
      [20, 21, 'accepted', true],
      [22, 30, untrusted, true],
    ],
    { block: untrusted, since: 30, observedAt: 30 },
  ],
])('%s', async (app, calls, { block, since, observedAt }) => {
  const said = calls.map(([, , , expected]) => expected);
  expect(await afterCalls(app, calls)).toEqual({ said, block, since, observedAt });
});

it('each app has a status of its own, and of one that was never observed nothing is known', async () => {
  await afterCalls('one', [[10, 11, untrusted, true]]);
  await expect(statuses.itemOf('one')).resolves.toMatchObject({
    block: untrusted,
    blockedSince: 11,
    observedAt: 11,
  });
  await expect(statuses.itemOf('other')).resolves.toEqual({ noted: {} });
  await expect(statuses.statusOf('other')).resolves.toEqual({});
});

it('of an app that was cleared it is known that nothing blocks it', async () => {
  await afterCalls('cleared', [[10, 11, 'accepted', true]]);
  await expect(statuses.itemOf('cleared')).resolves.toEqual({ observedAt: 11, noted: {} });
});

describe('a pause', () => {
  it('is of one app, says who made it and when, and ends', async () => {
    now = 50;
    await statuses.setPaused('one-paused', true, 'an admin');
    await expect(statuses.statusOf('one-paused')).resolves.toEqual({ pause: { since: 50 } });
    await expect(statuses.statusOf('another')).resolves.toEqual({});
    now = 60;
    await statuses.setPaused('one-paused', false, 'another admin');
    await expect(statuses.statusOf('one-paused')).resolves.toEqual({});
    await expect(statuses.itemOf('one-paused')).resolves.toMatchObject({
      pauseChange: { isPaused: false, at: 60, by: 'another admin' },
    });
  });

  it('that is made again stays as it is', async () => {
    now = 50;
    await statuses.setPaused('twice', true, 'first');
    now = 60;
    await statuses.setPaused('twice', true, 'second');
    await expect(statuses.itemOf('twice')).resolves.toMatchObject({ pauseChange: { at: 50, by: 'first' } });
  });

  it('of all apps holds for each', async () => {
    now = 70;
    await statuses.setPaused('*', true, 'an admin');
    await expect(statuses.statusOf('any')).resolves.toEqual({ pause: { since: 70 } });
    await statuses.setPaused('*', false, 'an admin');
    await expect(statuses.statusOf('any')).resolves.toEqual({});
  });

  it('stands beside a block: neither undoes the other', async () => {
    await statuses.setPaused('both', true, 'an admin');
    await expect(statuses.setBlocked('both', untrusted, 100)).resolves.toBe(true);
    await expect(statuses.statusOf('both')).resolves.toMatchObject({ block: untrusted, pause: {} });
    await statuses.setClear('both', 200);
    await expect(statuses.statusOf('both')).resolves.toEqual({ pause: { since: 70 } });
  });
});

it('what the audit log knows is kept in mind', async () => {
  await statuses.setNoted('noted', { block: 'none' });
  await statuses.setNoted('noted', { block: 'none', pause: 'paused at 5' });
  await expect(statuses.itemOf('noted')).resolves.toEqual({ noted: { block: 'none', pause: 'paused at 5' } });
});

it('a read is given up when it is called off', async () => {
  await expect(statuses.statusOf('one', AbortSignal.abort())).rejects.toThrow('abort');
});
