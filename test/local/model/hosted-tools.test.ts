import OpenAI from 'openai';
import type {
  Response as ModelResponse,
  ResponseIncludable,
  ResponseOutputItem,
  ResponseOutputText,
  ResponseStreamEvent,
  Tool,
} from 'openai/resources/responses/responses';
import { ActivityLog } from '../../../local/activity';
import { colourOf } from '../../../local/model/paint';
import { measurePicture } from '../../../local/model/pictures';
import { startModelStandIn, type ModelStandIn } from '../../../local/model/stand-in';
import { dataUrl, pngOf } from './samples';

let standIn: ModelStandIn;
let openai: OpenAI;

beforeAll(async () => {
  standIn = await startModelStandIn({ tokensPerSecond: Infinity, activity: new ActivityLog() });
  openai = new OpenAI({ apiKey: 'sk-test', baseURL: standIn.url, maxRetries: 0, logLevel: 'off' });
});

afterAll(() => standIn.close());

interface Answered {
  readonly events: ResponseStreamEvent[];
  readonly types: string[];
  readonly response: ModelResponse;
  readonly text: string;
  readonly message: ResponseOutputText | undefined;
}

type Input = OpenAI.Responses.ResponseCreateParamsStreaming['input'];

/** Asks through the client's own helper, which puts the response together from the events. */
async function ask(input: Input, tools: Tool[], include: ResponseIncludable[] = []): Promise<Answered> {
  const stream = openai.responses.stream({ model: 'm', input: input ?? '', tools, include });
  const events: ResponseStreamEvent[] = [];
  for await (const event of stream) events.push(event);
  const response = await stream.finalResponse();
  const types = events.map(({ type }) => type).filter((type, index, all) => type !== all[index - 1]);
  const item = response.output.at(-1);
  const [part] = item?.type === 'message' ? item.content : [];
  return {
    events,
    types,
    response,
    text: events.map((event) => (event.type === 'response.output_text.delta' ? event.delta : '')).join(''),
    message: part?.type === 'output_text' ? part : undefined,
  };
}

/** The first output item, as it was when it was added. */
function firstAdded({ events }: Answered): ResponseOutputItem | undefined {
  return events.find((event) => event.type === 'response.output_item.added')?.item;
}

/** The first output item, as it was when it was done. */
function firstDone({ events }: Answered): ResponseOutputItem | undefined {
  return events.find((event) => event.type === 'response.output_item.done')?.item;
}

const WEB: Tool = { type: 'web_search' };
const CODE: Tool = { type: 'code_interpreter', container: { type: 'auto' } };
const FILES: Tool = { type: 'file_search', vector_store_ids: ['vs_1', 'vs_2'] };
const MCP: Tool = {
  type: 'mcp',
  server_label: 'crm',
  server_url: 'https://crm.example/mcp',
  allowed_tools: ['find_customer'],
  require_approval: 'never',
};

describe('the events of a call', () => {
  it('come before the message, whose place is behind it', async () => {
    const answered = await ask('搜索：今天的天气', [WEB]);

    expect(answered.types).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.web_search_call.in_progress',
      'response.web_search_call.searching',
      'response.web_search_call.completed',
      'response.output_item.done',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.annotation.added',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
    expect(answered.events.map((event) => event.sequence_number)).toEqual(
      answered.events.map((_, index) => index),
    );
    expect(answered.response.output.map(({ type }) => type)).toEqual(['web_search_call', 'message']);
    const places = answered.events.map((event) => ('output_index' in event ? event.output_index : undefined));
    expect(places.slice(2, 7)).toEqual([0, 0, 0, 0, 0]);
    expect(new Set(places.slice(7, -1))).toEqual(new Set([1]));
  });

  it('name one item, which is complete when it is done', async () => {
    const answered = await ask('搜索：今天的天气', [WEB]);
    const [added, done] = [firstAdded(answered), firstDone(answered)];

    expect(added).toEqual({
      id: expect.stringMatching(/^ws_/) as string,
      type: 'web_search_call',
      status: 'in_progress',
    });
    expect(done).toMatchObject({
      id: added?.id,
      status: 'completed',
      action: { type: 'search', query: '今天的天气' },
    });
    expect(answered.response.output[0]).toEqual(done);
    expect(answered.events[3]).toMatchObject({ item_id: added?.id });
  });

  it('come with a question that a tool is not on for, or has nothing to do for: not at all', async () => {
    for (const answered of [
      await ask('搜索：今天的天气', [CODE]),
      await ask('今天的天气', [WEB]),
      await ask('计算：一加一', [CODE]),
    ]) {
      expect(answered.response.output.map(({ type }) => type)).toEqual(['message']);
      expect(answered.text).toContain('收到，你说的是');
    }
    const off = await openai.responses.create({
      model: 'm',
      input: '计算：1+2',
      tools: [CODE],
      tool_choice: 'none',
      stream: true,
    });
    const types = [];
    for await (const { type } of off) types.push(type);
    expect(types.join()).not.toContain('code_interpreter');
  });
});

