import type { ServerResponse } from 'node:http';
import type { ModelEvent, ModelRequest } from '../../../lambda/chat/ports';
import { ResponsesModel } from '../../../lambda/model/responses';
import { UnfilledCredentialsError } from '../../../lambda/shared/credentials';
import { errorWith, errorWithout } from '../../support/errors';
import { FakeServer } from '../../support/fake-server';

const provider = new FakeServer();
beforeAll(async () => {
  process.env['OPENAI_BASE_URL'] = `${await provider.start()}/v1`;
});
afterAll(async () => {
  delete process.env['OPENAI_BASE_URL'];
  await provider.stop();
});

const KEY = 'sk-a-key-that-nobody-may-see';
const model = new ResponsesModel(() => Promise.resolve(KEY), Date.now);
const request = (deadline = Date.now() + 30_000): ModelRequest => ({
  model: 'gpt-x',
  persona: '你是助手。',
  turns: [{ question: '一', answer: '二', tokens: 1 }],
  question: '三',
  deadline,
});

async function answerTo(asked = request()): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of model.ask(asked)) events.push(event);
  return events;
}

/** Answers with these server-sent events, and leaves the stream open unless told to end it. */
function stream(events: { type: string; [field: string]: unknown }[], { end = true } = {}) {
  return (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const event of events) response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    if (end) response.end();
  };
}

const usage = {
  input_tokens: 50,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 30,
  output_tokens_details: { reasoning_tokens: 10 },
  total_tokens: 80,
};
const words = (delta: string) => ({ type: 'response.output_text.delta', delta });
const completed = { type: 'response.completed', response: { status: 'completed', usage } };

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
        { role: 'user', content: '三' },
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
    { type: 'usage', usage: { inputTokens: 50, outputTokens: 20 } },
  ]);
});

it('tells of an answer that the provider ended before it was whole', async () => {
  provider.next(stream([words('你'), { ...completed, type: 'response.incomplete' }]));
  await expect(answerTo()).resolves.toEqual([
    { type: 'text', text: '你' },
    { type: 'usage', usage: { inputTokens: 50, outputTokens: 20 } },
    { type: 'cut' },
  ]);
});

it.each([
  [
    'without details',
    { input_tokens: 50, output_tokens: 30 },
    [{ type: 'usage', usage: { inputTokens: 50, outputTokens: 30 } }],
  ],
  ['left out', undefined, []],
  ['that is null', null, []],
])('takes usage %s as compatible providers send it', async (_, odd, expected) => {
  provider.next(stream([words('你'), { type: 'response.completed', response: { usage: odd } }]));
  await expect(answerTo()).resolves.toEqual([{ type: 'text', text: '你' }, ...expected]);
});

describe('fails as', () => {
  const status = (code: number, error: object) => (response: ServerResponse) => {
    response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
  };

  it.each<[string, string, (response: ServerResponse) => void]>([
    [
      'credentials',
      'a wrong key',
      status(401, { code: 'invalid_api_key', message: `Incorrect API key: ${KEY}` }),
    ],
    ['credentials', 'a key without the right', status(403, { code: 'forbidden' })],
    ['region', 'an unsupported region', status(403, { code: 'unsupported_country_region_territory' })],
    ['not-found', 'an unknown model', status(404, { code: 'model_not_found' })],
    ['busy', 'too many requests', status(429, { code: 'rate_limit_exceeded' })],
    ['refused', 'a prompt against the rules', status(400, { code: 'content_policy_violation' })],
    ['unavailable', 'a request that is wrong', status(400, { code: 'invalid_value', message: '三' })],
    ['unavailable', 'a conflict', status(409, {})],
    ['unavailable', 'a fault of the provider', status(503, {})],
    ['unavailable', 'a broken connection', (response) => response.destroy()],
    [
      'unavailable',
      'a stream that says error',
      stream([words('你'), { type: 'error', code: 'server_error' }]),
    ],
    ['busy', 'a stream that says rate limit', stream([{ type: 'error', code: 'rate_limit_exceeded' }])],
    [
      'unavailable',
      'a response that failed',
      stream([{ type: 'response.failed', response: { error: { code: 'server_error' } } }]),
    ],
    ['refused', 'a refusal', stream([{ type: 'response.refusal.done', refusal: 'no' }])],
  ])(
    '%s after %s, without retry, and without the key or the question in its words',
    async (failure, _, answer) => {
      const before = provider.calls.length;
      provider.next(answer);
      await expect(answerTo()).rejects.toThrow(errorWithout(KEY, { name: 'Error', failure }));
      expect(provider.calls).toHaveLength(before + 1);
    },
  );

  it('unavailable after a stream that broke off', async () => {
    provider.next((response) => {
      stream([words('你')], { end: false })(response);
      setImmediate(() => response.destroy());
    });
    await expect(answerTo()).rejects.toThrow(errorWith({ failure: 'unavailable' }));
  });

  it.each([
    ['before the first word', []],
    ['after it', [words('你')]],
  ])('too-slow when nothing more comes %s until the deadline', async (_, events) => {
    provider.next(stream(events, { end: false }));
    await expect(answerTo(request(Date.now() + 150))).rejects.toThrow(errorWith({ failure: 'too-slow' }));
  });

  it('credentials when the key is not filled in, and asks nobody', async () => {
    const before = provider.calls.length;
    const unfilled = new ResponsesModel(
      () => Promise.reject(new UnfilledCredentialsError('model', ['apiKey'])),
      Date.now,
    );
    const asked = unfilled.ask(request())[Symbol.asyncIterator]();
    await expect(asked.next()).rejects.toThrow(errorWith({ failure: 'credentials' }));
    expect(provider.calls).toHaveLength(before);
  });
});
