import { recall } from '../../../lambda/chat/conversation';
import { ModelError, SendError, type SendFailure } from '../../../lambda/chat/ports';
import { zhCn } from '../../../lambda/chat/texts/zh-cn';
import { waitMs } from '../../../lambda/chat/waiting';
import { TurnWorld, turnConfig } from '../../support/turn-world';

const MINUTE = 60_000;
const DAY_SECONDS = 86_400;

const failedSend = (failure: SendFailure): SendError =>
  new SendError(failure, Object.assign(new Error('what WeCom said'), { code: 'WECOM_X' }));

it('a question is answered, remembered, counted, audited, and the conversation goes on', async () => {
  const world = new TurnWorld();
  await expect(world.attempt('一', 'm1')).resolves.toBe('dealt-with');
  await world.attempt('二', 'm2');
  expect(world.phone).toEqual(['好', '好']);
  expect(world.asked[1]).toMatchObject({
    model: 'gpt-x',
    persona: '你是助手。',
    turns: [{ question: '一', answer: '好', tokens: 15 }],
    question: '二',
    said: '',
    deadline: world.now + 270_000,
  });
  expect(world.profile).toMatchObject({ conversation: 'm1', activeAt: world.now });
  expect(world.turns.get('m1')).toMatchObject({ conversation: 'm1', expiresAt: 1_000 + 30 * DAY_SECONDS });
  expect(world.usage.all).toEqual({ messages: 2, tokens: 30, cost: 0.00014 });
  expect(world.audited.get('m1')).toMatchObject({ event: 'answered', member: 'a' });
  expect(world.isDone('m1')).toBe(true);
});

it('a message that is done is not touched again', async () => {
  const world = new TurnWorld();
  await world.attempt('一');
  await expect(world.attempt('一')).resolves.toBe('dealt-with');
  expect(world.phone).toEqual(['好']);
});

it('after a silence longer than the idle limit a new conversation begins', async () => {
  const world = new TurnWorld();
  await world.attempt('一', 'm1');
  world.now += 10 * MINUTE;
  await world.attempt('二', 'm2');
  expect(world.asked.at(-1)?.turns).toHaveLength(1);
  world.now += 10 * MINUTE + 1;
  await world.attempt('三', 'm3');
  expect(world.asked.at(-1)?.turns).toEqual([]);
  expect(world.profile?.conversation).toBe('m3');
});

it('no more turns are shown than the limit', async () => {
  const world = new TurnWorld();
  for (const id of ['m1', 'm2', 'm3', 'm4']) await world.attempt(id, id);
  expect(world.asked.at(-1)?.turns.map(({ question }) => question)).toEqual(['m2', 'm3']);
});

it('新对话 opens a conversation of its own', async () => {
  const world = new TurnWorld();
  await world.attempt('一', 'm1');
  await world.attempt('新对话', 'm2');
  await world.attempt('二', 'm3');
  expect(world.asked.at(-1)?.turns).toEqual([]);
  expect(world.profile?.conversation).toBe('m2');
});

it('the tokens of a turn are estimated where the provider reports none', async () => {
  const world = new TurnWorld();
  world.model = async function* () {
    await Promise.resolve();
    yield { type: 'text', text: '好' };
  };
  await world.attempt('一二');
  // Persona 15 bytes, question 6, answer 3.
  expect(world.turns.get('m1')?.turn.tokens).toBe(5 + 2 + 1);
});

it.each([
  'credentials',
  'region',
  'not-found',
  'no-credit',
  'too-slow',
  'refused',
  'filtered',
  'too-long',
  'bad-request',
] as const)('%s: the member is told, nothing is remembered, and it is dealt with', async (failure) => {
  const world = new TurnWorld();
  world.model = () => failing(new ModelError(failure, 'said', 'Do.'));
  await expect(world.attempt('一')).resolves.toBe('dealt-with');
  expect(world.phone).toEqual([zhCn.modelFailed[failure]]);
  expect(world.asked).toHaveLength(1);
  expect(world.turns.size).toBe(0);
  expect(world.audited.get('m1')).toMatchObject({
    result: 'apologised',
    error: expect.stringContaining('MODEL_') as string,
  });
  expect(world.logged).toContainEqual(expect.stringContaining('model failed'));
});

it.each([[''], [' \n ']])('an answer without a word is a failure, too: %j', async (text) => {
  const world = new TurnWorld();
  world.answer = text;
  await world.attempt('一');
  expect(world.phone).toEqual([zhCn.modelFailed.empty]);
});

