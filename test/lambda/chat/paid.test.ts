import { ModelError, SendError, type ModelEvent, type ModelFailure } from '../../../lambda/chat/ports';
import { TurnWorld, turnConfig } from '../../support/turn-world';
import { usageOf } from '../../support/usage';

const LEASE_MS = 50_000;
/** A token is three bytes: the persona has five, and the question 一 one. */
const ASKED = 6;
const SENTENCE = '这是第一句话，它有足够的长度可以单独发送。';
const REST = '后面的话。';
const tokens = (text: string): number => Buffer.byteLength(text) / 3;
const failure = (kind: ModelFailure): ModelError => new ModelError(kind, 'what it said', 'Look.');
const COUNTED: ModelEvent = { type: 'usage', usage: usageOf(10, 5) };
const KILLED = new Error('killed');

async function* saying(...events: (string | ModelEvent | Error)[]): AsyncGenerator<ModelEvent> {
  for (const event of events) {
    await Promise.resolve();
    if (event instanceof Error) throw event;
    yield typeof event === 'string' ? { type: 'text', text: event } : event;
  }
}

/** A world whose model answers ask by ask. */
function worldOf(...asks: (string | ModelEvent | Error)[][]): TurnWorld {
  const world = new TurnWorld();
  world.model = () => saying(...(asks.shift() ?? [failure('broken')]));
  return world;
}

/** An attempt whose worker dies; its lease ends. */
async function dying(world: TurnWorld, text = '一'): Promise<void> {
  await expect(world.attempt(text)).rejects.toThrow('killed');
  world.now += LEASE_MS;
}

/** What the message is recorded to have cost, and whether that was estimated. */
function paidOf(world: TurnWorld) {
  const { tokens: counted, tools, costUsd, isEstimated, result, model } = world.audited.get('m1') ?? {};
  const { input: inputTokens = 0, output: outputTokens = 0 } = counted ?? {};
  return { result, model, usage: usageOf(inputTokens, outputTokens), tools, costUsd, isEstimated };
}

/** At 2 dollars a million read and 10 said. */
const usd = (input: number, output: number): number => (input * 2 + output * 10) / 1e6;

describe('an answer', () => {
  it('that was asked for once is counted by its provider, and not estimated', async () => {
    const world = worldOf(['好', COUNTED]);
    await world.attempt('一');
    expect(paidOf(world)).toMatchObject({
      usage: usageOf(10, 5),
      costUsd: usd(10, 5),
      isEstimated: undefined,
    });
  });

  it('whose provider counts nothing is estimated', async () => {
    const world = worldOf(['好']);
    await world.attempt('一');
    expect(paidOf(world)).toMatchObject({
      usage: usageOf(ASKED, 1),
      costUsd: usd(ASKED, 1),
      isEstimated: true,
    });
  });

  it('of the second ask, where the first worker was killed before a word, costs both', async () => {
    const free = new TurnWorld();
    await free.attempt('一');
    const call = free.calls.indexOf('model.begin');
    const world = new TurnWorld();
    await expect(world.attempt('一', 'm1', { call, side: 'after' })).rejects.toThrow('killed');
    world.now += LEASE_MS;
    await world.attempt('一');
    expect(world.asked).toHaveLength(2);
    expect(paidOf(world)).toMatchObject({
      result: 'answered',
      usage: usageOf(10 + ASKED, 5),
      costUsd: usd(10 + ASKED, 5),
      isEstimated: true,
    });
  });

  it('also what the killed one had said', async () => {
    const world = worldOf([SENTENCE, REST, KILLED], [REST, COUNTED]);
    await dying(world);
    await world.attempt('一');
    expect(world.asked[1]?.said).toBe(SENTENCE);
    expect(paidOf(world)).toMatchObject({
      usage: usageOf(10 + ASKED, 5 + tokens(SENTENCE)),
      isEstimated: true,
    });
  });

  it('and what a stream had said that broke off', async () => {
    const world = worldOf([SENTENCE, failure('broken')], [REST, COUNTED]);
    await world.attempt('一');
    expect(paidOf(world)).toMatchObject({
      result: 'answered',
      usage: usageOf(10 + ASKED, 5 + tokens(SENTENCE)),
      isEstimated: true,
    });
  });

  it('adds to the memory what its last ask alone took', async () => {
    const world = worldOf([SENTENCE, failure('broken')], [REST, COUNTED]);
    await world.attempt('一');
    expect(world.turns.get('m1')?.turn.tokens).toBe(15);
  });

  it('costs nothing more where the provider refused to begin before', async () => {
    const world = worldOf([failure('busy')], ['好', COUNTED]);
    await expect(world.attempt('一')).resolves.toBe('waiting');
    world.now += LEASE_MS;
    await world.attempt('一');
    expect(paidOf(world)).toMatchObject({ usage: usageOf(10, 5), isEstimated: undefined });
  });

  it('that breaks off for good costs both asks; the second read what the first had said', async () => {
    const world = worldOf([SENTENCE, failure('broken')], [REST, failure('broken')]);
    await world.attempt('一');
    expect(paidOf(world)).toMatchObject({
      result: 'broken-off',
      usage: usageOf(ASKED + ASKED + tokens(SENTENCE), tokens(SENTENCE) + tokens(REST)),
      isEstimated: true,
    });
    expect(world.turns.get('m1')?.turn.tokens).toBe(ASKED + tokens(SENTENCE) + tokens(REST));
  });

  it('has the tools of all its asks', async () => {
    const search: ModelEvent = { type: 'tool', tool: 'webSearch' };
    const world = worldOf([search, search, failure('broken')], [search, '好', COUNTED]);
    await world.attempt('一');
    expect(paidOf(world)).toMatchObject({ tools: { webSearch: 3 }, costUsd: 0.030082 });
  });
});

