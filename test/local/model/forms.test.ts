import OpenAI, { toFile } from 'openai';
import type {
  ChatCompletionChunk,
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import { ActivityLog } from '../../../local/activity';
import { answerTo, thoughtAbout } from '../../../local/model/answers';
import { startModelStandIn, type ModelStandIn } from '../../../local/model/stand-in';
import { dataUrl, pngOf } from './samples';

let standIn: ModelStandIn;

beforeAll(async () => {
  standIn = await startModelStandIn({ tokensPerSecond: Infinity, activity: new ActivityLog() });
});

afterAll(() => standIn.close());

/** A client of another provider. @param form the path in front of `/v1` */
function clientOf(form: string, headers: Record<string, string | null> = {}, base = standIn.url): OpenAI {
  return new OpenAI({
    apiKey: 'sk-test',
    baseURL: `${new URL(base).origin}${form}/v1`,
    maxRetries: 0,
    logLevel: 'off',
    defaultHeaders: headers,
  });
}

const deepseek = () => clientOf('/forms/deepseek');
const qwen = () => clientOf('/forms/qwen');
const ollama = () => clientOf('/forms/ollama');
const azure = () => clientOf('/forms/azure/openai', { 'api-key': 'k', Authorization: null });

type Delta = ChatCompletionChunk.Choice.Delta & { reasoning_content?: string | null; reasoning?: string };

interface Answered {
  readonly chunks: ChatCompletionChunk[];
  readonly text: string;
  readonly thought: string;
  readonly finish: string[];
  readonly usages: unknown[];
}

async function ask(
  client: OpenAI,
  asked: string | ChatCompletionMessageParam[],
  parameters: Partial<ChatCompletionCreateParamsStreaming> & Record<string, unknown> = {},
): Promise<Answered> {
  const messages = typeof asked === 'string' ? [{ role: 'user' as const, content: asked }] : asked;
  const chunks: ChatCompletionChunk[] = [];
  const stream = await client.chat.completions.create({ model: 'm', messages, ...parameters, stream: true });
  for await (const chunk of stream) chunks.push(chunk);
  const deltas = chunks.flatMap((chunk) => chunk.choices.map(({ delta }) => delta as Delta));
  return {
    chunks,
    text: deltas.map(({ content }) => content ?? '').join(''),
    thought: deltas.map((delta) => delta.reasoning_content ?? delta.reasoning ?? '').join(''),
    finish: chunks.flatMap(({ choices }) => choices.flatMap(({ finish_reason: reason }) => reason ?? [])),
    usages: chunks.flatMap(({ usage }) => usage ?? []),
  };
}

/** The stream as it is on the wire. */
async function rawly(form: string, body: object): Promise<string> {
  const response = await fetch(`${new URL(standIn.url).origin}${form}/v1/chat/completions`, {
    method: 'POST',
    headers: { Authorization: 'Bearer k' },
    body: JSON.stringify({
      model: 'm',
      stream: true,
      messages: [{ role: 'user', content: '你好' }],
      ...body,
    }),
  });
  return response.text();
}

const WITH_USAGE = { stream_options: { include_usage: true } };
const PICTURE = {
  role: 'user' as const,
  content: [
    { type: 'text' as const, text: '原样返回：好' },
    { type: 'image_url' as const, image_url: { url: dataUrl('image/png', pngOf(3, 2, '#00ff00')) } },
  ],
};

describe('any form', () => {
  it.each([
    ['OpenAI', () => clientOf('')],
    ['DeepSeek', deepseek],
    ['Qwen', qwen],
    ['Azure', azure],
  ])('of %s says the same', async (_, client) => {
    const { text, finish, chunks } = await ask(client(), '今天吃什么？');

    expect(text).toBe(answerTo([{ role: 'user', text: '今天吃什么？' }]));
    expect(finish).toEqual(['stop']);
    expect(chunks.flatMap(({ choices }) => choices)[0]?.delta.role).toBe('assistant');
  });

  it('fails by a status, breaks off after so many tokens of the answer, and tells of an error in the stream', async () => {
    await expect(ask(qwen(), '出错 429')).rejects.toMatchObject({ status: 429 });
    const wire = rawly('/forms/deepseek', {
      messages: [{ role: 'user', content: '断开 2：原样返回：一二三' }],
    });
    await expect(wire).rejects.toThrow('terminated');
    await expect(ask(deepseek(), '报错 2：原样返回：一二三')).rejects.toMatchObject({ code: 'server_error' });
    const told = await rawly('/forms/qwen', {
      messages: [{ role: 'user', content: '报错 2：原样返回：一二三' }],
    });
    expect(told).toContain('"content":"二"');
    expect(told).not.toContain('"content":"三"');
    expect(told).not.toContain('[DONE]');
  });

  it('is cut at the limit of tokens on command', async () => {
    expect(await ask(clientOf(''), '截断 2：原样返回：一二三')).toMatchObject({
      text: '一二',
      finish: ['length'],
    });
  });

  it('goes on where an answer broke off, as long as no thought is taken for a part of it', async () => {
    const goOn = (said: string): ChatCompletionMessageParam[] => [
      { role: 'user', content: '原样返回：一二三' },
      { role: 'assistant', content: said },
      { role: 'system', content: 'Go on.' },
    ];
    expect((await ask(qwen(), goOn('一二'))).text).toBe('三');
    await expect(ask(qwen(), goOn('<think>…</think>一二'))).rejects.toThrow('would have said itself');
  });

  it('is there at a door of its own, too, and the call is seen there', async () => {
    const seen: string[] = [];
    const door = await standIn.openFor({
      during: async (operation, act) => {
        seen.push(operation);
        return act();
      },
    });
    const { text } = await ask(clientOf('/forms/deepseek', {}, door.url), '原样返回：好');
    await door.close();

    expect(text).toBe('好');
    expect(seen).toEqual(['chat/completions']);
  });

  it('is listed with its path', async () => {
    await ask(qwen(), '哪条路');
    expect(await (await fetch(new URL('/requests?contains=哪条路', standIn.url))).json()).toMatchObject([
      { path: '/forms/qwen/v1/chat/completions' },
    ]);
  });

  it.each([
    ['DeepSeek', deepseek],
    ['Qwen', qwen],
    ['Ollama', ollama],
  ])('of %s has neither Responses nor sound nor pictures nor moderations: 404', async (_, client) => {
    const absent = [
      client().responses.create({ model: 'm', input: '你好', stream: true }),
      client().audio.speech.create({ model: 'm', voice: 'alloy', input: '你好', response_format: 'pcm' }),
      client().audio.transcriptions.create({ model: 'm', file: await toFile(Buffer.from('RIFF'), 'a.wav') }),
      client().images.generate({ model: 'm', prompt: '猫' }),
      client().moderations.create({ model: 'm', input: '你好' }),
    ];
    const statuses = (await Promise.allSettled(absent)).map((each) =>
      each.status === 'rejected' ? (each.reason as { status: number }).status : each.status,
    );
    expect(statuses).toEqual([404, 404, 404, 404, 404]);
  });

  it('of nobody: 404', async () => {
    await expect(ask(clientOf('/forms/nobody'), '你好')).rejects.toMatchObject({ status: 404 });
  });

  it.each([
    ['DeepSeek', deepseek],
    ['Qwen', qwen],
    ['Ollama', ollama],
  ])('of %s knows no developer', async (_, client) => {
    const messages: ChatCompletionMessageParam[] = [
      { role: 'developer', content: '你是助手' },
      { role: 'user', content: '你好' },
    ];
    await expect(ask(client(), messages)).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('"developer"') as string,
    });
  });
});