it('an answer that the provider cut short says so, and is remembered as it was read', async () => {
  const world = new TurnWorld();
  world.model = async function* () {
    await Promise.resolve();
    yield { type: 'text', text: '一半' };
    yield { type: 'cut', by: 'length' };
  };
  await world.attempt('一');
  expect(world.phone).toEqual([`一半\n\n${zhCn.cutOff}`]);
  expect(world.turns.get('m1')?.turn.answer).toBe(`一半\n\n${zhCn.cutOff}`);
});

it('what the provider filters after its first words ends with a sentence that says so', async () => {
  const world = new TurnWorld();
  world.model = async function* () {
    await Promise.resolve();
    yield { type: 'text', text: '一半' };
    yield { type: 'cut', by: 'filter' };
  };
  await world.attempt('一');
  expect(world.phone).toEqual([`一半\n\n${zhCn.filteredOff}`]);
});

it('what the provider filters before its first word is a sentence alone', async () => {
  const world = new TurnWorld();
  world.model = async function* () {
    await Promise.resolve();
    yield { type: 'cut', by: 'filter' };
  };
  await world.attempt('一');
  expect(world.phone).toEqual([zhCn.modelFailed.filtered]);
});

it('with no turns to be shown the memory is not read', async () => {
  const limits = { ...turnConfig.memory, maxTurns: 0 };
  const memory = { latestTurns: () => Promise.reject(new Error('read')) };
  await expect(recall(memory, { app: 'assistant', id: 'a' }, 'm1', limits)).resolves.toEqual([]);
});

it.each([
  [{ kind: 'unsupported', what: 'unknown' } as const, zhCn.unsupported, 'unknown'],
  [{ kind: 'too-long' } as const, zhCn.tooLong, 'text'],
])('%j gets a sentence, and the model is not asked', async (content, sentence, kind) => {
  const world = new TurnWorld();
  await world.take(content);
  expect(world.phone).toEqual([sentence]);
  expect(world.asked).toEqual([]);
  expect(world.audited.get('m1')).toMatchObject({ kind, result: 'unsupported' });
});

it('a message for an app that is no longer configured is kept in the dead-letter queue', async () => {
  const world = new TurnWorld();
  await expect(world.take({ kind: 'text', text: '一' }, 'm1', 'gone')).resolves.toBe('dealt-with');
  expect([...world.deadLetters]).toEqual(['m1-m1']);
  expect(world.logged).toContainEqual(expect.stringContaining('UNKNOWN_APP'));
});

it('no log line and no audit record holds what was said', async () => {
  const world = new TurnWorld();
  world.answer = '很私密的回答';
  await world.attempt('很私密的问题');
  expect(world.logged).toHaveLength(2);
  expect(JSON.stringify([world.logged, ...world.audited.values()])).not.toContain('私密');
});

describe('a stream that breaks off', () => {
  const SENTENCE = '这是第一句话，它有足够的长度可以单独发送。';
  const REST = '后面还有一句，接着前面的话往下说，直到说完为止。';
  const breaking = (text: string) =>
    async function* () {
      await Promise.resolve();
      yield { type: 'text' as const, text };
      throw new ModelError('broken', 'its stream broke off', 'Look.');
    };

  it('is asked to go on after what was said, once; what is said twice at the seam is left out', async () => {
    const world = new TurnWorld();
    world.model = ({ said }) =>
      said === '' ? breaking(SENTENCE)() : world.says(request(), `足够的长度可以单独发送。${REST}`);
    const request = () => ({ ...world.asked[1], said: '' }) as never;
    await world.attempt('一');
    expect(world.asked.map(({ said }) => said)).toEqual(['', SENTENCE]);
    expect(world.phone).toEqual([SENTENCE, REST]);
    expect(world.turns.get('m1')?.turn.answer).toBe(SENTENCE + REST);
  });

  it('also in the middle of a sentence', async () => {
    const world = new TurnWorld();
    world.model = ({ said }) => (said === '' ? breaking('这是半')() : breaking('句话')());
    await world.attempt('一');
    expect(world.asked.map(({ said }) => said)).toEqual(['', '这是半']);
    expect(world.phone).toEqual([`这是半句话\n\n${zhCn.cutOff}`]);
    expect(world.audited.get('m1')).toMatchObject({ result: 'broken-off', error: 'MODEL_BROKEN' });
    expect(world.turns.get('m1')?.turn.answer).toContain('这是半句话');
  });

  it('is an apology if nothing was ever said', async () => {
    const world = new TurnWorld();
    world.model = () => failing(new ModelError('broken', 'its stream broke off', 'Look.'));
    await world.attempt('一');
    expect(world.asked).toHaveLength(2);
    expect(world.phone).toEqual([zhCn.modelFailed.broken]);
  });
});

