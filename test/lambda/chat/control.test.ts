import fc from 'fast-check';
import { ModelError, SendError, type ModelEvent } from '../../../lambda/chat/ports';
import type { ReceivedMessage } from '../../../lambda/chat/turn';
import { zhCn } from '../../../lambda/chat/texts/zh-cn';
import type { AppConfig, BotConfig, Hours } from '../../../lambda/shared/bot-config';
import { turnApp, turnConfig } from '../../support/turn-config';
import { TurnWorld } from '../../support/turn-world';
import { unlessKilled } from '../../support/unless-killed';

const { refusals } = zhCn;
const NOBODY = { members: [], departments: [], tags: [] };
const DAY = 86_400_000;

/** A world at a time, ISO 8601, whose app has these. */
function worldAt(time: string, app: Partial<AppConfig>, config: Partial<BotConfig> = {}): TurnWorld {
  const world = new TurnWorld();
  world.config = { ...turnConfig, apps: { assistant: { ...turnApp, ...app } }, ...config };
  at(world, time);
  return world;
}

function at(world: TurnWorld, time: string): void {
  world.now = Date.parse(time);
  world.queuedAt = world.now;
}

const NOON = '2026-11-26T12:00:00+08:00';
const worldOf = (app: Partial<AppConfig>, config?: Partial<BotConfig>): TurnWorld =>
  worldAt(NOON, app, config);

let ids = 0;
/** One message of a member. @returns what came to the phone for it */
async function writes(world: TurnWorld, text: string, member = 'a'): Promise<string[]> {
  const before = world.phone.length;
  const content: ReceivedMessage['content'] = { kind: 'text', text };
  await world.take(content, `m${++ids}`, 'assistant', undefined, member);
  return world.phone.slice(before);
}

describe('the audience', () => {
  const allow = { members: ['a'], departments: [2], tags: [7] };

  it('is everyone where it says nothing, but who is denied', async () => {
    const world = worldOf({ audience: { deny: ['b'] } });
    await expect(writes(world, '一')).resolves.toEqual(['好']);
    await expect(writes(world, '一', 'b')).resolves.toEqual([refusals.outside('b')]);
    expect(world.asked).toHaveLength(1);
  });

  it('is those who are named, or in a department, or have a tag', async () => {
    const world = worldOf({ audience: { allow, deny: [] } });
    world.groups.set('department 2', ['b']);
    world.groups.set('tag 7', ['c']);
    for (const member of ['a', 'b', 'c']) await expect(writes(world, '一', member)).resolves.toEqual(['好']);
    await expect(writes(world, '一', 'd')).resolves.toEqual([refusals.outside('d')]);
  });

  it('does not have who is denied, whatever says that they may', async () => {
    const world = worldOf({ audience: { allow, deny: ['a', 'b'] } });
    world.groups.set('department 2', ['b']);
    for (const member of ['a', 'b']) {
      await expect(writes(world, '一', member)).resolves.toEqual([refusals.outside(member)]);
    }
    expect(world.asked).toEqual([]);
  });

  it('tells who is outside once a day, and nothing else: no command, no welcome', async () => {
    const world = worldOf({ audience: { allow, deny: [] } });
    await expect(writes(world, '帮助', 'd')).resolves.toEqual([refusals.outside('d')]);
    for (const text of ['一', '用量', '管理', '画 一只猫'])
      await expect(writes(world, text, 'd')).resolves.toEqual([]);
    await world.take({ kind: 'event', event: 'enter_agent' }, 'opened', 'assistant', undefined, 'd');
    expect(world.phone).toHaveLength(1);
    world.now += DAY;
    await expect(writes(world, '一', 'd')).resolves.toEqual([refusals.outside('d')]);
    expect(world.usage.all).toEqual({ messages: 0, tokens: 0, cost: 0 });
    expect([...world.audited.values()].every(({ event }) => event === 'refused')).toBe(true);
  });

  it('tells who first opened the app, of which nothing is said, when they write', async () => {
    const world = worldOf({ audience: { allow, deny: [] } });
    await world.take({ kind: 'event', event: 'enter_agent' }, 'opened', 'assistant', undefined, 'd');
    expect(world.phone).toEqual([]);
    await expect(writes(world, '一', 'd')).resolves.toEqual([refusals.outside('d')]);
  });

  it('does not end an answer that has begun before', async () => {
    const world = worldOf({});
    world.model = dying;
    await expect(world.attempt('一', 'x')).rejects.toThrow('killed');
    world.config = { ...world.config, apps: { assistant: { ...turnApp, audience: { deny: ['a'] } } } };
    world.model = (request) => world.says(request, '好');
    world.now += 60_000;
    await world.attempt('一', 'x');
    expect(world.audited.get('x')).toMatchObject({ event: 'answered' });
  });

  it('has the admins', async () => {
    const world = worldOf({ audience: { allow, deny: [] } }, { admins: ['boss'] });
    await expect(writes(world, '一', 'boss')).resolves.toEqual(['好']);
  });

  it('is the same when a message is retried: it is told again, if nobody knows that it was', async () => {
    const world = worldOf({ audience: { allow, deny: [] } });
    const death = world.take(
      { kind: 'text', text: '一' },
      'x',
      'assistant',
      { call: 8, side: 'before' },
      'd',
    );
    await expect(death).rejects.toThrow('killed');
    world.now += 60_000;
    await world.take({ kind: 'text', text: '一' }, 'x', 'assistant', undefined, 'd');
    expect(world.phone).toEqual([refusals.outside('d')]);
  });
});