describe("DeepSeek's form", () => {
  it('thinks in reasoning_content before it speaks, and the other field is null meanwhile', async () => {
    const { chunks, thought } = await ask(deepseek(), '原样返回：一二');
    const deltas = chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta as Delta));
    const speaks = deltas.findIndex(({ content }) => typeof content === 'string');

    expect(thought).toBe(thoughtAbout('原样返回：一二'));
    expect(deltas.slice(0, speaks).map(({ content }) => content)).toEqual(Array(speaks).fill(null));
    expect(deltas.slice(speaks)).toEqual([
      { content: '一', reasoning_content: null },
      { content: '二', reasoning_content: null },
      { content: '', reasoning_content: null },
    ]);
    expect((await ask(deepseek(), '你好', { thinking: { type: 'disabled' } })).thought).toBe('');
  });

  it('tells the usage with the last chunk of the answer, cached blocks and thought apart', async () => {
    const long = '很长的问题'.repeat(30);
    const { usages, chunks } = await ask(deepseek(), [
      { role: 'user', content: long },
      { role: 'assistant', content: '答' },
      { role: 'user', content: '原样返回：一二' },
    ]);
    const thought = usages[0] as OpenAI.CompletionUsage;

    expect(usages).toMatchObject([
      {
        prompt_tokens: 158,
        prompt_cache_hit_tokens: 128,
        prompt_cache_miss_tokens: 30,
        total_tokens: 158 + thought.completion_tokens,
      },
    ]);
    expect(thought.completion_tokens - (thought.completion_tokens_details?.reasoning_tokens ?? 0)).toBe(2);
    expect(thought.completion_tokens_details?.reasoning_tokens).toBeGreaterThan(10);
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('stop');
    expect((await ask(deepseek(), '你好')).usages).toMatchObject([{ prompt_cache_hit_tokens: 0 }]);
  });

  it('may run out of resources; the others may not', async () => {
    const question = '资源不足 2：原样返回：一二三';
    expect(await ask(deepseek(), question)).toMatchObject({
      text: '一二',
      finish: ['insufficient_system_resource'],
    });
    await expect(ask(clientOf(''), question)).rejects.toMatchObject({ status: 400 });
    await expect(
      clientOf('').responses.create({ model: 'm', input: question, stream: true }),
    ).rejects.toMatchObject({ status: 400, message: expect.stringContaining("DeepSeek's") as string });
  });

  it('keeps the connection alive with comments, and sees no pictures', async () => {
    expect(await rawly('/forms/deepseek', {})).toMatch(/^: keep-alive\n\ndata: /);
    await expect(ask(deepseek(), [PICTURE])).rejects.toMatchObject({ status: 400 });
  });
});