describe('a model that can not begin now', () => {
  const world = (retryAfterMs?: number) => {
    const made = new TurnWorld();
    made.model = () => failing(new ModelError('busy', '429', 'Wait.', retryAfterMs));
    return made;
  };

  it('lets the message wait, with one sign of life; neither attempt nor ask counts', async () => {
    const busy = world();
    await expect(busy.attempt('一')).resolves.toBe('waiting');
    expect(busy.phone).toEqual([zhCn.signOfLife]);
    expect(busy.keptAway.at(-1)).toBe(30_000);
    expect(busy.record()).toMatchObject({ attempts: 0, asks: 0, modelWaitSince: busy.now });
    busy.now += 30_000;
    await busy.attempt('一');
    expect(busy.phone).toHaveLength(1);
    busy.model = (request) => busy.says(request, '好了');
    busy.now += 30_000;
    await expect(busy.attempt('一')).resolves.toBe('dealt-with');
    expect(busy.phone).toEqual([zhCn.signOfLife, '好了']);
  });

  it('is given as long as it asks for', async () => {
    const busy = world(90_000);
    await busy.attempt('一');
    expect(busy.keptAway.at(-1)).toBe(90_000);
  });

  it('but not for longer than it is waited for', async () => {
    const busy = world(900_000);
    await busy.attempt('一');
    expect(busy.keptAway.at(-1)).toBe(600_000);
  });

  it('is waited for ten minutes, then a sentence says so', async () => {
    const busy = world();
    await busy.attempt('一');
    busy.now += 10 * MINUTE - 1;
    await expect(busy.attempt('一')).resolves.toBe('waiting');
    busy.now += 1;
    await expect(busy.attempt('一')).resolves.toBe('dealt-with');
    expect(busy.phone).toEqual([zhCn.signOfLife, zhCn.modelFailed.busy]);
  });
});

