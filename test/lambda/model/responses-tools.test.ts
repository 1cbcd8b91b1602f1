import { inspect } from 'node:util';
import type { ModelFailure } from '../../../lambda/chat/ports';
import { ResponsesModel } from '../../../lambda/model/responses';
import { UnfilledCredentialsError } from '../../../lambda/shared/credentials';
import { errorWith } from '../../support/errors';
import { usageOf } from '../../support/usage';
import {
  answerTo,
  completed,
  failedWith,
  incomplete,
  KEY,
  model,
  refusal,
  request,
  silence,
  STALL_MS,
  startFakeProvider,
  stream,
  words,
} from './fake-provider';

const provider = startFakeProvider();
const TOKEN = 'a-token-that-nobody-may-see';

const OFF = { webSearch: false, codeInterpreter: false, imageGeneration: false, fileSearch: [], mcp: [] };
const ERP = { label: 'erp', url: 'https://erp.example/mcp', allowedTools: ['orders'], writes: true };
const WIKI = { label: 'wiki', url: 'https://wiki.example/mcp', allowedTools: [], writes: false };
const withTools = (tools: object) => request({ tools: { ...OFF, ...tools } });
const authorized = (read: (label: string) => Promise<string | undefined>) =>
  new ResponsesModel(() => Promise.resolve(KEY), Date.now, STALL_MS, {}, read);

const usage = { type: 'usage', usage: { ...usageOf(50, 20), cachedTokens: 20, reasoningTokens: 10 } };
const added = (place: number, item: object) => ({
  type: 'response.output_item.added',
  output_index: place,
  item,
});
const done = (place: number, item: object) => ({
  type: 'response.output_item.done',
  output_index: place,
  item,
});
const wordsAt = (place: number, delta: string) => ({ ...words(delta), output_index: place });
const cites = (annotation: object | null) => ({
  type: 'response.output_text.annotation.added',
  output_index: 1,
  content_index: 0,
  annotation_index: 0,
  annotation,
});
const page = (url: string, title = '标题') => ({
  type: 'url_citation',
  url,
  title,
  start_index: 0,
  end_index: 1,
});
const SEARCH = { id: 'ws_1', type: 'web_search_call', status: 'completed', action: { type: 'search' } };

describe('the request', () => {
  const toolsAsked = () => (provider.calls.at(-1)?.body as { tools?: unknown }).tools;
  beforeEach(() => provider.next(stream([words('四'), completed])));

  it.each([
    ['is not told', undefined],
    ['may use none', OFF],
  ])('names no tools where the model %s', async (_, tools) => {
    await answerTo(request(tools && { tools }));
    expect(provider.calls.at(-1)?.body).not.toHaveProperty('tools');
  });

  it('names the tools that the model may use', async () => {
    const tools = {
      webSearch: true,
      codeInterpreter: true,
      imageGeneration: true,
      fileSearch: ['vs_1', 'vs_2'],
    };
    await answerTo(withTools(tools));
    expect(toolsAsked()).toEqual([
      { type: 'web_search' },
      { type: 'code_interpreter', container: { type: 'auto' } },
      { type: 'image_generation', output_format: 'jpeg' },
      { type: 'file_search', vector_store_ids: ['vs_1', 'vs_2'] },
    ]);
  });

  it('names remote servers, each with its own authorization', async () => {
    const secrets = new Map([['erp', TOKEN]]);
    const by = authorized((label) => Promise.resolve(secrets.get(label)));
    await answerTo(withTools({ mcp: [ERP, WIKI] }), by);
    const remote = { type: 'mcp', require_approval: 'never' };
    expect(toolsAsked()).toEqual([
      {
        ...remote,
        server_label: 'erp',
        server_url: 'https://erp.example/mcp',
        allowed_tools: ['orders'],
        authorization: TOKEN,
      },
      { ...remote, server_label: 'wiki', server_url: 'https://wiki.example/mcp' },
    ]);
  });
});

