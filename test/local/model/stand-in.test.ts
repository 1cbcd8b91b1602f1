import OpenAI, { APIError } from 'openai';

import { ActivityLog } from '../../../local/activity';
import { startModelStandIn, type ModelStandIn } from '../../../local/model/stand-in';

const MODEL = 'gpt-test';

let activity: ActivityLog;
let standIn: ModelStandIn;
let openai: OpenAI;

beforeEach(async () => {
  activity = new ActivityLog();
  standIn = await startModelStandIn({ tokensPerSecond: Infinity, activity });
  openai = new OpenAI({ apiKey: 'sk-secret-of-the-test', baseURL: standIn.url, maxRetries: 0 });
});

afterEach(() => standIn.close());

interface Said {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

function conversation(...texts: string[]): Said[] {
  return texts.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content }));
}

async function responses(input: Said[], parameters: { max_output_tokens?: number } = {}) {
  const stream = await openai.responses.create({
    model: MODEL,
    instructions: '你是助手',
    input,
    stream: true,
    store: false,
    ...parameters,
  });
  const events = await collected(stream);
  const deltas = events.flatMap((event) =>
    event.type === 'response.output_text.delta' ? [event.delta] : [],
  );
  return { events, deltas, text: deltas.join('') };
}

describe('the Responses API', () => {
  it('streams the answer in the order of events that the client expects', async () => {
    const { events, deltas, text } = await responses(conversation('你好'));

    expect(events.map(({ type }) => type).filter((type, index, all) => type !== all[index - 1])).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
    expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, index) => index));
    expect(deltas.length).toBeGreaterThan(20);
    expect(text).toContain('模型替身');
    expect(events.at(-1)).toMatchObject({
      response: { status: 'completed', model: MODEL, output: [{ content: [{ text }] }] },
    });
  });

  it('counts about three bytes a token, in and out', async () => {
    const { events } = await responses(conversation('原样返回：一二三四五'));

    expect(events.at(-1)).toMatchObject({
      response: { usage: { input_tokens: 14, output_tokens: 5, total_tokens: 19 } },
    });
  });

  it('never cuts a code point between two deltas', async () => {
    const { deltas, text } = await responses(conversation('原样返回：a🌸b👨‍👩‍👧𠮷c'));

    expect(text).toBe('a🌸b👨‍👩‍👧𠮷c');
    expect(deltas.filter((delta) => !delta.isWellFormed())).toEqual([]);
  });

  it('takes content parts as OpenAI does, and refuses those of the other side', async () => {
    const said = (type: 'input_text' | 'output_text') => ({
      model: MODEL,
      stream: true,
      input: [
        { role: 'user', content: [{ type: 'input_text', text: '我叫小明' }] },
        { role: 'assistant', content: [{ type, text: '好' }] },
        { role: 'user', content: [{ type: 'input_text', text: '我叫什么' }] },
      ],
    });

    const accepted = await post('/responses', said('output_text'));
    expect(await accepted.text()).toContain('小明');
    const refused = await post('/responses', said('input_text'));
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      error: { message: expect.stringContaining('output_text') as string },
    });
  });

  it('streams at the set speed', async () => {
    await standIn.close();
    standIn = await startModelStandIn({ tokensPerSecond: 1, activity });
    openai = new OpenAI({ apiKey: 'sk-test', baseURL: standIn.url, maxRetries: 0 });
    const stream = await openai.responses.create({ model: MODEL, input: '原样返回：慢慢来', stream: true });

    let token = false;
    for await (const event of stream) {
      token = event.type === 'response.output_text.delta';
      if (event.type === 'response.content_part.added') break;
    }

    expect(token).toBe(false);
    await until(() => activity.recent().at(-1)?.what === 'responses gpt-test → caller hung up');
  });
});

