import OpenAI from 'openai';
import type { ResponseStreamEvent } from 'openai/resources/responses/responses';
import { ActivityLog } from '../../../local/activity';
import { answerTo } from '../../../local/model/answers';
import { startModelStandIn, type ModelStandIn } from '../../../local/model/stand-in';
import { eventually } from '../aws/eventually';

let standIn: ModelStandIn;
let openai: OpenAI;

beforeAll(async () => {
  standIn = await startModelStandIn({ tokensPerSecond: Infinity, activity: new ActivityLog() });
  openai = new OpenAI({ apiKey: 'sk-test', baseURL: standIn.url, maxRetries: 0, logLevel: 'off' });
});

afterAll(() => standIn.close());

interface Said {
  readonly role: 'user' | 'assistant' | 'developer';
  readonly content: string;
}

/** What came of a request: the events, and the error that ended them, if one did. */
async function ask(
  ...input: Said[]
): Promise<{ events: ResponseStreamEvent[]; text: string; error: unknown }> {
  const events: ResponseStreamEvent[] = [];
  const read = async (): Promise<void> => {
    const stream = await openai.responses.create({ model: 'm', input, stream: true, store: false });
    for await (const event of stream) events.push(event);
  };
  const error = await read().catch((thrown: unknown) => thrown);
  return { events, error, text: textOf(events) };
}

function textOf(events: readonly ResponseStreamEvent[]): string {
  return events.map((event) => (event.type === 'response.output_text.delta' ? event.delta : '')).join('');
}

function question(content: string): Said {
  return { role: 'user', content };
}

describe('HTTP errors', () => {
  it.each([
    ['400', 400, null, undefined],
    ['401', 401, 'invalid_api_key', undefined],
    ['403', 403, 'unsupported_country_region_territory', undefined],
    ['404', 404, 'model_not_found', undefined],
    ['408', 408, null, undefined],
    ['409', 409, null, undefined],
    ['429', 429, 'rate_limit_exceeded', '1'],
    ['429 重试 7', 429, 'rate_limit_exceeded', '7'],
    ['429 insufficient_quota', 429, 'insufficient_quota', null],
    ['500', 500, null, undefined],
    ['503 重试 0.2', 503, null, '0.2'],
  ])('出错 %s', async (how, status, code, retryAfter) => {
    const { error } = await ask(question(`出错 ${how}`));
    expect(error).toMatchObject({ status, code });
    expect((error as { headers: Headers }).headers.get('retry-after')).toBe(retryAfter ?? null);
  });

  it('come as often as the question says, one after another, then the answer', async () => {
    const asked = question('出错 500 次 2：出错 429 次 1：原样返回：终于');
    const errors = [];
    for (let attempt = 0; attempt < 3; attempt++) errors.push((await ask(asked)).error);
    expect(errors).toMatchObject([{ status: 500 }, { status: 500 }, { status: 429 }]);
    expect(await ask(asked)).toMatchObject({ text: '终于', error: undefined });
    expect((await ask(question('出错 500 次 2：出错 429 次 1：原样返回：另一个'))).error).toMatchObject({
      status: 500,
    });
  });

  it('too long, as long as there are earlier turns', async () => {
    const asked = question('太长：原样返回：短了');
    const earlier: Said[] = [question('从前'), { role: 'assistant', content: '答' }];
    expect((await ask(...earlier, asked)).error).toMatchObject({
      status: 400,
      code: 'context_length_exceeded',
    });
    expect(await ask(asked)).toMatchObject({ text: '短了', error: undefined });
  });
});

