import type { StatusItem } from '../../../lambda/aws/app-status';
import type { Block } from '../../../lambda/chat/ports';
import { recover, type RecoveryPorts } from '../../../lambda/recovery/handler';
import { UnfilledCredentialsError } from '../../../lambda/shared/credentials';
import { WecomApiError, WecomUnreachableError } from '../../../lambda/wecom/errors';
import type { Budget } from '../../../lambda/shared/bot-config';
import { turnConfig } from '../../support/turn-config';

const FROM = ', hint: [1], from ip: 203.0.113.7, more info at https://…';
const untrusted: Block = { errcode: 60020, address: '203.0.113.7' };
const refusal = (errcode: number, api = 'agent/get') => new WecomApiError(api, errcode, `refused${FROM}`);
const accepted = () => Promise.resolve({ isDisabled: false });
const menu = [{ name: '新对话', key: '/new' }];
const clear: StatusItem = { observedAt: 1, noted: { block: 'none' } };
const blocked: StatusItem = {
  block: untrusted,
  blockedSince: 1,
  observedAt: 1,
  noted: { block: '60020 since 1' },
};

interface Options {
  /** What is known before, by app. */
  readonly known?: Readonly<Record<string, StatusItem>>;
  readonly agentOf?: RecoveryPorts['agentOf'];
  readonly apps?: readonly string[];
  /** Whether what is recorded is news, or counts. */
  readonly counts?: boolean;
  readonly left?: RecoveryPorts['outbox']['leftBehind'];
  /** Whether apps have a menu; making it in WeCom does this. */
  readonly createMenu?: () => Promise<void>;
  /** Of all apps; and what each spent. */
  readonly budget?: Budget;
  readonly spent?: (app: string, period: string) => number;
}

/** Runs it once, with a clock that moves on by one at each look. @returns what it did, in order */
async function run(options: Options) {
  const { known = {}, agentOf = accepted, apps = ['assistant'], counts = true, left } = options;
  const { createMenu, budget = {}, spent = () => 0 } = options;
  const did: unknown[][] = [];
  const audited: string[] = [];
  const metrics: unknown[][] = [];
  let now = 0;
  const [app] = Object.values(turnConfig.apps);
  if (!app) throw new Error('There is no app.');
  await recover({
    config: {
      ...turnConfig,
      budget,
      apps: Object.fromEntries(apps.map((name) => [name, { ...app, ...(createMenu && { menu }) }])),
    },
    statuses: {
      itemOf: (name) => Promise.resolve(known[name] ?? { noted: {} }),
      setBlocked: (name, block, began) => {
        did.push(['blocked', name, block, began]);
        return Promise.resolve(counts);
      },
      setClear: (name, began) => {
        did.push(['clear', name, began]);
        return Promise.resolve(counts);
      },
      setNoted: () => Promise.resolve(),
    },
    spendings: {
      spent: async (name, period) => ({
        messages: 0,
        tokens: 0,
        cost: await Promise.resolve(spent(name, period)),
      }),
    },
    audit: { add: ({ event }) => Promise.resolve(void audited.push(event)) },
    outbox: { leftBehind: left ?? (() => Promise.resolve([])), shipAll: () => Promise.resolve() },
    menus: {
      has: () => Promise.resolve(false),
      create: (name) => {
        did.push(['menu', name]);
        return createMenu?.() ?? Promise.resolve();
      },
    },
    agentOf: (name) => {
      did.push(['asked', name]);
      return agentOf(name);
    },
    clock: () => ++now,
    log: {
      info: (event, fields) => did.push(['info', event, fields]),
      warn: (event, fields) => did.push(['warn', event, fields?.['app'], fields?.['code']]),
      error: (event, fields) => did.push(['error', event, fields]),
    },
    metrics: { emit: (values, ...sets) => void metrics.push([values, ...sets]) },
  });
  return { did, audited, metrics };
}

it('an app stays blocked in the figures while WeCom can not be asked', async () => {
  const { metrics } = await run({
    known: { assistant: blocked },
    agentOf: () => Promise.reject(new Error('unreachable')),
  });
  expect(metrics).toContainEqual([{ Blocked: expect.any(Number) as number }, { app: 'assistant' }, {}]);
  expect(metrics).not.toContainEqual([{ Blocked: 0 }, { app: 'assistant' }, {}]);
});

it('an app of which nothing is known and WeCom can not be asked has no figure', async () => {
  const { metrics } = await run({ agentOf: () => Promise.reject(new Error('unreachable')) });
  expect(JSON.stringify(metrics)).not.toContain('Blocked');
});

it('an app that is known to be clear costs one read', async () => {
  expect((await run({ known: { assistant: clear } })).did).toEqual([]);
});

it('an app of which nothing is known is asked about, and accepted without a word', async () => {
  expect((await run({})).did).toEqual([
    ['asked', 'assistant'],
    ['clear', 'assistant', 2],
  ]);
});

it('an app that was blocked and is accepted is unblocked, and the log says so', async () => {
  expect((await run({ known: { assistant: blocked } })).did).toEqual([
    ['asked', 'assistant'],
    ['clear', 'assistant', 2],
    ['info', 'app unblocked', { app: 'assistant' }],
  ]);
});

it('the log does not say so if the app was refused again meanwhile', async () => {
  expect((await run({ known: { assistant: blocked }, counts: false })).did).toHaveLength(2);
});