describe('a web search', () => {
  it('is cited where its link stands, however many emoji and pictures come before', async () => {
    const picture = dataUrl('image/png', pngOf(2, 2, '#ffffff'));
    const content = [
      { type: 'input_image' as const, image_url: picture, detail: 'auto' as const },
      { type: 'input_text' as const, text: '搜索：🐼和🎋' },
    ];
    const { events, message, text } = await ask([{ role: 'user', content }], [WEB]);
    const annotated = events.find((event) => event.type === 'response.output_text.annotation.added');
    const [citation] = message?.annotations ?? [];

    expect(message?.text).toBe(text);
    expect(text).toMatch(/^图片 1：PNG 2×2/);
    expect(annotated).toMatchObject({
      annotation: citation,
      annotation_index: 0,
      content_index: 0,
      output_index: 1,
    });
    expect(citation).toMatchObject({ type: 'url_citation', title: '🐼和🎋 - 模型替身' });
    const { start_index: start, end_index: end, url } = citation as ResponseOutputText.URLCitation;
    expect(Array.from(text).slice(start, end).join('')).toBe(`([stand-in.example](${url}))`);
    expect(new URL(url).searchParams.get('q')).toBe('🐼和🎋');
  });

  it('tells its sources when it is asked', async () => {
    const { response } = await ask('搜索：天气', [WEB], ['web_search_call.action.sources']);
    expect(response.output[0]).toMatchObject({
      action: { sources: [{ type: 'url', url: expect.stringContaining('stand-in.example') as string }] },
    });
  });

  it('is not cited by an answer that breaks off before; the rest of it is, without another search', async () => {
    const question = '过滤 20 次 1：搜索：很久以前的事';
    const { events } = await ask(question, [WEB]);
    const said = events
      .map((event) => (event.type === 'response.output_text.delta' ? event.delta : ''))
      .join('');
    expect(events.at(-1)).toMatchObject({
      type: 'response.incomplete',
      response: { output: [{ type: 'web_search_call' }, { content: [{ text: said, annotations: [] }] }] },
    });

    const rest = await ask(
      [
        { role: 'user', content: question },
        { role: 'assistant', content: '搜到一个网页，' },
        { role: 'developer', content: 'Go on.' },
      ],
      [WEB],
    );
    expect(rest.response.output.map(({ type }) => type)).toEqual(['message']);
    const [citation] = rest.message?.annotations as ResponseOutputText.URLCitation[];
    expect(Array.from(rest.text).slice(citation?.start_index, citation?.end_index).join('')).toMatch(
      /^\(\[.*\)\)$/,
    );
  });

  it('breaks off after so many tokens of the text, annotations not counted', async () => {
    const whole = (await ask('搜索：天气', [WEB])).text;
    const events: ResponseStreamEvent[] = [];
    const read = async (): Promise<void> => {
      const input = '断开 60：搜索：天气';
      for await (const event of await openai.responses.create({
        model: 'm',
        input,
        tools: [WEB],
        stream: true,
      })) {
        events.push(event);
      }
    };
    await expect(read()).rejects.toThrow('terminated');
    const deltas = events.flatMap((event) =>
      event.type === 'response.output_text.delta' ? [event.delta] : [],
    );
    expect(events.map(({ type }) => type)).toContain('response.output_text.annotation.added');
    expect(deltas.length).toBeGreaterThan(40);
    expect(whole.startsWith(deltas.join(''))).toBe(true);
  });
});

describe('the code interpreter', () => {
  it.each([
    ['1+2', '3'],
    ['2 × (3 - 5) ÷ 4', '-1'],
    ['-(1.5*2)+10/4', '-0.5'],
  ])('calculates %s', async (expression, result) => {
    const { text, events, response } = await ask(
      `计算：${expression}`,
      [CODE],
      ['code_interpreter_call.outputs'],
    );

    expect(text).toBe(`${expression} = ${result}`);
    expect(response.output[0]).toMatchObject({
      type: 'code_interpreter_call',
      status: 'completed',
      code: `print(${expression})`,
      outputs: [{ type: 'logs', logs: result }],
    });
    const code = events.flatMap((event) =>
      event.type === 'response.code_interpreter_call_code.delta' ? [event.delta] : [],
    );
    expect(code.join('')).toBe(`print(${expression})`);
  });

  it.each(['1+', '1/0', '(1', '1 2 +', 'alert(1)', '2**3'])(
    'leaves what it cannot calculate: %s',
    async (sum) => {
      const { response } = await ask(`计算：${sum}`, [CODE]);
      expect(response.output.map(({ type }) => type)).toEqual(['message']);
    },
  );

  it('keeps its outputs to itself unless it is asked', async () => {
    expect((await ask('计算：1+2', [CODE])).response.output[0]).toMatchObject({ outputs: null });
  });
});

