import { ModelError, SendError } from '../../../lambda/chat/ports';
import { zhCn } from '../../../lambda/chat/texts/zh-cn';
import { MemberUnreachableError } from '../../../lambda/wecom/errors';
import { TurnWorld, turnConfig } from '../../support/turn-world';

const [app] = Object.values(turnConfig.apps);
const abilities = { hears: false, speaks: false, draws: false, models: false, personas: false };
const withContent = {
  ...turnConfig,
  apps: { assistant: { ...app, auditContent: 'full' as const } },
} as typeof turnConfig;

/** A world that takes 100 ms to the first part, and 30 ms for its sending. */
function slowWorld(): TurnWorld {
  const world = new TurnWorld();
  world.model = async function* (request) {
    world.now += 100;
    yield* world.says(request, '好');
  };
  world.sending = () => Promise.resolve(void (world.now += 30));
  return world;
}

it('an answer is one record, with what it took and what it cost', async () => {
  const world = slowWorld();
  await world.attempt('一', 'm1');
  expect([...world.audited.values()]).toEqual([
    {
      id: 'm1',
      time: new Date(1_000_000).toISOString(),
      event: 'answered',
      app: 'assistant',
      member: 'a',
      name: '张三',
      kind: 'text',
      result: 'answered',
      model: 'gpt-x',
      tokens: { input: 10, cachedInput: 0, output: 5, reasoning: 0 },
      costUsd: 0.00007,
      ms: { queued: 1_000, firstWords: 1_130, model: 100, total: 1_130 },
      parts: 1,
      attempts: 1,
    },
  ]);
  expect(world.shipped).toEqual(['m1']);
});

it('what failed says how, why, and after how many attempts', async () => {
  const world = new TurnWorld();
  world.model = () => {
    throw new ModelError('credentials', 'the key was refused', 'Enter another.');
  };
  await world.attempt('一', 'm1');
  expect(world.audited.get('m1')).toMatchObject({
    event: 'failed',
    result: 'apologised',
    error: 'MODEL_CREDENTIALS',
    attempts: 1,
  });
});

it('a command is one, and cost nothing', async () => {
  const world = new TurnWorld();
  await world.attempt('帮助', 'm1');
  expect(world.audited.get('m1')).toMatchObject({ event: 'command', result: 'help', costUsd: 0 });
});

describe('what was said', () => {
  it('is in no record unless the operator asked for it', async () => {
    const world = new TurnWorld();
    world.answer = '机密回答';
    await world.attempt('机密问题', 'm1');
    expect(JSON.stringify([...world.audited.values(), ...world.logged])).not.toContain('机密');
  });

  it('is in the record where the operator did, question and answer, and in no log line', async () => {
    const world = new TurnWorld();
    world.config = withContent;
    world.answer = '机密回答';
    await world.attempt('机密问题', 'm1');
    expect(world.audited.get('m1')?.content).toEqual({ question: '机密问题', answer: '机密回答' });
    expect(JSON.stringify(world.logged)).not.toContain('机密');
  });

  it('is recorded to the knowledge of members: help and welcome say so', async () => {
    const world = new TurnWorld();
    world.config = withContent;
    await world.attempt('帮助', 'm1');
    await world.take({ kind: 'event', event: 'enter_agent' }, 'm2');
    expect(world.phone).toEqual([
      `${zhCn.help(abilities)}\n\n${zhCn.contentIsRecorded}`,
      `${zhCn.welcome}\n\n${zhCn.contentIsRecorded}`,
    ]);
  });
});