describe('what must wait', () => {
  it.each(['not-sent', 'too-fast', 'unknown'] as const)(
    '%s: the model’s answer is kept, and sent without asking again',
    async (failure) => {
      const world = new TurnWorld();
      world.sending = () => Promise.reject(failedSend(failure));
      await expect(world.attempt('一')).resolves.toBe('waiting');
      expect(world.record()?.conclusion?.outcome).toBe('answered');
      world.sending = () => Promise.resolve();
      world.now += 30_000;
      await expect(world.attempt('一')).resolves.toBe('dealt-with');
      expect(world.phone).toEqual(['好']);
      expect(world.asked).toHaveLength(1);
      expect(world.audited.get('m1')?.attempts).toBe(failure === 'unknown' ? 2 : 1);
    },
  );

  it('a part that can’t be sent while the model speaks does not cost the rest of the answer', async () => {
    const world = new TurnWorld();
    const [first, rest] = ['这是第一句话，它有足够的长度可以单独发送。', '这是后面的话，模型说完了它。'];
    world.answer = first + rest;
    world.sending = () => Promise.reject(failedSend('not-sent'));
    await expect(world.attempt('一')).resolves.toBe('waiting');
    world.sending = () => Promise.resolve();
    world.now += 30_000;
    await world.attempt('一');
    expect(world.phone).toEqual([first, rest]);
    expect(world.asked).toHaveLength(1);
  });

  it('a part that may have arrived is sent again with WeCom’s duplicate check, back to when it was committed', async () => {
    const world = new TurnWorld();
    world.sending = () => Promise.reject(failedSend('unknown'));
    await world.attempt('一');
    world.sending = () => Promise.resolve();
    world.now += 31_500;
    await world.attempt('一');
    expect(world.sendings.map(({ mayHaveArrivedWithinSeconds }) => mayHaveArrivedWithinSeconds)).toEqual([
      32,
    ]);
  });

  it('also after days, for as long back as WeCom looks', async () => {
    const world = new TurnWorld();
    world.sending = () => Promise.reject(failedSend('unknown'));
    await world.attempt('一');
    world.sending = () => Promise.resolve();
    world.now += DAY_SECONDS * 1000;
    await world.attempt('一');
    expect(world.sendings[0]?.mayHaveArrivedWithinSeconds).toBe(14_400);
  });

  it('also if the model went on for long after that', async () => {
    const world = new TurnWorld();
    const first = '这是第一句话，它有足够的长度可以单独发送。';
    world.model = async function* () {
      await Promise.resolve();
      yield { type: 'text', text: first };
      world.now += 120_000;
      yield { type: 'text', text: '后来的话。' };
    };
    world.sending = () => Promise.reject(failedSend('unknown'));
    await world.attempt('一');
    world.sending = () => Promise.resolve();
    world.now += 30_000;
    await world.attempt('一');
    expect(world.sendings[0]?.mayHaveArrivedWithinSeconds).toBe(150);
  });

  it('but not where the answer holds the same part twice: it is rather sent twice than not at all', async () => {
    const world = new TurnWorld();
    const same = '同样的一句话说两遍，每一遍都算数，都要送到。';
    world.model = async function* () {
      await Promise.resolve();
      yield { type: 'text', text: same };
      yield { type: 'text', text: `\n\n${same}\n` };
    };
    let sends = 0;
    world.sending = () => (++sends === 2 ? Promise.reject(failedSend('unknown')) : Promise.resolve());
    await world.attempt('一');
    world.now += 30_000;
    await world.attempt('一');
    expect(world.phone).toEqual([same, same]);
    expect(world.sendings[1]).not.toHaveProperty('mayHaveArrivedWithinSeconds');
  });

  it('what was never sent is not checked: an equal answer before it is another one', async () => {
    const world = new TurnWorld();
    await world.attempt('一');
    expect(world.sendings[0]).not.toHaveProperty('mayHaveArrivedWithinSeconds');
  });

  it('a blocked app: WeCom is not called, the model not asked, no attempt counted', async () => {
    const world = new TurnWorld();
    world.block = { errcode: 60020 };
    await expect(world.attempt('一')).resolves.toBe('waiting');
    expect(world.calls.filter((call) => /^(messenger|model|deliveries)/.test(call))).toEqual([]);
  });

  it('a refusal of the app is noted, and the message waits', async () => {
    const world = new TurnWorld();
    const block = { errcode: 60020, address: '203.0.113.7' };
    const cause = Object.assign(new Error('not trusted'), { code: 'WECOM_60020' });
    world.sending = () => Promise.reject(new SendError('blocked', cause, block));
    await expect(world.attempt('一')).resolves.toBe('waiting');
    expect(world.block).toEqual(block);
    expect(world.logged).toContainEqual(expect.stringMatching(/app blocked.*60020.*203\.0\.113\.7/));
    expect(world.record()?.attempts).toBe(0);
  });

  it('a member who was sent enough for this minute', async () => {
    const world = new TurnWorld();
    world.freeAt = world.now + 45_000;
    await expect(world.attempt('一')).resolves.toBe('waiting');
    expect(world.keptAway.at(-1)).toBe(45_000);
    expect(world.phone).toEqual([]);
    expect(world.record()?.conclusion?.outcome).toBe('answered');
  });

  it('waits for a tenth of the time waited, for 22 minutes at most', async () => {
    const world = new TurnWorld();
    world.block = { errcode: 60020 };
    for (world.waitedMs of [0, 299_000, 3_000_000, 90_000_000]) await world.attempt('一');
    expect(world.keptAway).toEqual([30_000, 30_000, 300_000, 1_320_000]);
  });

  it('in 14 days it is taken fewer times than the 1000 after which SQS moves it away', () => {
    const { timing } = turnConfig;
    let [waited, receives] = [0, 0];
    for (; waited < 14 * DAY_SECONDS * 1000; receives++) waited += waitMs(waited, 0, timing);
    expect(receives).toBeLessThan(1000);
  });

  it('a refusal that can not be noted costs neither the answer nor an attempt', async () => {
    const world = new TurnWorld();
    const cause = Object.assign(new Error('not trusted'), { code: 'WECOM_60020' });
    world.sending = () => Promise.reject(new SendError('blocked', cause, { errcode: 60020 }));
    world.noting = () => Promise.reject(new Error('the table is away'));
    await expect(world.attempt('一')).resolves.toBe('waiting');
    expect(world.record()).toMatchObject({ attempts: 0, conclusion: { outcome: 'answered' } });
  });

  it('a message that another worker holds', async () => {
    const world = new TurnWorld();
    await world.deliveries.lease({ app: 'assistant', id: 'a' }, 'm1', world.now + 1, {
      conversation: 'm1',
      sequence: 'm1',
    });
    await expect(world.attempt('一')).resolves.toBe('waiting');
    expect(world.phone).toEqual([]);
  });
});