describe("Qwen's form", () => {
  it('thinks unless it is told not to', async () => {
    expect((await ask(qwen(), '你好')).thought).toBe(thoughtAbout('你好'));
    expect((await ask(qwen(), '你好', { enable_thinking: false })).thought).toBe('');
  });

  it('tells the usage in a chunk of its own, when asked', async () => {
    const { usages, chunks } = await ask(qwen(), '你好', WITH_USAGE);

    expect(usages).toMatchObject([{ prompt_tokens: 2, prompt_tokens_details: { cached_tokens: 0 } }]);
    expect(chunks.at(-1)?.choices).toEqual([]);
    expect((await ask(qwen(), '你好')).usages).toEqual([]);
  });

  it('refuses what it does not know', async () => {
    await expect(ask(qwen(), '你好', { max_completion_tokens: 100 })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining("Unknown parameter: 'max_completion_tokens'") as string,
    });
    expect((await ask(qwen(), '原样返回：好', { max_tokens: 100 })).text).toBe('好');
  });

  it('sees pictures', async () => {
    expect((await ask(qwen(), [PICTURE])).text).toBe('图片 1：PNG 3×2，平均色 #00ff00。\n\n好');
  });
});

describe("Ollama's form", () => {
  it('thinks aloud in tags, which come in pieces', async () => {
    const { text, chunks } = await ask(ollama(), '原样返回：好');

    expect(text).toBe(`<think>\n${thoughtAbout('原样返回：好')}\n</think>\n\n好`);
    expect(chunks.map(({ choices }) => choices[0]?.delta.content)).not.toContain('<think>');
  });

  it('thinks in a field of its own where the model is named so, and not at all where it is told not to', async () => {
    const apart = await ask(ollama(), '原样返回：好', { model: 'qwen-reasoning' });
    expect(apart).toMatchObject({ text: '好', thought: thoughtAbout('原样返回：好') });
    expect(await ask(ollama(), '原样返回：好', { reasoning_effort: 'none' })).toMatchObject({
      text: '好',
      thought: '',
    });
  });

  it('never tells the usage, and keeps the connection alive with comments', async () => {
    expect((await ask(ollama(), '你好', WITH_USAGE)).usages).toEqual([]);
    const wire = await rawly('/forms/ollama', WITH_USAGE);
    expect(wire.match(/^: keep-alive$/gm)?.length).toBeGreaterThan(1);
    expect(wire).toMatch(/data: \[DONE\]\n\n$/);
  });

  it('asks for no key, and has every model', async () => {
    const client = clientOf('/forms/ollama', { Authorization: null });
    expect((await ask(client, '原样返回：好')).text).toContain('好');
    expect((await client.models.retrieve('llama')).id).toBe('llama');
    await expect(deepseek().models.retrieve('deepseek-chat')).rejects.toMatchObject({ status: 404 });
  });
});