describe("the member's name", () => {
  it('is asked for once a week, and is in each record', async () => {
    const world = new TurnWorld();
    let asked = 0;
    world.nameOf = () => Promise.resolve(`张三${++asked}`);
    for (const [id, days] of [
      ['m1', 0],
      ['m2', 3],
      ['m3', 7],
    ] as const) {
      world.now = 1_000_000 + days * 86_400_000;
      await world.attempt('一', id);
    }
    expect([...world.audited.values()].map(({ name }) => name)).toEqual(['张三1', '张三1', '张三2']);
  });

  it('that WeCom does not tell is left out, and the one that was known stays', async () => {
    const world = new TurnWorld();
    await world.attempt('一', 'm1');
    world.now += 7 * 86_400_000;
    world.nameOf = () => Promise.resolve(undefined);
    await world.attempt('一', 'm2');
    expect(world.audited.get('m2')?.name).toBe('张三');
    const nameless = new TurnWorld();
    nameless.nameOf = () => Promise.resolve(undefined);
    await nameless.attempt('一', 'm1');
    expect(nameless.audited.get('m1')).not.toHaveProperty('name');
  });
});

describe('a message that waits', () => {
  const refused = Object.assign(new Error('no'), { code: 'WECOM_45009' });

  it('is one record, with the reason, however often it waits; what becomes of it is another', async () => {
    const world = new TurnWorld();
    world.sending = () => Promise.reject(new SendError('too-fast', refused));
    await expect(world.attempt('一', 'm1')).resolves.toBe('waiting');
    world.now += 60_000;
    await expect(world.attempt('一', 'm1')).resolves.toBe('waiting');
    world.sending = () => Promise.resolve();
    world.now += 60_000;
    await world.attempt('一', 'm1');
    expect([...world.audited.values()]).toMatchObject([
      {
        id: 'm1-waited',
        event: 'waited',
        result: 'too-fast',
        error: 'WECOM_45009',
        member: 'a',
        kind: 'text',
      },
      { id: 'm1', event: 'answered' },
    ]);
  });

  it('says so also while the app is blocked or paused', async () => {
    const world = new TurnWorld();
    world.block = { errcode: 60020 };
    await world.attempt('一', 'm1');
    world.block = undefined;
    world.paused = { since: 1 };
    await world.attempt('一', 'm2');
    expect([...world.audited.values()].map(({ id, result }) => [id, result])).toEqual([
      ['m1-waited', 'blocked'],
      ['m2-waited', 'paused'],
    ]);
  });
});

describe('figures', () => {
  it('of an answer are those of its record', async () => {
    const world = slowWorld();
    await world.attempt('一', 'm1');
    expect(world.metrics).toEqual([
      {
        Messages: 1,
        Answers: 1,
        FirstWords: 1_130,
        InputTokens: 10,
        OutputTokens: 5,
        Cost: 0.00007,
        app: 'assistant',
      },
    ]);
  });

  it.each([
    ['credentials', {}, [{ Errors: 1, class: 'model' }]],
    // What lies in the question is nobody's to mend, and no alarm; but the model read it.
    ['refused', { Cost: 0.000012 }, []],
    ['too-long', {}, []],
  ] as const)('of a failure of the model name its class: %s', async (failure, cost, errors) => {
    const world = new TurnWorld();
    world.model = () => {
      throw new ModelError(failure, 'no', 'Enter another.');
    };
    await world.attempt('一', 'm1');
    expect(world.metrics).toEqual([{ Messages: 1, Answers: 0, ...cost, app: 'assistant' }, ...errors]);
  });

  it('of a member to whom WeCom delivers nothing are no fault of ours', async () => {
    const world = new TurnWorld();
    const cause = new MemberUnreachableError('zhangsan', 'invaliduser');
    world.sending = () => Promise.reject(new SendError('unreachable', cause));
    await world.attempt('一', 'm1');
    expect(world.metrics).toContainEqual({ Errors: 1, class: 'wecom' });
  });

  it('say how long a message has waited already', async () => {
    const world = new TurnWorld();
    world.block = { errcode: 60020 };
    world.waitedMs = 90_400;
    await world.attempt('一', 'm1');
    expect(world.metrics).toEqual([{ Waited: 90 }]);
  });
});