describe('giving up', () => {
  it('after four attempts that died: an apology, a copy in the dead-letter queue, done', async () => {
    const world = new TurnWorld();
    for (let attempt = 1; attempt <= 4; attempt++) {
      const kill = { call: 4, side: 'before' } as const;
      await expect(world.attempt('一', 'm1', kill)).rejects.toThrow('killed');
      world.now += MINUTE;
    }
    await expect(world.attempt('一')).resolves.toBe('dealt-with');
    expect(world.phone).toEqual([zhCn.givenUp]);
    expect(world.asked).toEqual([]);
    expect(world.deadLetters.size).toBe(1);
    expect(world.audited.get('m1')).toMatchObject({ result: 'given-up', error: 'TOO_MANY_ATTEMPTS' });
    expect(world.isDone()).toBe(true);
  });

  it('not what was read to its end: it is remembered, however often that has failed', async () => {
    const world = new TurnWorld();
    const save = jest.spyOn(world.deliveries, 'done').mockRejectedValue(new Error('the table is away'));
    for (let attempt = 1; attempt <= 5; attempt++) {
      await expect(world.attempt('一')).rejects.toThrow('the table is away');
      world.now += MINUTE;
    }
    save.mockRestore();
    await world.attempt('一');
    expect(world.phone).toEqual(['好']);
    expect(world.audited.get('m1')).toMatchObject({ result: 'answered' });
    expect(world.deadLetters.size).toBe(0);
  });

  it('when nothing is known to arrive, neither answer nor apology is repeated without end', async () => {
    const world = new TurnWorld();
    let sends = 0;
    world.sending = () => {
      sends += 1;
      return Promise.reject(failedSend('unknown'));
    };
    const results: string[] = [];
    for (let attempt = 1; attempt <= 8; attempt++) {
      results.push(await world.attempt('一'));
      world.now += 30_000;
    }
    expect(results).toEqual([...Array<string>(7).fill('waiting'), 'dealt-with']);
    expect(sends).toBe(7);
    expect(world.deadLetters.size).toBe(1);
    expect(world.isDone()).toBe(true);
  });

  it('a member to whom WeCom delivers nothing: no word, a copy in the dead-letter queue', async () => {
    const world = new TurnWorld();
    world.sending = () => Promise.reject(failedSend('unreachable'));
    await expect(world.attempt('一')).resolves.toBe('dealt-with');
    expect(world.phone).toEqual([]);
    expect(world.deadLetters.size).toBe(1);
    expect(world.audited.get('m1')).toMatchObject({ result: 'unreachable', error: 'WECOM_X' });
    expect(world.isDone()).toBe(true);
  });

  it('words that WeCom does not take are replaced by words of ours', async () => {
    const world = new TurnWorld();
    world.sending = (part) =>
      'text' in part && part.text === '好' ? Promise.reject(failedSend('refused')) : Promise.resolve();
    await world.attempt('一');
    expect(world.phone).toEqual([zhCn.notTaken]);
    expect(world.deadLetters.size).toBe(1);
    expect(world.turns.size).toBe(0);
  });

  it('if WeCom takes not even those, there is nothing left to say', async () => {
    const world = new TurnWorld();
    world.sending = () => Promise.reject(failedSend('refused'));
    await expect(world.attempt('一')).resolves.toBe('dealt-with');
    expect(world.phone).toEqual([]);
    expect(world.isDone()).toBe(true);
  });
});

describe('a sign of life', () => {
  it('comes once after six seconds without a word, and before the answer', async () => {
    const world = new TurnWorld();
    let speak = (): void => undefined;
    const silence = new Promise<void>((resolve) => (speak = resolve));
    world.model = async function* () {
      await silence;
      yield { type: 'text', text: '好' };
    };
    const attempt = world.attempt('一');
    await world.pass(5_999);
    expect(world.phone).toEqual([]);
    await world.pass(1);
    expect(world.phone).toEqual([zhCn.signOfLife]);
    await world.pass(6_000);
    speak();
    await attempt;
    expect(world.phone).toEqual([zhCn.signOfLife, '好']);
  });

  it('is claimed before it is sent: one that failed is not sent again', async () => {
    const world = new TurnWorld();
    world.model = () => failing(new ModelError('busy', '429', 'Wait.'));
    world.sending = () => Promise.reject(failedSend('unknown'));
    await world.attempt('一');
    world.sending = () => Promise.resolve();
    world.now += 30_000;
    await world.attempt('一');
    expect(world.phone).toEqual([]);
  });
});

