import type { AppStatus } from '../../../lambda/aws/app-status';
import type { Block } from '../../../lambda/chat/ports';
import { recover, type RecoveryPorts } from '../../../lambda/recovery/handler';
import { UnfilledCredentialsError } from '../../../lambda/shared/credentials';
import { WecomApiError, WecomUnreachableError } from '../../../lambda/wecom/errors';

const FROM = ', hint: [1], from ip: 203.0.113.7, more info at https://…';
const untrusted: Block = { errcode: 60020, address: '203.0.113.7' };
const refusal = (errcode: number, api = 'agent/get') => new WecomApiError(api, errcode, `refused${FROM}`);
const accepted = () => Promise.resolve({ isDisabled: false });

interface Options {
  /** What is known before, by app. */
  readonly known?: Readonly<Record<string, AppStatus>>;
  readonly agentOf?: RecoveryPorts['agentOf'];
  readonly apps?: readonly string[];
  /** Whether what is recorded is news, or counts. */
  readonly counts?: boolean;
}

/** Runs it once, with a clock that moves on by one at each look. @returns what it did, in order */
async function run({ known = {}, agentOf = accepted, apps = ['assistant'], counts = true }: Options) {
  const did: unknown[][] = [];
  let now = 0;
  await recover({
    config: { apps: Object.fromEntries(apps.map((app) => [app, { default: true, persona: '', model: '' }])) },
    statuses: {
      statusOf: (app) => Promise.resolve(known[app]),
      setBlocked: (app, block, began) => {
        did.push(['blocked', app, block, began]);
        return Promise.resolve(counts);
      },
      setClear: (app, began) => {
        did.push(['clear', app, began]);
        return Promise.resolve(counts);
      },
    },
    agentOf: (app) => {
      did.push(['asked', app]);
      return agentOf(app);
    },
    clock: () => ++now,
    log: {
      info: (event, fields) => did.push(['info', event, fields]),
      warn: (event, fields) => did.push(['warn', event, fields?.['app'], fields?.['code']]),
      error: (event, fields) => did.push(['error', event, fields]),
    },
  });
  return did;
}

it('an app that is known to be clear costs one read', async () => {
  expect(await run({ known: { assistant: {} } })).toEqual([]);
});

it('an app of which nothing is known is asked about, and accepted without a word', async () => {
  expect(await run({})).toEqual([
    ['asked', 'assistant'],
    ['clear', 'assistant', 1],
  ]);
});

it('an app that was blocked and is accepted is unblocked, and the log says so', async () => {
  expect(await run({ known: { assistant: { block: untrusted } } })).toEqual([
    ['asked', 'assistant'],
    ['clear', 'assistant', 1],
    ['info', 'app unblocked', { app: 'assistant' }],
  ]);
});

it('the log does not say so if the app was refused again meanwhile', async () => {
  expect(await run({ known: { assistant: { block: untrusted } }, counts: false })).toHaveLength(2);
});

it('a refusal is recorded with the address, and logged with what is to be done', async () => {
  expect(await run({ agentOf: () => Promise.reject(refusal(60020)) })).toEqual([
    ['asked', 'assistant'],
    ['blocked', 'assistant', untrusted, 1],
    [
      'error',
      'app blocked',
      {
        app: 'assistant',
        ...untrusted,
        code: 'WECOM_60020',
        message: expect.stringContaining('does not trust the address') as string,
        remedy: expect.stringContaining('企业可信IP') as string,
      },
    ],
  ]);
});

it('one that was known is not logged again', async () => {
  const did = await run({
    known: { assistant: { block: untrusted } },
    agentOf: () => Promise.reject(refusal(60020)),
    counts: false,
  });
  expect(did).toEqual([
    ['asked', 'assistant'],
    ['blocked', 'assistant', untrusted, 1],
  ]);
});

it.each<[string, RecoveryPorts['agentOf'], number]>([
  ['a disabled app, which agent/get itself still shows', () => Promise.resolve({ isDisabled: true }), 50003],
  ['a disabled app', () => Promise.reject(refusal(50003)), 50003],
  ['a wrong Secret', () => Promise.reject(refusal(40001, 'gettoken')), 40001],
  ['a wrong CorpID', () => Promise.reject(refusal(40013, 'gettoken')), 40013],
  ['a Secret of another company', () => Promise.reject(refusal(40091, 'gettoken')), 40091],
  ['an AgentId of another app', () => Promise.reject(refusal(301002)), 301002],
  ['an app that lost its rights', () => Promise.reject(refusal(48006)), 48006],
])('%s is a block', async (_, agentOf, errcode) => {
  expect(await run({ agentOf })).toContainEqual([
    'blocked',
    'assistant',
    expect.objectContaining({ errcode }),
    1,
  ]);
});

it.each<[string, Error, string]>([
  ['WeCom can not be reached', new WecomUnreachableError('agent/get', 'time-out', true), 'WECOM_UNREACHABLE'],
  ['WeCom is busy', refusal(-1), 'WECOM_-1'],
  ['there are too many calls', refusal(45009), 'WECOM_45009'],
  ['a token is not taken', refusal(42001), 'WECOM_42001'],
  ['the Secret seems wrong to another call than gettoken', refusal(40001), 'WECOM_40001'],
  ['a code is unknown', refusal(99999), 'WECOM_99999'],
  ['the table fails', Object.assign(new Error('throttled'), { code: 'THROTTLED' }), 'THROTTLED'],
])('when %s, everything stays as it is, and the log warns', async (_, error, code) => {
  expect(await run({ agentOf: () => Promise.reject(error) })).toEqual([
    ['asked', 'assistant'],
    ['warn', 'app not checked', 'assistant', code],
  ]);
});

it('an app whose credentials nobody has entered yet is no fault', async () => {
  const unfilled = () => Promise.reject(new UnfilledCredentialsError('wecom', ['corpId']));
  expect(await run({ agentOf: unfilled })).toEqual([['asked', 'assistant']]);
});

it('one app that fails stops no other', async () => {
  const agentOf = (app: string) => (app === 'legal' ? Promise.reject(new Error('broken')) : accepted());
  const did = await run({ apps: ['legal', 'finance'], agentOf });
  expect(did).toContainEqual(['warn', 'app not checked', 'legal', 'Error']);
  expect(did).toContainEqual(['clear', 'finance', expect.any(Number)]);
});
