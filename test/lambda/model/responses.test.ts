import type { ModelRequest } from '../../../lambda/chat/ports';
import { ResponsesModel } from '../../../lambda/model/responses';
import { errorWith } from '../../support/errors';
import {
  answerTo,
  completed,
  incomplete,
  KEY,
  model,
  QUESTION,
  refusal,
  request,
  silence,
  STALL_MS,
  startFakeProvider,
  stream,
  words,
} from './fake-provider';
import { usageOf } from '../../support/usage';

const provider = startFakeProvider();

it('asks with the conversation, and nothing is to be kept at the provider', async () => {
  provider.next(stream([words('四'), completed]));
  await answerTo();
  expect(provider.calls.at(-1)).toMatchObject({
    path: '/v1/responses',
    headers: { authorization: `Bearer ${KEY}`, connection: 'close' },
    body: {
      model: 'gpt-x',
      instructions: '你是助手。',
      input: [
        { role: 'user', content: '一' },
        { role: 'assistant', content: '二' },
        { role: 'user', content: QUESTION },
      ],
      stream: true,
      store: false,
    },
  });
});

it('gives the words as they come, and the usage without the reasoning that nobody sees', async () => {
  provider.next(stream([{ type: 'response.created' }, words('你'), words('好'), completed]));
  await expect(answerTo()).resolves.toEqual([
    { type: 'text', text: '你' },
    { type: 'text', text: '好' },
    { type: 'usage', usage: { ...usageOf(50, 20), cachedTokens: 20, reasoningTokens: 10 } },
  ]);
});

it('is asked without the pictures of earlier turns where the model sees none', async () => {
  const picture = { bytes: Buffer.from('jpeg'), type: 'image/jpeg' } as const;
  const turns = [{ question: '一', answer: '二', tokens: 1, shown: [picture] }];
  provider.next(refusal(400, { type: 'invalid_request_error' }), stream([words('四'), completed]));
  await answerTo(request({ turns }));
  expect(JSON.stringify(provider.calls.at(-2)?.body)).toContain('input_image');
  expect(JSON.stringify(provider.calls.at(-1)?.body)).not.toContain('input_image');
});

it('goes on with an answer that broke off', async () => {
  provider.next(stream([words('五'), completed]));
  await answerTo(request({ said: '四' }));
  expect(provider.calls.at(-1)?.body).toMatchObject({
    input: [
      { role: 'user', content: '一' },
      { role: 'assistant', content: '二' },
      { role: 'user', content: QUESTION },
      { role: 'assistant', content: '四' },
      { role: 'developer', content: expect.stringContaining('exactly where it stopped') as string },
    ],
  });
});

it.each([
  ['at its limit', 'max_output_tokens', 'length'],
  ['by its filter', 'content_filter', 'filter'],
  ['for a reason that it does not name', undefined, 'length'],
])('tells of an answer that the provider ended %s', async (_, reason, by) => {
  provider.next(stream([words('你'), incomplete(reason)]));
  await expect(answerTo()).resolves.toEqual([
    { type: 'text', text: '你' },
    { type: 'usage', usage: { ...usageOf(50, 20), cachedTokens: 20, reasoningTokens: 10 } },
    { type: 'cut', by },
  ]);
});

it('tells of a limit that was reached before the first word', async () => {
  provider.next(stream([incomplete('max_output_tokens')]));
  await expect(answerTo()).resolves.toContainEqual({ type: 'cut', by: 'length' });
});

it.each([
  ['without details', { input_tokens: 50, output_tokens: 30 }, [{ type: 'usage', usage: usageOf(50, 30) }]],
  ['left out', undefined, []],
  ['that is null', null, []],
])('takes usage %s as compatible providers send it', async (_, odd, expected) => {
  provider.next(stream([words('你'), { type: 'response.completed', response: { usage: odd } }]));
  await expect(answerTo()).resolves.toEqual([{ type: 'text', text: '你' }, ...expected]);
});

describe('a key that is refused', () => {
  const NEW_KEY = 'sk-entered-just-now';
  /** Reads these keys one after the other, and remembers how old each might have been. */
  function readerOf(...keys: string[]) {
    const ages: (number | undefined)[] = [];
    const reader = new ResponsesModel(
      (maxAgeMs) => {
        ages.push(maxAgeMs);
        return Promise.resolve(keys.shift() ?? 'sk-none');
      },
      Date.now,
      STALL_MS,
    );
    return { reader, ages };
  }
  const keysUsed = () => provider.calls.splice(0).map(({ headers }) => headers.authorization);
  beforeEach(() => void keysUsed());

  it('is read afresh, and the new one is used', async () => {
    const { reader, ages } = readerOf(KEY, NEW_KEY);
    provider.next(refusal(401, { code: 'invalid_api_key' }), stream([words('四'), completed]));
    await expect(answerTo(request(), reader)).resolves.toContainEqual({ type: 'text', text: '四' });
    expect(keysUsed()).toEqual([`Bearer ${KEY}`, `Bearer ${NEW_KEY}`]);
    expect(ages).toEqual([undefined, 0]);
  });

  it('is not used again if it is still the same', async () => {
    const { reader } = readerOf(KEY, KEY);
    provider.next(refusal(401));
    await expect(answerTo(request(), reader)).rejects.toThrow(errorWith({ failure: 'credentials' }));
    expect(keysUsed()).toEqual([`Bearer ${KEY}`]);
  });

  it('is read afresh once', async () => {
    const { reader, ages } = readerOf(KEY, NEW_KEY, 'sk-a-third');
    provider.next(refusal(401), refusal(401));
    await expect(answerTo(request(), reader)).rejects.toThrow(errorWith({ failure: 'credentials' }));
    expect(keysUsed()).toEqual([`Bearer ${KEY}`, `Bearer ${NEW_KEY}`]);
    expect(ages).toHaveLength(2);
  });
});