describe('the lease', () => {
  const LONG = 270_000;

  it('is renewed with the visibility for as long as the model takes', async () => {
    const { world, attempt, speak } = thinking();
    for (let ms = 0; ms < LONG; ms += 10_000) await world.pass(10_000);
    speak();
    await expect(attempt).resolves.toBe('dealt-with');
    expect(world.keptAway).toHaveLength(1 + Math.floor(LONG / 20_000));
    expect(world.keptAway.every((ms) => ms === 60_000)).toBe(true);
  });

  it('if a renewal fails, nothing more is sent', async () => {
    const { world, attempt, speak } = thinking();
    await world.pass(10_000);
    world.keepingAway = () => Promise.reject(new Error('SQS is away'));
    await world.pass(10_000);
    speak();
    await expect(attempt).rejects.toThrow();
    expect(world.phone).toEqual([zhCn.signOfLife]);
    expect(world.isDone()).toBe(false);
  });

  it('also if the model does not let itself be called off', async () => {
    const world = new TurnWorld();
    let speak = (): void => undefined;
    const thought = new Promise<void>((resolve) => (speak = resolve));
    world.model = async function* () {
      await thought;
      yield { type: 'text', text: '好' };
    };
    const attempt = world.attempt('一');
    await world.pass(10_000);
    world.keepingAway = () => Promise.reject(new Error('SQS is away'));
    await world.pass(10_000);
    speak();
    await expect(attempt).rejects.toThrow('lease');
    expect(world.phone).toEqual([zhCn.signOfLife]);
  });

  it('a send does not start that could end after the worker’s time', async () => {
    const world = new TurnWorld();
    let speak = (): void => undefined;
    const thought = new Promise<void>((resolve) => (speak = resolve));
    world.model = async function* () {
      await thought;
      yield { type: 'text', text: '好' };
    };
    const attempt = world.attempt('一');
    for (let ms = 0; ms < 290_000; ms += 10_000) await world.pass(10_000);
    await world.pass(1);
    speak();
    await expect(attempt).rejects.toThrow('the time of the worker');
  });

  it('a send does not start that could end after the lease', async () => {
    const { world, attempt, speak } = thinking();
    await world.pass(10_000);
    // The process was frozen: no timer fired.
    world.now += 35_000;
    speak();
    await expect(attempt).rejects.toThrow('lease');
    expect(world.phone).toEqual([zhCn.signOfLife]);
  });

  function thinking() {
    const world = new TurnWorld();
    let speak = (): void => undefined;
    const thought = new Promise<void>((resolve) => (speak = resolve));
    world.model = async function* ({ signal }) {
      await thought;
      if (signal.aborted) throw new ModelError('broken', 'it was called off', '');
      yield { type: 'text', text: '好' };
    };
    return { world, attempt: world.attempt('一'), speak };
  }
});

async function* failing(error: Error): AsyncGenerator<never> {
  await Promise.resolve();
  throw error;
  yield undefined as never;
}

it('each message of an answer begins and ends with a word; the memory keeps the answer as it was', async () => {
  const world = new TurnWorld();
  world.answer = '第一句话就到这里为止，它够长了。\n\n　　第二段在这里。\n';
  await world.attempt('一');
  expect(world.phone).toEqual(['第一句话就到这里为止，它够长了。', '　　第二段在这里。']);
  expect(world.turns.get('m1')?.turn.answer).toBe(world.answer.trim());
});

it('an answer that would not fit into the table with its question ends there, and says so', async () => {
  const world = new TurnWorld();
  world.answer = '长'.repeat(200_000);
  await world.attempt('问'.repeat(80_000));
  const [turn] = [...world.turns.values()];
  const bytes = Buffer.byteLength(JSON.stringify(turn));
  expect(bytes).toBeGreaterThan(350_000);
  expect(bytes).toBeLessThan(400_000);
  expect(world.phone.at(-1)).toContain(zhCn.cutOff);
});
