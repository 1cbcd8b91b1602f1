import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import type { ModelFailure } from '../../../lambda/chat/ports';
import { ProviderModerator } from '../../../lambda/model/moderation';
import { ActivityLog } from '../../../local/activity';
import { startModelStandIn, type ModelStandIn } from '../../../local/model/stand-in';
import { errorWith } from '../../support/errors';
import { KEY, QUESTION, refusal, startFakeProvider } from './fake-provider';

const provider = startFakeProvider();
const MODEL = 'omni-moderation-latest';

const moderator = (apiKey = (): Promise<string> => Promise.resolve(KEY)) =>
  new ProviderModerator(apiKey, Date.now);
const soon = (): number => Date.now() + 30_000;
const flagsOf = (text = QUESTION, by = moderator()) => by.flags(MODEL, text, soon());
const json = (body: object) => (response: ServerResponse) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const moderated = (categories: object) =>
  json({ id: 'modr-1', model: MODEL, results: [{ flagged: true, categories, category_scores: {} }] });

it('tells for what a text is flagged', async () => {
  provider.next(moderated({ hate: true, violence: false, illicit: null, 'self-harm/intent': true }));
  await expect(flagsOf()).resolves.toEqual(['hate', 'self-harm/intent']);
  expect(provider.calls.at(-1)).toMatchObject({
    path: '/v1/moderations',
    headers: { authorization: `Bearer ${KEY}` },
    body: { model: MODEL, input: QUESTION },
  });
});

it('tells nothing of a text that is not flagged', async () => {
  provider.next(moderated({ hate: false }));
  await expect(flagsOf()).resolves.toEqual([]);
});

it('asks about a long text piece by piece, cut between characters, and tells each flag once', async () => {
  const before = provider.calls.length;
  provider.next(moderated({ hate: true }), moderated({ hate: true, violence: true }), moderated({}));
  const text = '😀'.repeat(10_000) + '二'.repeat(10_000) + '三';
  await expect(flagsOf(text)).resolves.toEqual(['hate', 'violence']);
  expect(provider.calls.slice(before).map(({ body }) => (body as { input: string }).input)).toEqual([
    '😀'.repeat(10_000),
    '二'.repeat(10_000),
    '三',
  ]);
});

it.each(['', ' \n\u3000'])('asks nothing about nothing: %j', async (text) => {
  const before = provider.calls.length;
  await expect(flagsOf(text)).resolves.toEqual([]);
  expect(provider.calls).toHaveLength(before);
});

it('uses a key that was entered meanwhile', async () => {
  const keys = [KEY, 'sk-entered-just-now'];
  provider.next(refusal(401), moderated({}));
  await flagsOf(
    QUESTION,
    moderator(() => Promise.resolve(keys.shift() ?? '')),
  );
  expect(provider.calls.at(-1)?.headers.authorization).toBe('Bearer sk-entered-just-now');
});

const SECRETS = `Your request was rejected: ${QUESTION}, ${KEY}`;

it.each<[ModelFailure, string, (response: ServerResponse) => void]>([
  ['credentials', 'a key that may not', refusal(403, { message: SECRETS })],
  ['not-found', 'no such model, or no moderation', refusal(404, { message: SECRETS })],
  ['busy', 'too many requests', refusal(429, { message: SECRETS })],
  ['unavailable', 'a fault', refusal(500, { message: SECRETS })],
  ['unavailable', 'a connection that is lost', (response) => response.destroy()],
  ['bad-request', 'no result', json({ id: 'modr-1', model: MODEL, results: [] })],
  ['bad-request', 'no results', json({ choices: [QUESTION] })],
  ['bad-request', 'a result without categories', json({ results: [{ flagged: false }] })],
])('%s after %s, asked once, and without key or text', async (failure, _, answer) => {
  const before = provider.calls.length;
  provider.next(answer);
  const error: unknown = await flagsOf().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ failure });
  expect(inspect(error, { depth: null })).not.toMatch(new RegExp(`${KEY}|${QUESTION}`));
  expect(provider.calls).toHaveLength(before + 1);
});

it('is too slow at its deadline, which is that of all pieces', async () => {
  provider.next(moderated({}), () => undefined);
  const flags = moderator().flags(MODEL, '一'.repeat(10_001), Date.now() + 300);
  await expect(flags).rejects.toThrow(errorWith({ failure: 'too-slow' }));
});

describe('of the stand-in', () => {
  let standIn: ModelStandIn;
  const asked = (text: string, path = '/v1') =>
    new ProviderModerator(() => Promise.resolve(KEY), Date.now, {
      baseUrl: new URL(path, standIn.url).toString(),
    }).flags(MODEL, text, soon());

  beforeAll(async () => {
    standIn = await startModelStandIn({ tokensPerSecond: Infinity, activity: new ActivityLog() });
  });
  afterAll(() => standIn.close());

  it('flags what says that it is to be flagged, wherever it stands', async () => {
    await expect(asked('你好')).resolves.toEqual([]);
    await expect(asked(`${'长'.repeat(12_000)}违规内容 hate`)).resolves.toEqual(['hate']);
  });

  it.each([
    ['审核出错 429', 'busy'],
    ['审核拒连', 'unavailable'],
    ['审核断开 10', 'broken'],
  ])('fails on command: %s', async (command, failure) => {
    await expect(asked(`${command}：违规内容`)).rejects.toThrow(errorWith({ failure }));
  });

  it('is not there with other providers', async () => {
    await expect(asked('你好', '/forms/deepseek/v1')).rejects.toThrow(errorWith({ failure: 'not-found' }));
  });
});
