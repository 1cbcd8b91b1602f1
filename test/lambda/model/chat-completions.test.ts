import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import type { ModelFailure, ModelRequest } from '../../../lambda/chat/ports';
import { ChatCompletionsModel } from '../../../lambda/model/chat-completions';
import { errorWith } from '../../support/errors';
import { usageOf } from '../../support/usage';
import {
  answerTo,
  chat,
  chatSilence,
  chunk,
  KEY,
  QUESTION,
  refusal,
  request,
  STALL_MS,
  startFakeProvider,
} from './fake-provider';

const provider = startFakeProvider();
const model = new ChatCompletionsModel(() => Promise.resolve(KEY), Date.now, STALL_MS);
const answer = (fields: Partial<ModelRequest> = {}) => answerTo(request(fields), model);
const text = (words: string) => ({ type: 'text', text: words });

const said = (content: string) => chunk({ content });
const stop = chunk({}, 'stop');
const WHOLE = chat([said('四'), stop]);
const SECRETS = `Incorrect API key: ${KEY}; in: ${QUESTION}`;
const reported = (error: object) => ({ error: { message: SECRETS, ...error } });

/** Sends these chunks; then the connection breaks. */
const broken = (chunks: readonly object[]) => (response: ServerResponse) => {
  chatSilence(chunks.slice(0, -1))(response);
  response.write(`data: ${JSON.stringify(chunks.at(-1))}\n\n`, () => response.destroy());
};

async function messagesOf(fields: Partial<ModelRequest>): Promise<unknown> {
  provider.next(WHOLE);
  await answer(fields);
  return (provider.calls.at(-1)?.body as { messages: unknown }).messages;
}

describe('asks', () => {
  it('with the conversation', async () => {
    provider.next(WHOLE);
    await answer();
    expect(provider.calls.at(-1)).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: `Bearer ${KEY}`, connection: 'close' },
    });
    expect(provider.calls.at(-1)?.body).toEqual({
      model: 'gpt-x',
      messages: [
        { role: 'system', content: '你是助手。' },
        { role: 'user', content: '一' },
        { role: 'assistant', content: '二' },
        { role: 'user', content: QUESTION },
      ],
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it('to go on with an answer that broke off, in a role that all providers know', async () => {
    await expect(messagesOf({ turns: [], said: '四' })).resolves.toEqual([
      { role: 'system', content: '你是助手。' },
      { role: 'user', content: QUESTION },
      { role: 'assistant', content: '四' },
      { role: 'user', content: expect.stringContaining('exactly where it stopped') as string },
    ]);
  });

  it('with pictures behind the text, of earlier turns too', async () => {
    const picture = { bytes: new TextEncoder().encode('a png'), type: 'image/png' } as const;
    const turns = [{ question: '这是什么', answer: '一只猫', tokens: 9, shown: [picture] }];
    const shown = { type: 'image_url', image_url: { url: 'data:image/png;base64,YSBwbmc=' } };
    await expect(messagesOf({ turns, pictures: [picture] })).resolves.toEqual([
      { role: 'system', content: '你是助手。' },
      { role: 'user', content: [{ type: 'text', text: '这是什么' }, shown] },
      { role: 'assistant', content: '一只猫' },
      { role: 'user', content: [{ type: 'text', text: QUESTION }, shown] },
    ]);
  });
});

describe('understands', () => {
  it('OpenAI', async () => {
    const usage = {
      prompt_tokens: 50,
      completion_tokens: 30,
      total_tokens: 80,
      prompt_tokens_details: { cached_tokens: 20 },
      completion_tokens_details: { reasoning_tokens: 10 },
    };
    const last = { ...stop, choices: [], usage };
    const chunks = [
      chunk({ role: 'assistant', content: '', refusal: null }),
      said('你'),
      said('好'),
      stop,
      last,
    ];
    provider.next(chat(chunks.map((each) => ({ usage: null, ...each }))));
    await expect(answer()).resolves.toEqual([
      text('你'),
      text('好'),
      { type: 'usage', usage: { ...usageOf(50, 20), cachedTokens: 20, reasoningTokens: 10 } },
    ]);
  });

  it('DeepSeek, which thinks in a field of its own and counts in others', async () => {
    const usage = {
      prompt_tokens: 50,
      completion_tokens: 30,
      prompt_cache_hit_tokens: 20,
      prompt_cache_miss_tokens: 30,
      completion_tokens_details: { reasoning_tokens: 10 },
    };
    provider.next((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': keep-alive\n\n');
      const thought = chunk({ role: 'assistant', content: null, reasoning_content: '嗯' });
      const chunks = [thought, chunk({ content: '四', reasoning_content: null }), { ...stop, usage }];
      response.end(`${chunks.map((each) => `data: ${JSON.stringify(each)}\n\n`).join('')}data: [DONE]\n\n`);
    });
    await expect(answer()).resolves.toEqual([
      text('四'),
      { type: 'usage', usage: { ...usageOf(50, 20), cachedTokens: 20, reasoningTokens: 10 } },
    ]);
  });

  it('Qwen, which thinks like DeepSeek and counts in a chunk of its own', async () => {
    const usage = { prompt_tokens: 50, completion_tokens: 30, total_tokens: 80 };
    const thought = chunk({ content: null, reasoning_content: '嗯' });
    provider.next(chat([thought, said('四'), stop, { ...stop, choices: [], usage }]));
    await expect(answer()).resolves.toEqual([text('四'), { type: 'usage', usage: usageOf(50, 30) }]);
  });

  it('Ollama, which thinks in another field and does not count', async () => {
    provider.next(
      chat([chunk({ content: '', reasoning: '嗯' }), said('四'), chunk({ content: '' }, 'stop')]),
    );
    await expect(answer()).resolves.toEqual([text('四')]);
  });

  it('models that think before they answer', async () => {
    provider.next(chat([said('<thi'), said('nk>嗯</th'), said('ink>\n'), said('\n四'), stop]));
    await expect(answer()).resolves.toEqual([text('四')]);
  });

  it('an answer that ends as a tag would begin', async () => {
    provider.next(chat([said('<'), stop]));
    await expect(answer()).resolves.toEqual([text('<')]);
  });

  it('Azure, which tells first what its filter says of the question', async () => {
    provider.next(chat([{ ...stop, choices: [], prompt_filter_results: [] }, said('四'), stop]));
    await expect(answer()).resolves.toEqual([text('四')]);
  });

  it('the latest count of those who count in every chunk', async () => {
    const counted = (tokens: number, delta: object, reason?: string) => ({
      ...chunk(delta, reason),
      usage: { prompt_tokens: 50, completion_tokens: tokens },
    });
    provider.next(
      chat([counted(1, { content: '四' }), counted(2, { content: '。' }), counted(2, {}, 'stop')]),
    );
    await expect(answer()).resolves.toContainEqual({ type: 'usage', usage: usageOf(50, 2) });
  });
});