describe('an apology', () => {
  it.each(['too-slow', 'refused', 'filtered'] as const)('for %s costs what was read', async (kind) => {
    const world = worldOf([failure(kind)]);
    await world.attempt('一');
    expect(paidOf(world)).toMatchObject({
      result: 'apologised',
      usage: usageOf(ASKED, 0),
      costUsd: usd(ASKED, 0),
      isEstimated: true,
    });
  });

  it.each(['credentials', 'region', 'not-found', 'no-credit', 'too-long', 'bad-request'] as const)(
    'for %s costs nothing: nothing began',
    async (kind) => {
      const world = worldOf([failure(kind)]);
      await world.attempt('一');
      expect(paidOf(world)).toMatchObject({ usage: usageOf(0, 0), costUsd: 0, isEstimated: undefined });
    },
  );

  it.each(['busy', 'unavailable'] as const)('for %s costs nothing, however long it was', async (kind) => {
    const world = worldOf([failure(kind)], [failure(kind)]);
    await world.attempt('一');
    world.now += 10 * 60_000;
    await world.attempt('一');
    expect(paidOf(world)).toMatchObject({ result: 'apologised', costUsd: 0, isEstimated: undefined });
  });

  it('for two streams that broke before a word costs both', async () => {
    const world = worldOf([failure('broken')], [failure('broken')]);
    await world.attempt('一');
    expect(paidOf(world)).toMatchObject({ usage: usageOf(2 * ASKED, 0), isEstimated: true });
  });

  it('for an empty answer costs what its provider counted', async () => {
    const world = worldOf([COUNTED]);
    await world.attempt('一');
    expect(paidOf(world)).toMatchObject({
      usage: usageOf(10, 5),
      costUsd: usd(10, 5),
      isEstimated: undefined,
    });
  });

  it('where both workers were killed costs both, though nobody is asked a third time', async () => {
    const world = worldOf([KILLED], [KILLED]);
    await dying(world);
    await dying(world);
    await world.attempt('一');
    expect(world.asked).toHaveLength(2);
    expect(paidOf(world)).toMatchObject({ usage: usageOf(2 * ASKED, 0), isEstimated: true });
  });
});