describe('image generation', () => {
  it('gives a picture of the size, in the colour of the prompt', async () => {
    const tool: Tool = { type: 'image_generation', size: '96x64', quality: 'low' };
    const answered = await ask('画：一只猫', [tool]);
    const [call] = answered.response.output;

    expect(firstAdded(answered)).toMatchObject({ type: 'image_generation_call', result: null });
    expect(call).toMatchObject({
      type: 'image_generation_call',
      status: 'completed',
      size: '96x64',
      output_format: 'png',
    });
    const result = call?.type === 'image_generation_call' ? call.result : undefined;
    expect(measurePicture(Buffer.from(result ?? '', 'base64'))).toMatchObject({
      format: 'PNG',
      width: 96,
      height: 64,
      colour: colourOf('一只猫'),
    });
    expect(answered.text).toBe('画好了：「一只猫」。');
  });

  it('paints 1024×1024 unless told otherwise', async () => {
    const { response } = await ask('画：一只猫', [{ type: 'image_generation' }]);
    const [call] = response.output;
    const png = Buffer.from((call?.type === 'image_generation_call' ? call.result : '') ?? '', 'base64');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1024, 1024]);
  });
});

describe('file search', () => {
  it('cites a file of the first store', async () => {
    const { response, message, text } = await ask('查资料：年假', [FILES], ['file_search_call.results']);
    const file = { file_id: 'file-of-vs_1', filename: 'vs_1.txt' };

    expect(response.output[0]).toMatchObject({
      type: 'file_search_call',
      queries: ['年假'],
      results: [{ ...file, text: '年假' }],
    });
    expect(message?.annotations).toEqual([{ type: 'file_citation', ...file, index: text.indexOf('。') }]);
    expect((await ask('查资料：年假', [FILES])).response.output[0]).toMatchObject({ results: null });
  });
});

describe('an MCP server', () => {
  it('is asked for its tools, and its tool is called', async () => {
    const { response, types, text } = await ask('工具：王小姐', [MCP]);

    expect(response.output).toMatchObject([
      { type: 'mcp_list_tools', server_label: 'crm', tools: [{ name: 'find_customer' }] },
      {
        type: 'mcp_call',
        server_label: 'crm',
        name: 'find_customer',
        arguments: '{"query":"王小姐"}',
        output: '「王小姐」没有授权',
      },
      { type: 'message' },
    ]);
    expect(types).toEqual(
      expect.arrayContaining(['response.mcp_list_tools.completed', 'response.mcp_call_arguments.done']),
    );
    expect(text).toBe('工具 crm.find_customer 收到了：「王小姐」没有授权。');
  });

  it('is asked for its tools with every question', async () => {
    const { response } = await ask('你好', [MCP]);
    expect(response.output.map(({ type }) => type)).toEqual(['mcp_list_tools', 'message']);
  });

  it('learns that there is an authorization; nobody learns which', async () => {
    const authorization = 'secret-of-the-server';
    const { events, text } = await ask('工具：保密', [
      { ...MCP, authorization, headers: { 'X-Key': authorization } },
    ]);

    expect(text).toContain('带着授权');
    const listed = await (await fetch(new URL('/requests?contains=保密', standIn.url))).json();
    expect(listed).toMatchObject([
      { body: { tools: [{ authorization: '(given)', headers: { 'X-Key': '(given)' } }] } },
    ]);
    expect(JSON.stringify([events, listed])).not.toContain(authorization);
  });
});

describe('tools that are refused', () => {
  it.each([
    ['an unknown kind', { type: 'web_search_preview' }, /web_search_preview/],
    ['a function', { type: 'function', name: 'f', parameters: {} }, /"function"/],
    ['no container', { type: 'code_interpreter' }, /'container'/],
    ['another container', { type: 'code_interpreter', container: { type: 'own' } }, /"own"/],
    ['no store', { type: 'file_search', vector_store_ids: [] }, /'vector_store_ids'/],
    [
      'no label',
      { type: 'mcp', server_url: 'https://a.example', require_approval: 'never' },
      /'server_label'/,
    ],
    ['no server', { type: 'mcp', server_label: 'a', require_approval: 'never' }, /'server_url'/],
    ['approval', { ...MCP, require_approval: undefined }, /'require_approval': "always"/],
    ['a size that is none', { type: 'image_generation', size: 'big' }, /'size'/],
    ['a field that nobody knows', { type: 'web_search', depth: 3 }, /Unknown parameter: 'depth'/],
  ])('%s: 400', async (_, tool, message) => {
    await expect(ask('你好', [tool as Tool])).rejects.toMatchObject({
      status: 400,
      type: 'invalid_request_error',
      message: expect.stringMatching(message) as string,
    });
  });

  it('what nobody can include: 400', async () => {
    await expect(ask('你好', [WEB], ['message.output_text.logprobs'])).rejects.toMatchObject({ status: 400 });
  });

  it('any in Chat Completions: 400', async () => {
    const stream = openai.chat.completions.create({
      model: 'm',
      messages: [{ role: 'user', content: '你好' }],
      tools: [{ type: 'function', function: { name: 'f' } }],
      stream: true,
    });
    await expect(stream).rejects.toThrow('knows no tools in Chat Completions');
  });
});