describe('takes an answer as', () => {
  it.each<[string, string | null, object[]]>([
    ['whole', 'stop', []],
    ['whole, though it should not call a tool', 'tool_calls', []],
    ['whole, though it should not call a function', 'function_call', []],
    ['whole, where no reason is given', null, []],
    ['cut at its limit', 'length', [{ type: 'cut', by: 'length' }]],
    ['cut by the filter', 'content_filter', [{ type: 'cut', by: 'filter' }]],
    ['cut by the filter of Zhipu', 'sensitive', [{ type: 'cut', by: 'filter' }]],
  ])('%s: %s', async (_, reason, cut) => {
    provider.next(chat([said('四'), chunk({}, reason)]));
    await expect(answer()).resolves.toEqual([text('四'), ...cut]);
  });

  it('cut at its limit before the first word, where it was all thought', async () => {
    provider.next(chat([said('<think>嗯'), chunk({}, 'length')]));
    await expect(answer()).resolves.toEqual([{ type: 'cut', by: 'length' }]);
  });

  it.each([
    ['ends without [DONE]', chat([said('四'), stop], '')],
    ['breaks', broken([said('四'), stop])],
    ['is silent', chatSilence([said('四'), stop])],
  ])('whole when its reason to end came before the stream %s', async (_, stream) => {
    provider.next(stream);
    await expect(answer()).resolves.toEqual([text('四')]);
  });
});