describe('a message that is given up', () => {
  /** Every worker dies before its answer is committed. */
  async function tired(world: TurnWorld, text = '一'): Promise<void> {
    jest.spyOn(world.deliveries, 'answered').mockRejectedValue(KILLED);
    for (let attempt = 0; attempt < 4; attempt++) await dying(world, text);
    await world.attempt(text);
  }

  it('costs its asks, as far as they are known', async () => {
    const world = new TurnWorld();
    await tired(world);
    expect(paidOf(world)).toMatchObject({
      result: 'given-up',
      model: 'gpt-x',
      usage: usageOf(2 * ASKED, 0),
      costUsd: usd(2 * ASKED, 0),
      isEstimated: true,
    });
  });

  it('also what they read of the memory and what they had said', async () => {
    const world = new TurnWorld();
    await world.attempt('零', 'm0');
    world.answer = SENTENCE + REST;
    world.model = (request) => saying(...(request.said === '' ? [SENTENCE, KILLED] : [REST, COUNTED]));
    await tired(world);
    const turn = 15;
    expect(paidOf(world)).toMatchObject({
      result: 'given-up',
      usage: usageOf(2 * (ASKED + turn) + tokens(SENTENCE), tokens(SENTENCE)),
      isEstimated: true,
    });
  });

  it('by a memory that can’t be read, too', async () => {
    const world = new TurnWorld();
    await world.attempt('零', 'm0');
    world.turns.get = () => undefined;
    world.model = () => saying(KILLED);
    await dying(world);
    await dying(world);
    jest.spyOn(world.deliveries, 'answered').mockRejectedValue(KILLED);
    jest.spyOn(world.turns, 'values').mockImplementation(() => {
      throw KILLED;
    });
    await dying(world);
    await dying(world);
    await world.attempt('一');
    expect(paidOf(world)).toMatchObject({ result: 'given-up', usage: usageOf(2 * ASKED, 0) });
  });

  it('before anybody was asked costs nothing', async () => {
    const world = new TurnWorld();
    jest.spyOn(world.deliveries, 'asking').mockRejectedValue(KILLED);
    await tired(world);
    expect(paidOf(world)).toMatchObject({ result: 'given-up', costUsd: 0, isEstimated: undefined });
  });

  it('because WeCom takes nothing for the member while the model speaks costs what was said', async () => {
    const world = worldOf([SENTENCE, REST, COUNTED]);
    const unreachable = Object.assign(new Error('no'), { code: 'WECOM_X' });
    world.sending = () => Promise.reject(new SendError('unreachable', unreachable));
    await world.attempt('一');
    expect(paidOf(world)).toMatchObject({
      result: 'unreachable',
      usage: usageOf(ASKED, tokens(SENTENCE)),
      isEstimated: true,
    });
  });

  it('after it was answered keeps what its answer cost', async () => {
    const world = worldOf([{ type: 'tool', tool: 'webSearch' }, '好', COUNTED]);
    const unreachable = Object.assign(new Error('no'), { code: 'WECOM_X' });
    world.sending = () => Promise.reject(new SendError('unreachable', unreachable));
    await world.attempt('一');
    expect(paidOf(world)).toMatchObject({
      result: 'unreachable',
      usage: usageOf(10, 5),
      tools: { webSearch: 1 },
      costUsd: usd(10, 5) + 0.01,
      isEstimated: undefined,
    });
  });
});