describe('a conversation that is longer than the model takes', () => {
  const TOO_LONG = { code: 'context_length_exceeded', type: 'invalid_request_error' };
  const inputs = () => provider.calls.splice(0).map(({ body }) => (body as { input: unknown[] }).input);
  beforeEach(() => void inputs());

  it.each([
    ['before the stream', refusal(400, TOO_LONG)],
    ['in the stream', stream([{ type: 'response.created' }, { type: 'error', error: TOO_LONG }])],
  ])('is asked without its earlier turns when refused %s', async (_, refused) => {
    provider.next(refused, stream([words('五'), completed]));
    await expect(answerTo(request({ said: '四' }))).resolves.toContainEqual({ type: 'text', text: '五' });
    expect(inputs()).toEqual([
      expect.arrayContaining([{ role: 'user', content: '一' }]),
      [
        { role: 'user', content: QUESTION },
        { role: 'assistant', content: '四' },
        expect.objectContaining({ role: 'developer' }),
      ],
    ]);
  });

  it.each<[string, ModelRequest, number]>([
    ['without them too', request(), 2],
    ['and has none', request({ turns: [] }), 1],
  ])('is too long when refused %s', async (_, asked, requests) => {
    provider.next(...Array.from({ length: requests }, () => refusal(400, TOO_LONG)));
    await expect(answerTo(asked)).rejects.toThrow(errorWith({ failure: 'too-long' }));
    expect(inputs()).toHaveLength(requests);
  });

  it('is not asked again once words have come', async () => {
    provider.next(stream([words('四'), { type: 'error', error: TOO_LONG }]));
    await expect(answerTo()).rejects.toThrow(errorWith({ failure: 'broken' }));
    expect(inputs()).toHaveLength(1);
  });

  it('is asked without them with a new key too', async () => {
    const keys = [KEY, 'sk-entered-just-now'];
    const reader = new ResponsesModel(() => Promise.resolve(keys.shift() ?? ''), Date.now, STALL_MS);
    provider.next(refusal(400, TOO_LONG), refusal(401), stream([words('四'), completed]));
    await expect(answerTo(request(), reader)).resolves.toContainEqual({ type: 'text', text: '四' });
    expect(inputs().map((input) => input.length)).toEqual([3, 1, 1]);
  });
});

describe('a stream of which nothing more comes', () => {
  it.each([
    ['before its first word', []],
    ['while it thinks', [{ type: 'response.created' }]],
  ])('is given up at the deadline %s, however long it is silent', async (_, events) => {
    provider.next(silence(events));
    await expect(answerTo(request({ deadline: Date.now() + 4 * STALL_MS }))).rejects.toThrow(
      errorWith({ failure: 'too-slow' }),
    );
  });

  it('has stalled after its first word', async () => {
    provider.next(silence([words('你')]));
    await expect(answerTo()).rejects.toThrow(errorWith({ failure: 'broken', code: 'MODEL_BROKEN' }));
  });

  it('has not stalled while the listener is busy with what came', async () => {
    provider.next(stream([words('你'), words('好'), completed]));
    const asked = model.ask(request());
    await asked.next();
    await new Promise((resolve) => setTimeout(resolve, 2 * STALL_MS));
    await expect(asked.next()).resolves.toMatchObject({ value: { text: '好' } });
    await asked.return(undefined);
  });
});

describe('when it is called off', () => {
  it('ends, and lets the connection go', async () => {
    const lost = new AbortController();
    const closed = new Promise<void>((resolve) => {
      provider.next((response) => {
        response.on('close', resolve);
        silence([{ type: 'response.created' }])(response);
        setImmediate(() => lost.abort());
      });
    });
    await expect(answerTo(request({ signal: lost.signal }))).rejects.toThrow(
      errorWith({ failure: 'broken', message: expect.stringContaining('called off') as string }),
    );
    await expect(closed).resolves.toBeUndefined();
  });

  it('before it began, asks nobody', async () => {
    const before = provider.calls.length;
    await expect(answerTo(request({ signal: AbortSignal.abort() }))).rejects.toThrow(
      errorWith({ failure: 'broken' }),
    );
    expect(provider.calls).toHaveLength(before);
  });

  it('by a listener that goes away, lets the connection go', async () => {
    const closed = new Promise<void>((resolve) => {
      provider.next((response) => {
        response.on('close', resolve);
        silence([words('你')])(response);
      });
    });
    const asked = model.ask(request());
    await asked.next();
    await asked.return(undefined);
    await expect(closed).resolves.toBeUndefined();
  });
});