describe('streams', () => {
  it('the connection drops before a byte', async () => {
    const asked = question('拒连 次 1：原样返回：好');
    expect((await ask(asked)).error).toMatchObject({ name: 'Error', message: 'Connection error.' });
    expect((await ask(asked)).text).toBe('好');
  });

  it('the stream breaks off', async () => {
    const asked = question('断开 3 次 1：原样返回：一二三四五');
    const broken = await ask(asked);
    expect(broken.text).toBe('一二三');
    expect(broken.error).toMatchObject({ message: expect.stringContaining('terminated') as string });
    expect((await ask(asked)).text).toBe('一二三四五');
  });

  it('the stream stalls, until the caller hangs up', async () => {
    const events: ResponseStreamEvent[] = [];
    const hangUp = new AbortController();
    const asked = openai.responses.create(
      { model: 'm', input: '卡住 3：原样返回：一二三四五', stream: true },
      { signal: hangUp.signal },
    );
    const stream = await asked;
    const ended = (async () => {
      for await (const event of stream) events.push(event);
    })();
    await eventually(() => (textOf(events) === '一二三' ? true : undefined));
    hangUp.abort();
    await ended;
    expect(events.at(-1)?.type).toBe('response.output_text.delta');
  });

  it('the response fails', async () => {
    const { events, text } = await ask(question('失败 2 rate_limit_exceeded：原样返回：一二三'));
    expect(text).toBe('一二');
    expect(events.at(-1)).toMatchObject({
      type: 'response.failed',
      sequence_number: events.length - 1,
      response: { status: 'failed', error: { code: 'rate_limit_exceeded' }, model: 'm', usage: null },
    });
  });

  it('an error comes in the midst of it', async () => {
    const { text, error } = await ask(question('报错 2：原样返回：一二三'));
    expect(text).toBe('一二');
    expect(error).toMatchObject({ code: 'server_error', status: undefined });
  });

  it.each([
    ['过滤 2', 'content_filter'],
    ['截断 2', 'max_output_tokens'],
  ])('the answer is incomplete: %s', async (how, reason) => {
    const { events, text } = await ask(question(`${how}：原样返回：一二三`));
    expect(text).toBe('一二');
    expect(events.at(-2)).toMatchObject({ item: { status: 'incomplete', content: [{ text: '一二' }] } });
    expect(events.at(-1)).toMatchObject({
      type: 'response.incomplete',
      response: { status: 'incomplete', incomplete_details: { reason }, usage: { output_tokens: 2 } },
    });
  });

  it('the answer is empty', async () => {
    const { events, text } = await ask(question('空答'));
    expect(text).toBe('');
    expect(events.at(-1)).toMatchObject({
      type: 'response.completed',
      response: { usage: { output_tokens: 0 } },
    });
  });

  it('the model refuses', async () => {
    const { events, text } = await ask(question('拒答：原样返回：不行'));
    expect(text).toBe('');
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['response.refusal.delta', 'response.refusal.done', 'response.completed']),
    );
    expect(events.at(-1)).toMatchObject({
      response: { output: [{ content: [{ type: 'refusal', refusal: '不行' }] }] },
    });
    expect(JSON.stringify(events)).not.toContain('output_text');
  });

  it('of Chat Completions break off, too; what that API has other words for is refused', async () => {
    const chat = (content: string) =>
      fetch(`${standIn.url}/chat/completions`, {
        method: 'POST',
        headers: { Authorization: 'Bearer k' },
        body: JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content }] }),
      });
    await expect((await chat('断开 1：原样返回：一二')).text()).rejects.toThrow('terminated');
    expect((await chat('拒答')).status).toBe(400);
  });
});

describe('a request to go on', () => {
  const asked = '断开 100 次 1：写一篇约 2 KB 的长文';
  const whole = answerTo([{ role: 'user', text: asked }]);
  const goOn = (text: string, said: string): Said[] => [
    question(text),
    { role: 'assistant', content: said },
    { role: 'developer', content: 'Go on.' },
  ];

  it('gives the rest of the same answer', async () => {
    const { text: said } = await ask(question(asked));
    expect(whole.startsWith(said)).toBe(true);
    expect(said).not.toBe(whole);
    expect(said + (await ask(...goOn(asked, said))).text).toBe(whole);
  });

  it('gives the last characters again where the question says so', async () => {
    const said = whole.slice(0, 50);
    const { text } = await ask(...goOn(`重叠 8：${asked.slice(asked.indexOf('：') + 1)}`, said));
    expect(text).toBe(whole.slice(42));
  });
});

describe('the gate', () => {
  const control = async (method: string, contains?: string): Promise<unknown> => {
    const url = new URL('/gates', standIn.url);
    if (contains !== undefined) url.searchParams.set('contains', contains);
    return (await fetch(url, { method })).json();
  };

  it('holds back what comes after the first sentence, for the questions that it is not opened for', async () => {
    const [first, second] = ['等一等：原样返回：一。二。甲', '等一等：原样返回：一。二。乙'];
    const streamed: Record<string, string> = { [first]: '', [second]: '' };
    const answers = [first, second].map(async (input) => {
      const stream = await openai.responses.create({ model: 'm', input, stream: true });
      for await (const event of stream) streamed[input] = `${streamed[input] ?? ''}${textOf([event])}`;
    });
    const held = await eventually(async () => {
      const list = (await control('GET')) as unknown[];
      return list.length === 2 ? list : undefined;
    });
    expect(held).toContainEqual({ question: first, since: expect.any(Number) as number });
    await eventually(() => (streamed[first] === '一。' && streamed[second] === '一。' ? true : undefined));

    expect(await control('DELETE', '甲')).toEqual({ opened: 1 });
    await answers[0];
    expect(streamed).toEqual({ [first]: '一。二。甲', [second]: '一。' });
    expect(await control('DELETE', '乙')).toEqual({ opened: 1 });
    await answers[1];
    expect((await ask(question(first))).text).toBe('一。二。甲');
    expect(await control('GET')).toEqual([]);
  });

  it('is opened for somebody, not for all', async () => {
    expect(await control('DELETE')).toMatchObject({
      error: { message: expect.stringContaining('Say whose gate') as string },
    });
  });
});