describe('a picture by command', () => {
  const JPEG = Buffer.from([0xff, 0xd8, 0xff]);
  function painting(...asks: (Uint8Array | Error)[]): TurnWorld {
    const world = new TurnWorld();
    world.config = { ...turnConfig, images: { model: 'painter', size: '1024x1024' } };
    world.painter = {
      paint: () => {
        const next = asks.shift() ?? JPEG;
        return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
      },
    };
    return world;
  }
  const drawn = async (world: TurnWorld, deaths = 0) => {
    for (let death = 0; death < deaths; death++) await dying(world, '画 猫');
    await world.attempt('画 猫');
    const { usage, ...paid } = paidOf(world);
    expect(usage).toEqual(usageOf(0, 0));
    return paid;
  };

  it('costs one', async () => {
    await expect(drawn(painting())).resolves.toEqual({
      result: 'drawn',
      model: 'painter',
      tools: { image: 1 },
      costUsd: 0.04,
      isEstimated: undefined,
    });
  });

  it('that was asked for twice costs two', async () => {
    await expect(drawn(painting(KILLED), 1)).resolves.toMatchObject({
      result: 'drawn',
      tools: { image: 2 },
      costUsd: 0.08,
      isEstimated: true,
    });
  });

  it('that was drawn before its worker died is paid once', async () => {
    const world = painting();
    jest.spyOn(world.deliveries, 'answered').mockRejectedValueOnce(KILLED);
    await expect(drawn(world, 1)).resolves.toMatchObject({ tools: { image: 1 }, isEstimated: undefined });
  });

  it.each<[ModelFailure, object]>([
    ['too-slow', { tools: { image: 1 }, costUsd: 0.04, isEstimated: true }],
    ['bad-request', { tools: undefined, costUsd: 0, isEstimated: undefined }],
  ])('that is not drawn: %s', async (kind, paid) => {
    await expect(drawn(painting(failure(kind)))).resolves.toMatchObject({ result: 'apologised', ...paid });
  });

  it('of which two workers died costs two, though there is none', async () => {
    await expect(drawn(painting(KILLED, KILLED), 2)).resolves.toMatchObject({
      result: 'apologised',
      tools: { image: 2 },
      isEstimated: true,
    });
  });

  it('that is given up costs its asks', async () => {
    const world = painting(KILLED, KILLED);
    await dying(world, '画 猫');
    await dying(world, '画 猫');
    jest.spyOn(world.deliveries, 'answered').mockRejectedValue(KILLED);
    await expect(drawn(world, 2)).resolves.toMatchObject({
      result: 'given-up',
      model: 'painter',
      tools: { image: 2 },
      costUsd: 0.08,
      isEstimated: true,
    });
  });
});

describe('voice', () => {
  const VOICE = { kind: 'voice', mediaId: 'v1' } as const;
  function hearing(text = '一'): TurnWorld & { heard: number } {
    const world = Object.assign(worldOf(['一二三四五六', COUNTED]), { heard: 0 });
    world.config = {
      ...turnConfig,
      transcription: { model: 'hearer' },
      speech: { model: 'speaker', voice: 'x' },
    };
    world.memberMedia.set('v1', Uint8Array.of(1));
    world.speech = {
      understand: () => {
        world.heard++;
        return Promise.resolve({ text, isDoubtful: false, seconds: 19.2 });
      },
      speak: () => Promise.resolve(Uint8Array.of(1)),
    };
    return world;
  }
  // At 0.006 dollars a minute; what is spoken costs 0.015.
  const HEARD_USD = 0.002;

  it('costs what is heard and what is spoken, beside the tokens', async () => {
    const world = hearing();
    await world.take(VOICE);
    expect(paidOf(world)).toMatchObject({
      tools: { transcriptionSeconds: 20, speechSeconds: 2 },
      costUsd: 0.00257,
      isEstimated: undefined,
    });
  });

  it('is heard once, and costs so, when a worker dies after it', async () => {
    const world = hearing();
    jest.spyOn(world.deliveries, 'answered').mockRejectedValueOnce(KILLED);
    await expect(world.take(VOICE)).rejects.toThrow('killed');
    world.now += LEASE_MS;
    world.model = () => saying('好', COUNTED);
    await world.take(VOICE);
    expect(world.heard).toBe(1);
    expect(paidOf(world)).toMatchObject({
      usage: usageOf(10 + ASKED, 5),
      tools: { transcriptionSeconds: 20, speechSeconds: 1 },
      isEstimated: true,
    });
  });

  it('in which there were no words was heard all the same', async () => {
    const world = hearing('');
    await world.take(VOICE);
    expect(paidOf(world)).toMatchObject({
      result: 'not-understood',
      tools: { transcriptionSeconds: 20 },
      costUsd: HEARD_USD,
    });
  });

  it('of a member to whom WeCom delivers nothing was heard all the same', async () => {
    const world = hearing();
    const unreachable = Object.assign(new Error('no'), { code: 'WECOM_X' });
    world.sending = () => Promise.reject(new SendError('unreachable', unreachable));
    await world.take(VOICE);
    expect(paidOf(world)).toMatchObject({
      result: 'unreachable',
      tools: { transcriptionSeconds: 20 },
      costUsd: HEARD_USD,
    });
  });

  it('that no model heard costs nothing', async () => {
    const world = new TurnWorld();
    world.model = () => saying('好', COUNTED);
    await world.take({ ...VOICE, recognition: '一' });
    expect(paidOf(world)).toMatchObject({ tools: undefined, costUsd: usd(10, 5) });
  });
});