it('a refusal is recorded with the address, and logged with what is to be done', async () => {
  expect((await run({ agentOf: () => Promise.reject(refusal(60020)) })).did).toEqual([
    ['asked', 'assistant'],
    ['blocked', 'assistant', untrusted, 2],
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
  const { did } = await run({
    known: { assistant: blocked },
    agentOf: () => Promise.reject(refusal(60020)),
    counts: false,
  });
  expect(did).toEqual([
    ['asked', 'assistant'],
    ['blocked', 'assistant', untrusted, 2],
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
  expect((await run({ agentOf })).did).toContainEqual([
    'blocked',
    'assistant',
    expect.objectContaining({ errcode }),
    2,
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
  expect((await run({ agentOf: () => Promise.reject(error) })).did).toEqual([
    ['asked', 'assistant'],
    ['warn', 'app not checked', 'assistant', code],
  ]);
});

it('an app whose credentials nobody has entered yet is no fault', async () => {
  const unfilled = () => Promise.reject(new UnfilledCredentialsError('wecom', ['corpId']));
  expect((await run({ agentOf: unfilled })).did).toEqual([['asked', 'assistant']]);
});

it('one app that fails stops no other', async () => {
  const agentOf = (app: string) => (app === 'legal' ? Promise.reject(new Error('broken')) : accepted());
  const { did } = await run({ apps: ['legal', 'finance'], agentOf });
  expect(did).toContainEqual(['warn', 'app not checked', 'legal', 'Error']);
  expect(did).toContainEqual(['clear', 'finance', expect.any(Number)]);
});

describe('figures', () => {
  it('say for how many minutes each app has been blocked, and that the others are not', async () => {
    const since = (minutes: number): StatusItem => ({ ...blocked, blockedSince: -minutes * 60_000 });
    const { metrics } = await run({
      apps: ['legal', 'finance', 'assistant'],
      known: { legal: since(90), finance: since(0), assistant: clear },
      agentOf: () => Promise.reject(refusal(60020)),
    });
    expect(metrics).toEqual(
      expect.arrayContaining([
        [{ Blocked: 90 }, { app: 'legal' }, {}],
        [{ Blocked: 1 }, { app: 'finance' }, {}],
        [{ Blocked: 0 }, { app: 'assistant' }, {}],
      ]),
    );
  });

  it('say how many audit records could not be put into the log', async () => {
    expect((await run({ known: { assistant: clear } })).metrics).toContainEqual([{ AuditBehind: 0 }]);
    const { metrics, did } = await run({
      known: { assistant: clear },
      left: () => Promise.reject(new Error('throttled')),
    });
    expect(metrics).toContainEqual([{ AuditBehind: 2 }]);
    expect(did).toContainEqual(['warn', 'audit records not shipped yet', 'assistant', 'Error']);
  });
});

it('a block that was found by the recovery, or ended by it, is in the audit log', async () => {
  const agentOf = () => Promise.reject(refusal(60020));
  expect((await run({ agentOf, known: { assistant: { ...blocked, noted: {} } } })).audited).toContain(
    'blocked',
  );
});

describe('menus', () => {
  const createMenu = () => Promise.resolve();

  it('are given to apps that are known to be accepted, when all else is done', async () => {
    const { did } = await run({
      known: { assistant: clear },
      createMenu,
      left: () => Promise.reject(new Error('throttled')),
    });
    expect(did.map(([what, subject]) => [what, subject])).toEqual([
      ['warn', 'audit records not shipped yet'],
      ['warn', 'audit records not shipped yet'],
      ['menu', 'assistant'],
      ['info', 'menu applied'],
    ]);
  });

  it('are not for apps that WeCom refuses, or that nobody has entered yet', async () => {
    const refused = await run({
      known: { assistant: blocked },
      createMenu,
      agentOf: () => Promise.reject(refusal(60020)),
    });
    const unfilled = await run({
      createMenu,
      agentOf: () => Promise.reject(new UnfilledCredentialsError('wecom', ['corpId'])),
    });
    expect([...refused.did, ...unfilled.did].map(([what]) => what)).not.toContain('menu');
  });

  it('that one app can not have do not keep another from its own', async () => {
    let tries = 0;
    const { did } = await run({
      apps: ['legal', 'finance'],
      known: { legal: clear, finance: clear },
      createMenu: () => (++tries === 1 ? Promise.reject(refusal(48002, 'menu/create')) : Promise.resolve()),
    });
    expect(did).toContainEqual(['warn', 'menu not applied', 'legal', 'WECOM_48002']);
    expect(did).toContainEqual(['info', 'menu applied', { app: 'finance' }]);
  });
});

describe('budgets', () => {
  it('are looked at every minute: of each app, and the most that is used of any', async () => {
    const { metrics } = await run({
      apps: ['assistant', 'finance'],
      budget: { month: 200, day: 20 },
      // The clock of the test is in 1970.
      spent: (app, period) => (period === '1970-01' ? 80 : 2) / (app === 'finance' ? 1 : 2),
    });
    expect(metrics).toContainEqual([{ Budget: 60 }, { app: 'assistant' }, {}]);
    expect(metrics).toContainEqual([{ Budget: 60 }, { app: 'finance' }, {}]);
  });

  it('are not looked at where there is none', async () => {
    const { metrics } = await run({
      spent: () => {
        throw new Error('it was read');
      },
    });
    expect(JSON.stringify(metrics)).not.toContain('Budget');
  });

  it('that can not be read are left for the next minute, and hold up nothing', async () => {
    const { metrics, did } = await run({
      budget: { day: 1 },
      spent: () => {
        throw new Error('down');
      },
    });
    expect(JSON.stringify(metrics)).toContain('AuditBehind');
    expect(JSON.stringify(metrics)).not.toContain('Budget');
    expect(did).toContainEqual(['warn', 'budget not looked at', 'assistant', 'Error']);
  });
});