describe('fails as', () => {
  it.each<[ModelFailure, string, Error]>([
    ['credentials', 'is filled in wrongly', new UnfilledCredentialsError('model', ['mcp.erp'])],
    ['unavailable', 'can not be read', Object.assign(new Error(TOKEN), { code: 'InternalServiceError' })],
  ])('%s when an authorization %s, and asks nobody', async (failure, _, reason) => {
    const before = provider.calls.length;
    const asked = answerTo(
      withTools({ mcp: [ERP] }),
      authorized(() => Promise.reject(reason)),
    );
    const error: unknown = await asked.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ failure });
    expect(inspect(error, { depth: null })).not.toContain(TOKEN);
    expect(provider.calls).toHaveLength(before);
  });

  const said = { message: `No way to https://erp.example/mcp with ${TOKEN}`, param: 'tools' };
  it.each([
    ['a tool that is not supported', refusal(400, { ...said, code: 'unsupported_value' })],
    ['a vector store that there is not', refusal(404, { ...said, code: null })],
    ['a server that is out of reach', refusal(424, { ...said, type: 'external_connector_error' })],
    [
      'a server that is out of reach, said in the stream',
      stream([failedWith({ ...said, type: 'external_connector_error' })]),
    ],
  ])('bad-request after %s, with no word of the provider', async (_, answer) => {
    provider.next(answer);
    const asked = answerTo(
      withTools({ mcp: [ERP] }),
      authorized(() => Promise.resolve(TOKEN)),
    );
    const error: unknown = await asked.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ failure: 'bad-request' });
    expect(inspect(error, { depth: null })).not.toMatch(new RegExp(`${TOKEN}|erp.example`));
  });
});

describe('a stream in which tools are used', () => {
  it('tells of each finished call, and of what was drawn', async () => {
    provider.next(
      stream([
        { type: 'response.created' },
        added(0, { type: 'reasoning' }),
        done(0, { type: 'reasoning', summary: [] }),
        added(1, { ...SEARCH, status: 'in_progress' }),
        { type: 'response.web_search_call.searching', output_index: 1 },
        done(1, SEARCH),
        done(2, { id: 'ci_1', type: 'code_interpreter_call', status: 'completed', code: '1+1' }),
        done(3, { id: 'fs_1', type: 'file_search_call', status: 'completed', queries: [] }),
        done(4, { id: 'mcpl_1', type: 'mcp_list_tools', server_label: 'erp', tools: [] }),
        done(5, { id: 'mcp_1', type: 'mcp_call', server_label: 'erp', name: 'orders', arguments: '{}' }),
        done(6, { id: 'ig_1', type: 'image_generation_call', status: 'completed', result: 'YSBqcGVn' }),
        done(7, { id: 'ig_2', type: 'image_generation_call', status: 'failed', result: null }),
        added(8, { type: 'message', content: [] }),
        wordsAt(8, '好'),
        completed,
      ]),
    );
    await expect(answerTo()).resolves.toEqual([
      { type: 'tool', tool: 'webSearch' },
      { type: 'tool', tool: 'codeInterpreter' },
      { type: 'tool', tool: 'fileSearch' },
      { type: 'tool', tool: 'mcp:erp' },
      { type: 'tool', tool: 'imageGeneration' },
      { type: 'picture', bytes: Buffer.from('a jpeg') },
      { type: 'tool', tool: 'imageGeneration' },
      { type: 'text', text: '好' },
      usage,
    ]);
  });

  it('keeps what was said before and after apart', async () => {
    provider.next(
      stream([
        wordsAt(0, '我'),
        wordsAt(0, '查。'),
        done(1, SEARCH),
        wordsAt(2, '查到'),
        wordsAt(2, '了。'),
        completed,
      ]),
    );
    const text = (await answerTo()).map((event) => (event.type === 'text' ? event.text : '')).join('');
    expect(text).toBe('我查。\n\n查到了。');
  });

  it('may be silent while a tool works, once it has spoken', async () => {
    provider.next((response) => {
      silence([wordsAt(0, '我查。'), added(1, { ...SEARCH, status: 'in_progress' })])(response);
      const { type, ...rest } = completed;
      setTimeout(() => {
        const events = [done(1, SEARCH), { type, ...rest }];
        response.end(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));
      }, 3 * STALL_MS);
    });
    await expect(answerTo()).resolves.toContainEqual({ type: 'tool', tool: 'webSearch' });
  });

  it('has stalled when nothing comes once the tool is done', async () => {
    provider.next(silence([wordsAt(0, '我查。'), added(1, SEARCH), done(1, SEARCH)]));
    await expect(answerTo()).rejects.toThrow(errorWith({ failure: 'broken' }));
  });

  it('is given up at the deadline, however long a tool works', async () => {
    provider.next(silence([wordsAt(0, '我查。'), added(1, SEARCH)]));
    const deadline = Date.now() + 6 * STALL_MS;
    await expect(answerTo(request({ deadline }))).rejects.toThrow(errorWith({ failure: 'too-slow' }));
  });

  it.each([
    ['works', [added(0, { ...ERP, type: 'mcp_call', server_label: 'erp' })]],
    ['is done', [done(0, { type: 'mcp_call', server_label: 'erp' })]],
  ])('is not asked anew, as if for the first time, when it fails while a tool %s', async (_, events) => {
    const before = provider.calls.length;
    provider.next(stream([...events, failedWith({ code: 'context_length_exceeded' })]));
    await expect(answerTo()).rejects.toThrow(errorWith({ failure: 'broken' }));
    expect(provider.calls).toHaveLength(before + 1);
  });

  it('tells of a filter after a tool was used as of any end, so that the use is counted', async () => {
    provider.next(stream([done(0, SEARCH), incomplete('content_filter')]));
    await expect(answerTo()).resolves.toEqual([
      { type: 'tool', tool: 'webSearch' },
      usage,
      { type: 'cut', by: 'filter' },
    ]);
  });
});