describe('Chat Completions', () => {
  it('streams the same answer', async () => {
    const messages = conversation('我叫小明', '好', '我叫什么');
    const stream = await openai.chat.completions.create({
      model: MODEL,
      messages: [{ role: 'system', content: '你是助手' }, ...messages],
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = await collected(stream);

    const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
    expect(text).toBe((await responses(messages)).text);
    expect(chunks.length).toBeGreaterThan(10);
    expect(chunks.filter((chunk) => chunk.choices[0]?.finish_reason === 'stop')).toHaveLength(1);
    expect(chunks.at(-1)?.usage).toMatchObject({ prompt_tokens: 13 });
  });

  it('tells the usage only when asked to', async () => {
    const stream = await openai.chat.completions.create({
      model: MODEL,
      messages: [{ role: 'user', content: '你好' }],
      stream: true,
    });

    const chunks = await collected(stream);
    expect(chunks.filter((chunk) => chunk.usage)).toEqual([]);
  });
});

describe('refusals', () => {
  it.each([
    ['出错 429', 429, 'rate_limit_exceeded'],
    ['出错 500', 500, null],
    ['出错 401', 401, 'invalid_api_key'],
  ])('%s comes as an error of the client', async (request, status, code) => {
    const refused = responses(conversation(request));

    await expect(refused).rejects.toBeInstanceOf(APIError);
    await expect(refused).rejects.toMatchObject({ status, code });
    expect(activity.recent().at(-1)).toMatchObject({
      place: 'model',
      what: expect.stringContaining(`${status}`) as string,
    });
  });

  it('does not cut an answer that is longer than the request allows', async () => {
    await expect(
      responses(conversation('写一篇约 1 KB 的长文'), { max_output_tokens: 16 }),
    ).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('does not cut') as string,
    });
  });

  it.each([
    ['a request that does not stream', '/responses', { model: MODEL, input: '你好' }],
    [
      'a picture',
      '/responses',
      { model: MODEL, stream: true, input: [{ role: 'user', content: [{ type: 'input_image' }] }] },
    ],
    [
      'a tool result',
      '/responses',
      { model: MODEL, stream: true, input: [{ type: 'function_call_output' }] },
    ],
    ['no messages', '/chat/completions', { model: MODEL, stream: true }],
    ['no model', '/chat/completions', { messages: [], stream: true }],
  ])('%s: 400', async (_, path, body) => {
    const response = await post(path, body);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', param: null } });
  });

  it('no key: 401; another path: 404', async () => {
    const noKey = await fetch(`${standIn.url}/responses`, { method: 'POST', body: '{}' });
    const elsewhere = await post('/embeddings', {});

    expect([noKey.status, elsewhere.status]).toEqual([401, 404]);
  });
});

describe('what was asked', () => {
  it('is listed by what it contains, newest last, without the key', async () => {
    await responses(conversation('第一问'));
    await responses(conversation('第二问 "引号"\n换行', '答', '第三问'));
    await responses(conversation('又是第三问'));

    expect(await requestsContaining('第三问')).toMatchObject([
      {
        path: '/v1/responses',
        body: {
          model: MODEL,
          store: false,
          instructions: '你是助手',
          input: [{}, {}, { content: '第三问' }],
        },
        time: expect.any(Number) as number,
      },
      { body: { input: [{ role: 'user', content: '又是第三问' }] } },
    ]);
    expect(await requestsContaining('"引号"\n换行')).toHaveLength(1);
    expect(JSON.stringify(await requestsContaining(''))).not.toContain('sk-secret-of-the-test');
  });

  it('is told to the activity log', async () => {
    await responses(conversation('原样返回：一二', '好', '原样返回：三'));

    expect(activity.recent()).toMatchObject([
      { place: 'model', what: 'responses gpt-test ← 4 messages' },
      { place: 'model', what: 'responses gpt-test → 1 token', ms: expect.any(Number) as number },
    ]);
  });
});

function post(path: string, body: unknown): Promise<Response> {
  return fetch(`${standIn.url}${path}`, {
    method: 'POST',
    headers: { Authorization: 'Bearer sk-test' },
    body: JSON.stringify(body),
  });
}

async function requestsContaining(text: string): Promise<unknown> {
  const url = new URL('/requests', standIn.url);
  url.searchParams.set('contains', text);
  return (await fetch(url)).json();
}

async function collected<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('waited 5 s in vain');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
