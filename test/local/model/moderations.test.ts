import OpenAI from 'openai';
import { ActivityLog } from '../../../local/activity';
import { MODEL_OPERATIONS, startModelStandIn, type ModelStandIn } from '../../../local/model/stand-in';

let standIn: ModelStandIn;
let openai: OpenAI;

beforeAll(async () => {
  standIn = await startModelStandIn({ tokensPerSecond: Infinity, activity: new ActivityLog() });
  openai = new OpenAI({ apiKey: 'sk-test', baseURL: standIn.url, maxRetries: 0, logLevel: 'off' });
});

afterAll(() => standIn.close());

const MODEL = 'omni-moderation-latest';
const moderate = (input: string): Promise<OpenAI.ModerationCreateResponse> =>
  openai.moderations.create({ model: MODEL, input });

/** For what a text is flagged. */
async function flagsOf(input: string): Promise<string[]> {
  const [result] = (await moderate(input)).results;
  const flags = Object.entries(result?.categories ?? {}).flatMap(([name, flag]) => (flag ? name : []));
  const scores = Object.entries(result?.category_scores ?? {}).flatMap(([name, score]) =>
    score > 0.5 ? name : [],
  );
  expect(scores).toEqual(flags);
  expect(result?.flagged).toBe(flags.length > 0);
  return flags;
}

describe('a text that is moderated', () => {
  it('is clean, told of by all of the categories', async () => {
    const answer = await moderate('今天吃什么？');

    expect(answer).toMatchObject({ id: expect.stringMatching(/^modr-./) as string, model: MODEL });
    expect(answer.results).toHaveLength(1);
    const [{ flagged, categories, category_scores: scores, category_applied_input_types: types } = {}] =
      answer.results;
    expect(flagged).toBe(false);
    expect(Object.keys(categories ?? {})).toHaveLength(13);
    expect(new Set(Object.values(categories ?? {}))).toEqual(new Set([false]));
    expect(Object.keys(scores ?? {})).toEqual(Object.keys(categories ?? {}));
    expect(types?.hate).toEqual(['text']);
  });

  it.each([
    ['一些违规内容。', ['violence']],
    ['违规内容 hate/threatening', ['hate/threatening']],
    ['先是违规内容 hate，后来是违规内容 self-harm/intent', ['hate', 'self-harm/intent']],
    ['违规内容 nonsense', ['violence']],
    ['违规，内容', []],
    ['出错 500：断开 3：违规内容 sexual', ['sexual']],
  ])('is flagged for what it says: %s', async (text, flags) => {
    await expect(flagsOf(text)).resolves.toEqual(flags);
  });

  it('fails by its own commands, and then answers', async () => {
    const text = '审核出错 500 次 1：审核拒连 次 1：审核断开 4 次 1：违规内容';
    await expect(moderate(text)).rejects.toMatchObject({ status: 500 });
    await expect(moderate(text)).rejects.toThrow(OpenAI.APIConnectionError);
    await expect(moderate(text)).rejects.toThrow();
    await expect(flagsOf(text)).resolves.toEqual(['violence']);
  });

  it('leaves those commands out of what the model is asked', async () => {
    const stream = openai.responses.stream({ model: 'm', input: '审核出错 500：原样返回：好' });
    expect((await stream.finalResponse()).output_text).toBe('好');
  });

  it.each([
    ['nothing', { input: '' }, /empty/],
    ['several', { input: ['一', '二'] }, /one text at a time/],
    ['no text', { input: undefined }, /Missing required parameter: 'input'/],
    ['no model', { model: undefined }, /Missing required parameter: 'model'/],
    ['more', { input: '一', user: 'me' }, /Unknown parameter: 'user'/],
    ['a fault of streams', { input: '审核截断 3：一' }, /in streams of text only/],
  ])('%s: 400', async (_, parameters, message) => {
    const request = { model: MODEL, ...parameters } as OpenAI.ModerationCreateParams;
    await expect(openai.moderations.create(request)).rejects.toMatchObject({
      status: 400,
      message: expect.stringMatching(message) as string,
    });
  });

  it('needs a key', async () => {
    const response = await fetch(`${standIn.url}/moderations`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(401);
  });
});

it('is among what functions can be killed at', () => {
  expect(MODEL_OPERATIONS).toContain('moderations');
});