describe('limits', () => {
  const limits = [
    { name: 'heavy', messages: 4, people: { ...NOBODY, members: ['h'], departments: [2] } },
    { name: 'default', messages: 2, people: NOBODY },
  ];

  it('stop a member for the day, and commands go on', async () => {
    const world = worldOf({ limits });
    await writes(world, '一');
    await writes(world, '二');
    await expect(writes(world, '三')).resolves.toEqual([refusals.limited.messages(2)]);
    await expect(writes(world, '画 一只猫')).resolves.toEqual([refusals.limited.messages(2)]);
    await expect(writes(world, '用量')).resolves.toEqual([expect.stringContaining('今天还剩：0 条消息')]);
    await expect(writes(world, '一', 'b')).resolves.toEqual(['好']);
    at(world, '2026-11-27T00:00:00+08:00');
    await expect(writes(world, '四')).resolves.toEqual(['好']);
  });

  it('are those of the first group that a member is in', async () => {
    const world = worldOf({ limits });
    world.groups.set('department 2', ['d']);
    for (const member of ['h', 'd']) {
      for (let message = 0; message < 4; message++) await writes(world, '一', member);
      await expect(writes(world, '五', member)).resolves.toEqual([refusals.limited.messages(4)]);
    }
  });

  it('are told once when little is left, behind the answer and not as part of it', async () => {
    const world = worldOf({ limits: [{ name: 'default', messages: 10, tokens: 1_000, people: NOBODY }] });
    for (let message = 0; message < 7; message++) await expect(writes(world, '一')).resolves.toEqual(['好']);
    await expect(writes(world, '八')).resolves.toEqual(['好', '（今天还剩 2 条消息、895 个 token。）']);
    await expect(writes(world, '九')).resolves.toEqual(['好']);
    expect([...world.turns.values()].map(({ turn }) => turn.answer)).toEqual(Array(9).fill('好'));
  });

  it('of tokens let the answer that reaches them through, and no more', async () => {
    const world = worldOf({ limits: [{ name: 'default', tokens: 20, people: NOBODY }] });
    await writes(world, '一');
    await writes(world, '二');
    await expect(writes(world, '三')).resolves.toEqual([refusals.limited.tokens(20)]);
  });

  it('count a message once, however often it is retried', async () => {
    const world = worldOf({ limits: [{ name: 'default', messages: 1, people: NOBODY }] });
    world.model = dying;
    await expect(world.attempt('一', 'again')).rejects.toThrow('killed');
    world.model = (request) => world.says(request, '好');
    for (let attempt = 0; attempt < 3; attempt++) {
      world.now += 60_000;
      await world.attempt('一', 'again');
    }
    expect(world.usage.all.messages).toBe(1);
    await expect(writes(world, '二')).resolves.toEqual([refusals.limited.messages(1)]);
  });

  it('tell what is left with the next answer, where there was none', async () => {
    const world = worldOf({ limits: [{ name: 'default', messages: 5, people: NOBODY }] });
    for (let message = 0; message < 3; message++) await writes(world, '一');
    world.model = () => {
      throw new ModelError('refused', 'no', 'Ask something else.');
    };
    await writes(world, '四');
    world.model = (request) => world.says(request, '好');
    await expect(writes(world, '五')).resolves.toEqual(['好', '（今天还剩 1 条消息。）']);
  });

  it('of nothing are told as such, since tomorrow is the same', async () => {
    const world = worldOf({ limits: [{ name: 'default', messages: 0, people: NOBODY }] });
    await expect(writes(world, '一')).resolves.toEqual([expect.not.stringContaining('明天')]);
  });

  it('do not count what was admitted, and refused when it came again', async () => {
    const world = worldOf({ budget: { day: 0.00007 } }, { admins: ['boss'] });
    world.model = () => {
      throw new ModelError('busy', 'later', 'Wait.', 1_000);
    };
    await expect(world.attempt('一', 'waits')).resolves.toBe('waiting');
    expect(world.usage.all.messages).toBe(1);
    world.model = (request) => world.says(request, '好');
    await writes(world, '一', 'boss');
    world.now += 60_000;
    await world.attempt('一', 'waits');
    expect(world.phone.at(-1)).toBe(refusals.overBudget);
    expect(world.usage.all.messages).toBe(1);
  });

  it('count what is answered, whatever comes between: deaths, a busy model, a pause, a block, a budget, a list', async () => {
    const obstacle = fc.oneof(
      fc.record({ call: fc.nat({ max: 30 }), side: fc.constantFrom('before' as const, 'after' as const) }),
      fc.constantFrom('busy', 'refused', 'paused', 'slow sending', 'denied', 'blocked word', 'broken'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(obstacle, { maxLength: 3 }), { minLength: 1, maxLength: 4 }),
        async (messages) => {
          const world = worldOf({ limits: [{ name: 'default', messages: 3, people: NOBODY }] });
          const { config } = world;
          const obstruct = (what: string): void => {
            const app = config.apps['assistant'] ?? turnApp;
            if (what === 'busy' || what === 'refused' || what === 'broken') {
              world.model = () => {
                throw new ModelError(what, 'no', 'Wait.');
              };
            }
            if (what === 'paused') world.paused = { since: 1 };
            if (what === 'denied') {
              world.config = { ...config, apps: { assistant: { ...app, audience: { deny: ['a'] } } } };
            }
            if (what === 'blocked word') {
              const words = [{ name: 'w', words: ['好'], action: 'block' as const }];
              world.config = { ...config, apps: { assistant: { ...app, moderation: { words } } } };
            }
            if (what === 'slow sending') {
              world.sending = () => {
                throw new SendError('too-fast', Object.assign(new Error('slow'), { code: 'WECOM_45009' }));
              };
            }
          };
          for (const [index, obstacles] of messages.entries()) {
            const id = `message-${index}`;
            for (const each of [...obstacles, undefined]) {
              world.model = (request) => world.says(request, '好');
              world.paused = undefined;
              world.sending = () => Promise.resolve();
              world.config = config;
              if (typeof each === 'string') obstruct(each);
              const kill = typeof each === 'object' ? each : undefined;
              await world.attempt('一', id, kill).catch(unlessKilled);
              world.now += 60_000;
            }
            expect(world.isDone(id)).toBe(true);
          }
          const answers = [...world.audited.values()].filter(({ event }) => event === 'answered');
          expect(world.usage.all.messages).toBe(answers.length);
          const paid = [...world.audited.values()].reduce((sum, { costUsd = 0 }) => sum + costUsd, 0);
          expect(world.usage.all.cost).toBeCloseTo(paid, 9);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('do not count what was not answered', async () => {
    const world = worldOf({ limits: [{ name: 'default', messages: 1, people: NOBODY }] });
    world.model = () => {
      throw new ModelError('refused', 'no', 'Ask something else.');
    };
    await expect(writes(world, '一')).resolves.toEqual([zhCn.modelFailed.refused]);
    world.model = (request) => world.says(request, '好');
    await expect(writes(world, '二')).resolves.toContain('好');
    expect(world.usage.all.messages).toBe(1);
  });
});

/** Kills the worker in the middle of an answer. */
async function* dying(): AsyncGenerator<ModelEvent> {
  await Promise.resolve();
  yield { type: 'text', text: `${'一二三四五六七八九十'.repeat(3)}。\n\n` };
  throw new Error('killed');
}

describe('the budget', () => {
  // An answer costs 10 × 2 + 5 × 10 millionths of a dollar.
  const ANSWER = 0.00007;

  it.each([
    ['of the app, by day', { budget: { day: 2 * ANSWER } }, {}],
    ['of the app, by month', { budget: { month: 2 * ANSWER } }, {}],
    ['of all apps, by day', {}, { budget: { day: 2 * ANSWER } }],
    ['of all apps, by month', {}, { budget: { month: 2 * ANSWER } }],
  ])('%s stops everyone but admins', async (_, app, config) => {
    const world = worldOf(app, { ...config, admins: ['boss'] });
    await writes(world, '一');
    await writes(world, '二', 'b');
    await expect(writes(world, '三', 'c')).resolves.toEqual([refusals.overBudget]);
    await expect(writes(world, '三', 'boss')).resolves.toEqual(['好']);
    expect(world.audited.get(`m${ids - 1}`)).toMatchObject({ event: 'refused', result: 'over-budget' });
  });

  it('of all apps counts all of them', async () => {
    const world = worldOf({}, { budget: { day: ANSWER } });
    world.config = { ...world.config, apps: { ...world.config.apps, other: turnApp } };
    await world.take({ kind: 'text', text: '一' }, 'elsewhere', 'other');
    await expect(writes(world, '一')).resolves.toEqual([refusals.overBudget]);
  });

  it('is exceeded by no more than the answers in flight', async () => {
    const world = worldOf({ budget: { day: 3 * ANSWER } });
    // Five workers, as maxConcurrency has it, that all look before any of them has counted.
    const inFlight = ['b', 'c', 'd', 'e', 'f'].map((member) => writes(world, '一', member));
    await Promise.all(inFlight);
    await expect(writes(world, '二')).resolves.toEqual([refusals.overBudget]);
    expect(world.usage.all.cost).toBeCloseTo(5 * ANSWER, 9);
  });

  it('knows of answers that wait to be sent', async () => {
    const world = worldOf({ budget: { day: ANSWER } });
    world.sending = () => {
      throw new SendError('too-fast', Object.assign(new Error('slow down'), { code: 'WECOM_45009' }));
    };
    for (const member of ['b', 'c', 'd']) {
      await world.take({ kind: 'text', text: '一' }, `of-${member}`, 'assistant', undefined, member);
    }
    expect(world.asked).toHaveLength(1);
    expect(world.usage.all.cost).toBe(ANSWER);
  });

  it('has what was paid before a member could no longer be reached, or a word was forbidden', async () => {
    const unreachable = new SendError('unreachable', Object.assign(new Error('no'), { code: 'WECOM_60111' }));
    const words = [{ name: 'w', words: ['绝密'], action: 'block' as const }];
    const ends: ((world: TurnWorld) => void)[] = [
      (world) => {
        world.sending = () => {
          throw unreachable;
        };
      },
      (world) => {
        const app = { ...turnApp, moderation: { words } };
        world.config = { ...world.config, apps: { assistant: app } };
      },
    ];
    for (const end of ends) {
      const world = worldOf({});
      world.model = dying;
      // Committed, and not sent.
      const death = world.take({ kind: 'text', text: '绝密' }, 'x', 'assistant', { call: 11, side: 'after' });
      await expect(death).rejects.toThrow('killed');
      expect(world.record('x')?.asks).toBe(1);
      end(world);
      world.now += 60_000;
      await world.attempt('绝密', 'x');
      expect(world.isDone('x')).toBe(true);
      expect(world.audited.get('x')).toMatchObject({ isEstimated: true });
      expect(world.usage.all).toMatchObject({ messages: 0, cost: world.audited.get('x')?.costUsd });
      expect(world.usage.all.cost).toBeGreaterThan(0);
    }
  });

  it('counts a message that the release before this one asked about', async () => {
    const world = worldOf({});
    world.model = dying;
    await expect(world.attempt('一', 'x')).rejects.toThrow('killed');
    world.usage.days.clear();
    world.model = (request) => world.says(request, '好');
    world.now += 60_000;
    await world.attempt('一', 'x');
    expect(world.usage.all.messages).toBe(1);
  });

  it('does not stop an answer that has begun', async () => {
    const world = worldOf({ budget: { day: ANSWER } });
    world.model = dying;
    await expect(world.attempt('一', 'begun')).rejects.toThrow('killed');
    world.model = (request) => world.says(request, '好');
    await writes(world, '一', 'b');
    world.now += 60_000;
    await world.attempt('一', 'begun');
    expect(world.isDone('begun')).toBe(true);
    expect(world.phone).not.toContain(refusals.overBudget);
    await expect(writes(world, '二')).resolves.toEqual([refusals.overBudget]);
  });
});

describe('service hours', () => {
  const week = [...Array<{ from: number; to: number }[]>(5).fill([{ from: 540, to: 1080 }]), [], []];
  const hours: Hours = { week, holidays: ['2026-10-01'], workdays: ['2026-10-10'] };
  const served = ['好'];
  const told = [refusals.closed(['09:00-18:00'])];
  const notToday = [refusals.closed([])];

  it.each([
    ['before', '2026-11-26T08:59:59+08:00', told],
    ['from its first minute', '2026-11-26T09:00:00+08:00', served],
    ['to its last', '2026-11-26T17:59:59+08:00', served],
    ['after', '2026-11-26T18:00:00+08:00', told],
    ['on a Saturday', '2026-11-28T12:00:00+08:00', notToday],
    ['on a holiday', '2026-10-01T12:00:00+08:00', notToday],
    ['on a Saturday that is a workday', '2026-10-10T12:00:00+08:00', served],
    ['by the clock of the company, not of the machine', '2026-11-26T02:00:00Z', served],
  ])('%s', async (_, time, answer) => {
    await expect(writes(worldAt(time, { hours }), '一')).resolves.toEqual(answer);
  });

  it('are those when the message came, not when it was taken', async () => {
    const world = worldAt('2026-11-26T17:59:00+08:00', { hours });
    world.now += 3_600_000;
    await expect(writes(world, '一')).resolves.toEqual(['好']);
  });

  it('let commands work at any time', async () => {
    const world = worldAt('2026-11-28T12:00:00+08:00', { hours });
    await expect(writes(world, '用量')).resolves.toEqual([expect.stringContaining('今天：0 条消息')]);
    expect(world.usage.all.messages).toBe(0);
  });
});

describe('a month', () => {
  it.each([
    ['of November', '2026-11', 30],
    ['of a leap year', '2028-02', 29],
    ['of 31 days', '2026-12', 31],
  ])('%s: each day has its limit, and the month its budget', async (_, month, days) => {
    const limits = [{ name: 'default', messages: 2, people: NOBODY }];
    const world = worldAt(`${month}-01T00:00:00+08:00`, { limits, budget: { month: days * 2 * 0.00007 } });
    for (let day = 0; day < days; day++) {
      await expect(writes(world, '早')).resolves.toEqual(['好']);
      // The last second of the day in Asia/Shanghai.
      world.now += DAY - 1_000;
      await writes(world, '晚');
      await expect(writes(world, '再来')).resolves.toEqual([
        day === days - 1 ? refusals.overBudget : refusals.limited.messages(2),
      ]);
      world.now += 1_000;
    }
    // The first of the next month.
    await expect(writes(world, '新的一月')).resolves.toEqual(['好']);
    expect(world.usage.all.messages).toBe(days * 2 + 1);
  });
});

describe('a member who asks', () => {
  it('what is kept is told, with how it is deleted', async () => {
    const world = worldOf({});
    await writes(world, '一');
    await expect(writes(world, '我的数据')).resolves.toEqual([
      zhCn.commands.myData({ turns: 1, pictures: 0, keepDays: 30, contentIsRecorded: false }),
    ]);
  });

  it('to have it deleted has nothing kept of what was said, and keeps choices and counts', async () => {
    const world = worldOf({});
    await writes(world, '一');
    world.profile = { ...world.profile, conversation: 'm', activeAt: world.now, voice: true };
    await expect(writes(world, '清空')).resolves.toEqual([zhCn.commands.erased]);
    expect(world.turns.size).toBe(0);
    expect(world.profile).toMatchObject({ voice: true, name: '张三' });
    await writes(world, '二');
    expect(world.asked.at(-1)?.turns).toEqual([]);
    expect(world.usage.all.messages).toBe(2);
  });
});