describe('fails as', () => {
  it.each<[ModelFailure, string, (response: ServerResponse) => void]>([
    ['credentials', 'a wrong key', refusal(401, { message: SECRETS, code: 'invalid_api_key' })],
    [
      'no-credit',
      'no balance at DeepSeek',
      refusal(402, { message: SECRETS, code: 'invalid_request_error' }),
    ],
    ['no-credit', 'no balance at Alibaba', refusal(400, { message: SECRETS, code: 'Arrearage' })],
    [
      'refused',
      "a question that Alibaba's filter took",
      refusal(400, { message: SECRETS, code: 'data_inspection_failed' }),
    ],
    [
      'bad-request',
      'pictures for a model that does not see',
      refusal(400, { message: SECRETS, type: 'invalid_request_error' }),
    ],
    ['busy', 'too many requests', refusal(429, { message: SECRETS })],
    ['broken', 'a stream that ends without a reason and [DONE]', chat([said('四')], '')],
    ['broken', 'a stream that ends within [DONE]', chat([said('四')], 'data: [DO')],
    ['broken', 'a stream that only speaks of [DONE]', chat([said('\ndata: [DONE]\n')], '')],
    ['broken', 'a stream without any chunk', chat([], '')],
    ['broken', 'a connection that broke', broken([said('四')])],
    ['broken', 'events that are none', (response) => response.end('data: {"choices":\n\n')],
    ['broken', 'a stream that reports a fault', chat([said('四'), reported({ code: 'server_error' })])],
    ['broken', 'a limit after the first word', chat([said('四'), reported({ code: 'rate_limit_exceeded' })])],
    ['busy', 'a limit before it', chat([reported({ code: 'rate_limit_exceeded' })])],
    [
      'busy',
      'resources that ran out before the first word',
      chat([chunk({}, 'insufficient_system_resource')]),
    ],
    ['broken', 'resources that ran out', chat([said('四'), chunk({}, 'insufficient_system_resource')])],
    ['broken', 'a network that failed there', chat([said('四'), chunk({}, 'network_error')])],
    ['filtered', 'an answer held back', chat([chunk({}, 'content_filter')])],
    ['refused', 'a refusal', chat([chunk({ refusal: SECRETS }), stop])],
  ])('%s after %s, asked once, and without key or question', async (failure, _, stream) => {
    const before = provider.calls.length;
    provider.next(stream);
    const error: unknown = await answer().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ failure });
    expect(inspect(error, { depth: null })).not.toMatch(new RegExp(`${KEY}|${QUESTION}`));
    expect(provider.calls).toHaveLength(before + 1);
  });

  it('broken when nothing more comes after the first word', async () => {
    provider.next(chatSilence([said('四')]));
    await expect(answer()).rejects.toThrow(errorWith({ failure: 'broken' }));
  });

  it('too slow when it thinks until the deadline', async () => {
    provider.next(chatSilence([chunk({ reasoning_content: '嗯' })]));
    await expect(answer({ deadline: Date.now() + 4 * STALL_MS })).rejects.toThrow(
      errorWith({ failure: 'too-slow' }),
    );
  });
});

it('a key that is refused is read afresh, once', async () => {
  const keys = [KEY, 'sk-entered-just-now'];
  const reader = new ChatCompletionsModel(() => Promise.resolve(keys.shift() ?? ''), Date.now, STALL_MS);
  provider.next(refusal(401), WHOLE);
  await expect(answerTo(request(), reader)).resolves.toEqual([text('四')]);
  expect(provider.calls.at(-1)?.headers.authorization).toBe('Bearer sk-entered-just-now');
});

it.each([
  ['OpenAI', { code: 'context_length_exceeded' }],
  [
    'DeepSeek',
    { message: "This model's maximum context length is 65536 tokens.", code: 'invalid_request_error' },
  ],
  ['Alibaba', { message: 'Range of input length should be [1, 30720]', code: 'invalid_parameter_error' }],
])('is asked without its earlier turns where %s finds the conversation too long', async (_, error) => {
  provider.next(refusal(400, error), WHOLE);
  await answer();
  const { messages } = provider.calls.at(-1)?.body as { messages: object[] };
  expect(messages).toEqual([
    { role: 'system', content: '你是助手。' },
    { role: 'user', content: QUESTION },
  ]);
});

describe('lets the connection go', () => {
  /** A stream that begins and is silent, and a promise of its end. */
  const begun = (onBegin: () => void = () => undefined) =>
    new Promise<void>((resolve) => {
      provider.next((response) => {
        response.on('close', resolve);
        chatSilence([said('四')])(response);
        setImmediate(onBegin);
      });
    });

  it('when it is called off', async () => {
    const lost = new AbortController();
    const closed = begun(() => lost.abort());
    await expect(answer({ signal: lost.signal })).rejects.toThrow(errorWith({ failure: 'broken' }));
    await expect(closed).resolves.toBeUndefined();
  });

  it('when the listener goes away', async () => {
    const closed = begun();
    const asked = model.ask(request());
    await asked.next();
    await asked.return(undefined);
    await expect(closed).resolves.toBeUndefined();
  });
});