describe("Azure's form", () => {
  it('takes its key in a header of its own', async () => {
    await expect(ask(clientOf('/forms/azure/openai'), '你好')).rejects.toMatchObject({
      status: 401,
      message: expect.stringContaining('api-key') as string,
    });
    await expect(ask(clientOf('', { 'api-key': 'k', Authorization: null }), '你好')).rejects.toMatchObject({
      status: 401,
    });
  });

  it('reports on the prompt in a first chunk without choices, and on each part of the answer', async () => {
    const { chunks } = await ask(azure(), '原样返回：好', WITH_USAGE);

    expect(chunks[0]).toMatchObject({
      id: '',
      choices: [],
      prompt_filter_results: [{ content_filter_results: { hate: { filtered: false, severity: 'safe' } } }],
    });
    expect(chunks[2]).toMatchObject({
      choices: [{ delta: { content: '好' }, content_filter_results: { violence: { filtered: false } } }],
    });
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 1 } });
  });

  it('finishes with content_filter where the filter caught something', async () => {
    const { text, finish, chunks } = await ask(azure(), '过滤 2：原样返回：一二三');

    expect({ text, finish }).toEqual({ text: '一二', finish: ['content_filter'] });
    expect(chunks.at(-1)).toMatchObject({
      choices: [{ content_filter_results: { violence: { filtered: true, severity: 'high' } } }],
    });
    await expect(ask(azure(), '出错 400 content_filter')).rejects.toMatchObject({ code: 'content_filter' });
    await expect(ask(qwen(), '过滤 2：原样返回：一二三')).rejects.toMatchObject({ status: 400 });
  });

  it('has no moderations: it filters by itself', async () => {
    await expect(azure().moderations.create({ model: 'm', input: '你好' })).rejects.toMatchObject({
      status: 404,
    });
  });

  it('has the Responses API, sound and pictures', async () => {
    const stream = azure().responses.stream({ model: 'm', input: '原样返回：好' });
    expect((await stream.finalResponse()).output_text).toBe('好');
    const spoken = azure().audio.speech.create({
      model: 'm',
      voice: 'alloy',
      input: '好',
      response_format: 'pcm',
    });
    expect((await (await spoken).arrayBuffer()).byteLength).toBe(4800);
  });
});