describe('what an answer cites', () => {
  const message = (...annotations: object[]) =>
    done(1, { type: 'message', content: [{ type: 'output_text', text: '好', annotations }] });
  const sourcesOf = async (...events: { type: string }[]) => {
    provider.next(stream([words('好'), ...events, completed]));
    return (await answerTo()).filter(({ type }) => type === 'sources');
  };
  const news = { title: '新闻', url: 'https://news.example/a?b=1' };
  const blog = { title: '博客', url: 'http://blog.example/' };

  it('is told once, at the end, each page once and in order', async () => {
    const events = [
      cites(page(news.url, '新闻')),
      cites(page(blog.url, '博客')),
      cites(page(news.url, '另一个标题')),
      message(page(blog.url, '博客'), page(news.url, '新闻')),
    ];
    await expect(sourcesOf(...events)).resolves.toEqual([{ type: 'sources', sources: [news, blog] }]);
  });

  it('is told from the message where no event told of it', async () => {
    const told = await sourcesOf(message(page(news.url, '新闻')));
    expect(told).toEqual([{ type: 'sources', sources: [news] }]);
  });

  it('is left out where it is no page of the web', async () => {
    const odd = ['javascript:alert(1)', 'file:///etc/passwd', 'no address', 'ftp://a.example/'];
    await expect(sourcesOf(...odd.map((url) => cites(page(url))), cites(null))).resolves.toEqual([]);
  });

  it('is called by its host where it has no title', async () => {
    const told = await sourcesOf(cites({ ...page(news.url), title: null }));
    expect(told).toEqual([{ type: 'sources', sources: [{ title: 'news.example', url: news.url }] }]);
  });

  it('is called by its name where it is a file, which has no address', async () => {
    const file = { type: 'file_citation', file_id: 'file-1', filename: '差旅制度.pdf', index: 1 };
    const written = { type: 'container_file_citation', file_id: 'cfile_1', filename: 'plot.png' };
    await expect(sourcesOf(cites(file), cites(file), cites(written))).resolves.toEqual([
      { type: 'sources', sources: [{ title: '差旅制度.pdf', url: '' }] },
    ]);
  });

  it('is told of an answer that was cut, too', async () => {
    provider.next(stream([words('好'), cites(page(news.url, '新闻')), incomplete('max_output_tokens')]));
    await expect(answerTo()).resolves.toEqual([
      { type: 'text', text: '好' },
      { type: 'sources', sources: [news] },
      usage,
      { type: 'cut', by: 'length' },
    ]);
  });
});

it('messages without content or annotations, as compatible providers send them, say nothing', async () => {
  provider.next(
    stream([
      words('好'),
      done(0, { type: 'message' }),
      done(1, { type: 'message', content: [{ type: 'output_text' }] }),
      completed,
    ]),
  );
  await expect(answerTo(request(), model)).resolves.toEqual([{ type: 'text', text: '好' }, usage]);
});
