import type { Secret } from '../../../lambda/aws/secret-reader';
import { ModelError } from '../../../lambda/chat/ports';
import { VERDICTS, type FindingCode } from '../../../lambda/doctor/finding';
import { examine, type DoctorPorts, type DoctorReport } from '../../../lambda/doctor/handler';
import { UnfilledCredentialsError } from '../../../lambda/shared/credentials';
import type { Agent } from '../../../lambda/wecom/agent';
import { WecomApiError, WecomUnreachableError } from '../../../lambda/wecom/errors';
import { turnConfig as config } from '../../support/turn-world';

const NOW = Date.UTC(2026, 10, 25, 12);
const SINCE = Date.UTC(2026, 10, 24);
const IP = '203.0.113.7';

const CALLBACK = {
  corpId: 'ww0123456789abcdef',
  apps: { assistant: { token: 'aToken123', encodingAesKey: 'k'.repeat(43), agentId: 1000002 } },
};
const WECOM = {
  corpId: 'ww0123456789abcdef',
  apps: { assistant: { agentId: '1000002', secret: 's'.repeat(43) } },
};
const ROBOT = { webhook: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0a1b2c3d-0000' };
const AGENT: Agent = {
  name: '助手',
  isDisabled: false,
  reportsEntering: true,
  visibleTo: { members: ['zhangsan'], departments: [1], tags: [] },
};

const secret =
  <T>(value: T) =>
  (): Promise<Secret<T>> =>
    Promise.resolve({ value, version: 'v1', createdAt: SINCE });
const fails = (error: Error) => (): Promise<never> => Promise.reject(error);
const throttled = fails(Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' }));

const HEALTHY: DoctorPorts = {
  config,
  clock: () => NOW,
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  secrets: {
    callback: secret(CALLBACK),
    wecom: secret(WECOM),
    model: secret({ apiKey: 'sk-0123456789' }),
    robot: secret(ROBOT),
  },
  furtherKeys: [],
  agentOf: () => Promise.resolve(AGENT),
  departmentsOf: () => Promise.resolve(new Map([[7, 1]])),
  tagOf: () => Promise.resolve({}),
  ips: [IP],
  lastArrivals: () => Promise.resolve({ message: SINCE, event: SINCE }),
  modelKey: () => Promise.resolve('sk-0123456789'),
  lookUpModel: () => Promise.resolve(),
  region: 'ap-northeast-1',
  itemOf: () => Promise.resolve({ observedAt: SINCE, noted: {} }),
  statusOf: () => Promise.resolve({}),
  counts: () => Promise.resolve({ waiting: 0, deadLetters: 0 }),
  accountConcurrency: () => Promise.resolve(1000),
  maxConcurrency: 5,
};

const secrets = (changed: Partial<DoctorPorts['secrets']>): Partial<DoctorPorts> => ({
  secrets: { ...HEALTHY.secrets, ...changed },
});
const refuses = (errcode: number, errmsg = ''): Partial<DoctorPorts> => ({
  agentOf: fails(new WecomApiError('agent/get', errcode, errmsg)),
});
const model = (failure: ConstructorParameters<typeof ModelError>[0]): Partial<DoctorPorts> => ({
  lookUpModel: fails(new ModelError(failure, 'it said no', 'Do something.')),
});
const noSuchTag = fails(new WecomApiError('tag/get', 40068, 'invalid tagid'));
const ofApp = (changed: object): Partial<DoctorPorts> => ({
  config: {
    ...config,
    apps: { assistant: { ...config.apps['assistant'], ...changed } },
  } as DoctorPorts['config'],
});
/** With an app for these, and a limit for its departments and one more tag. */
const ofGroups = (groups: { departments: number[]; tags: number[] }): Partial<DoctorPorts> => {
  const people = { members: [], ...groups };
  const limited = { members: [], departments: groups.departments, tags: [9] };
  return ofApp({ audience: { allow: people, deny: [] }, limits: [{ name: 'x', people: limited }] });
};
/** With these servers. */
const withMcp = (...labels: string[]): Partial<DoctorPorts> => {
  const mcp = labels.map((label) => ({ label, url: 'https://x', allowedTools: [], writes: false }));
  return ofApp({ tools: { ...config.apps['assistant']?.tools, mcp } });
};
const untrusted = (ip: string): Partial<DoctorPorts> =>
  refuses(60020, `not allow to access from your ip, hint: [1], from ip: ${ip}, more info at https://x`);

/** What is wrong, and the findings that are there then and not if all is well; what they say in part. */
const CASES: readonly [string, Partial<DoctorPorts>, Partial<Record<FindingCode, RegExp>>][] = [
  [
    'values are the placeholder or missing',
    secrets({
      callback: secret({ ...CALLBACK, apps: { assistant: { token: 'REPLACE-ME', agentId: 1000002 } } }),
    }),
    { 'secret-unfilled': /callback.*apps\.assistant\.token, apps\.assistant\.encodingAesKey/ },
  ],
  [
    'a value was pasted with its label',
    secrets({ model: secret({ apiKey: 'my key is sk-0123456789' }) }),
    { 'secret-malformed': /apiKey/ },
  ],
  [
    'an EncodingAESKey lacks its last letter',
    secrets({
      callback: secret({
        ...CALLBACK,
        apps: { assistant: { ...CALLBACK.apps.assistant, encodingAesKey: 'k'.repeat(42) } },
      }),
    }),
    { 'secret-malformed': /apps\.assistant\.encodingAesKey/ },
  ],
  ['a secret can not be read', secrets({ wecom: throttled }), { 'secret-unreadable': /ThrottlingException/ }],
  [
    'the robot has no address yet',
    secrets({ robot: secret({ webhook: 'REPLACE-ME' }) }),
    { 'robot-unfilled': /./ },
  ],
  [
    "the robot's secret can not be read",
    secrets({ robot: throttled }),
    { 'secret-unreadable': /robot.*Throttling/ },
  ],
  [
    'the CorpIDs differ',
    secrets({ wecom: secret({ ...WECOM, corpId: 'ww9999999999abcdef' }) }),
    { 'corp-mismatch': /./ },
  ],
  [
    'the AgentIds differ',
    secrets({
      wecom: secret({ ...WECOM, apps: { assistant: { ...WECOM.apps.assistant, agentId: 1000003 } } }),
    }),
    { 'agent-mismatch': /./ },
  ],
  [
    'voice and pictures are of other providers, whose keys nobody entered',
    {
      ...secrets({ model: secret({ apiKey: 'sk-0123456789', imagesApiKey: 'REPLACE-ME' }) }),
      furtherKeys: ['speechApiKey', 'imagesApiKey'],
    },
    { 'secret-unfilled': /model.*: speechApiKey, imagesApiKey\./ },
  ],
  [
    'the key of the provider of voice was pasted with its label',
    {
      ...secrets({ model: secret({ apiKey: 'sk-0123456789', speechApiKey: 'key sk-0123456789' }) }),
      furtherKeys: ['speechApiKey'],
    },
    { 'secret-malformed': /speechApiKey/ },
  ],
  [
    'an MCP server has no authorization, one is known to want none',
    {
      ...secrets({
        model: secret({ apiKey: 'sk-0123456789', mcp: { wiki: '', erp: 'REPLACE-ME', hr: 'Bearer 1' } }),
      }),
      ...withMcp('crm', 'wiki', 'erp', 'hr'),
    },
    { 'mcp-unauthorized': /: mcp\.crm, mcp\.erp\./ },
  ],
  ['the Secret is wrong', refuses(40001), { 'wecom-refuses': /40001/ }],
  [
    'WeCom is away',
    { agentOf: fails(new WecomUnreachableError('agent/get', 'ETIMEDOUT', false)) },
    { 'wecom-unreachable': /WECOM_UNREACHABLE/ },
  ],
  ['the address is not trusted', untrusted(IP), { 'address-untrusted': /203\.0\.113\.7/ }],
  [
    'calls leave by another way',
    untrusted('198.51.100.9'),
    { 'address-elsewhere': /198\.51\.100\.9.*203\.0\.113\.7/ },
  ],
  [
    'the app is disabled',
    { agentOf: () => Promise.resolve({ ...AGENT, isDisabled: true }) },
    { 'app-disabled': /./ },
  ],
  [
    'nobody sees the app',
    {
      agentOf: () => Promise.resolve({ ...AGENT, visibleTo: { members: [], departments: [], tags: [] } }),
    },
    { 'visible-to-nobody': /./ },
  ],
  [
    'the app does not see a department and a tag of the configuration',
    {
      ...ofGroups({ departments: [7, 8], tags: [2, 3] }),
      tagOf: (_, id) => (id === 2 ? Promise.resolve({}) : noSuchTag()),
    },
    { 'audience-unseen': /departments 8; tags 3, 9 / },
  ],
  [
    'the app sees no department at all',
    {
      ...ofGroups({ departments: [7], tags: [] }),
      departmentsOf: fails(new WecomApiError('department/simplelist', 60011, 'no privilege')),
    },
    { 'audience-unseen': /departments 7 / },
  ],
  [
    'WeCom does not say what the app sees',
    {
      ...ofGroups({ departments: [7], tags: [] }),
      departmentsOf: fails(new WecomApiError('department/simplelist', 48002, 'api forbidden')),
    },
    { 'audience-unknown': /departments 7; tags 9 .*WECOM_48002/ },
  ],
  ['nothing came yet', { lastArrivals: () => Promise.resolve({}) }, { 'callback-never': /./ }],
  [
    'only events came',
    { lastArrivals: () => Promise.resolve({ event: SINCE }) },
    { 'callback-events-only': /2026-11-24T00:00:00/ },
  ],
  ['the table is away', { lastArrivals: throttled }, { 'callback-unknown': /ThrottlingException/ }],
  ['the key is refused', model('credentials'), { 'model-key-refused': /gpt/ }],
  ['there is no credit', model('no-credit'), { 'model-no-credit': /gpt/ }],
  ['the model is unknown', model('not-found'), { 'model-not-found': /gpt/ }],
  ['the provider does not serve the region', model('region'), { 'region-not-served': /ap-northeast-1/ }],
  ['the provider does not know the question', model('bad-request'), { 'model-unchecked': /bad-request/ }],
  [
    'the account is a new one',
    { accountConcurrency: () => Promise.resolve(7) },
    { 'concurrency-low': /7.*5/ },
  ],
  ['the account tells nothing', { accountConcurrency: throttled }, { 'concurrency-unknown': /Throttling/ }],
  [
    'messages wait, and some were given up',
    { counts: () => Promise.resolve({ waiting: 12, deadLetters: 3 }) },
    { 'messages-wait': /12/, 'dead-letters': /3/ },
  ],
  ['the queues tell nothing', { counts: throttled }, { 'queues-unknown': /ThrottlingException/ }],
  [
    'the app is blocked',
    {
      itemOf: () =>
        Promise.resolve({ block: { errcode: 60020 }, blockedSince: SINCE, observedAt: NOW, noted: {} }),
    },
    { blocked: /2026-11-24T00:00:00.*60020/ },
  ],
  [
    'all apps are paused',
    { statusOf: () => Promise.resolve({ pause: { since: SINCE } }) },
    { paused: /2026-11-24T00:00:00/ },
  ],
  ['recovery did not ask yet', { itemOf: () => Promise.resolve({ noted: {} }) }, { 'never-asked': /./ }],
  ['the status can not be read', { itemOf: throttled }, { 'status-unknown': /ThrottlingException/ }],
];

const codesIn = ({ findings }: DoctorReport): FindingCode[] => findings.map(({ code }) => code);

it('says of everything that is well that it is', async () => {
  const report = await examine(HEALTHY);
  expect(report).toMatchObject({ version: config.version, at: '2026-11-25T12:00:00.000Z', verdict: 'ok' });
  expect(new Set(codesIn(report))).toEqual(
    new Set<FindingCode>([
      'secret-ok',
      'model-ok',
      'region-ok',
      'nothing-waits',
      'no-dead-letters',
      'concurrency-ok',
      'wecom-accepts',
      'address-trusted',
      'visible-to',
      'not-blocked',
      'callback-seen',
    ]),
  );
  const secretsFound = report.findings.filter(({ code }) => code === 'secret-ok');
  expect(secretsFound.map(({ facts }) => facts)).toEqual(
    ['callback', 'wecom', 'model', 'robot'].map((name) => ({
      secret: name,
      version: 'v1',
      since: '2026-11-24T00:00:00.000Z',
    })),
  );
});

it.each(CASES)('%s', async (_, changed, expected) => {
  const well = new Set(codesIn(await examine(HEALTHY)));
  const report = await examine({ ...HEALTHY, ...changed });
  const wrong = report.findings.filter(({ code }) => !well.has(code));
  expect(wrong.map(({ code }) => code)).toEqual(Object.keys(expected));
  for (const { code, words } of wrong) expect(words.en.says).toMatch(expected[code] ?? /never/);
  expect(report.verdict).not.toBe('ok');
});

it('the cases are all that can be found, each said in both languages with every fact filled in, and no secret', async () => {
  const reports = await Promise.all(
    [{}, ...CASES.map(([, changed]) => changed)].map((changed) => examine({ ...HEALTHY, ...changed })),
  );
  const findings = reports.flatMap((report) => report.findings);
  expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(Object.keys(VERDICTS)));
  for (const { words } of findings) {
    expect(words['zh-CN'].says).toMatch(/\p{Script=Han}/u);
    expect(JSON.stringify(words)).not.toMatch(/\{\w+\}|undefined|NaN/);
  }
  for (const { words } of findings.filter(({ verdict }) => verdict === 'fail'))
    expect([words.en.next, words['zh-CN'].next]).toEqual([expect.any(String), expect.any(String)]);
  const all = JSON.stringify(reports);
  for (const value of ['sk-0123456789', 's'.repeat(43), 'k'.repeat(42), 'aToken123', '0a1b2c3d-0000'])
    expect(all).not.toContain(value);
});

it('the worst comes first', async () => {
  const { verdict, findings } = await examine({
    ...HEALTHY,
    ...untrusted(IP),
    counts: throttled,
    lastArrivals: () => Promise.resolve({}),
  });
  expect(verdict).toBe('fail');
  const order = ['fail', 'warn', 'unknown', 'ok'];
  const places = findings.map((finding) => order.indexOf(finding.verdict));
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(findings.map((finding) => finding.code).slice(0, 3)).toEqual([
    'address-untrusted',
    'callback-never',
    'queues-unknown',
  ]);
});

it('what is not filled in is said once: neither WeCom nor the provider is asked', async () => {
  const empty = secret({ apiKey: 'REPLACE-ME' });
  const lookUpModel = jest.fn();
  const report = await examine({
    ...HEALTHY,
    ...secrets({ model: empty }),
    agentOf: fails(new UnfilledCredentialsError('wecom', ['corpId'])),
    modelKey: fails(new UnfilledCredentialsError('model', ['apiKey'])),
    lookUpModel,
  });
  expect(codesIn(report).filter((code) => VERDICTS[code] !== 'ok')).toEqual(['secret-unfilled']);
  expect(lookUpModel).not.toHaveBeenCalled();
});

it('several apps with one model ask for it once, and each app has its own findings', async () => {
  const two = {
    ...config,
    apps: { ...config.apps, finance: { ...config.apps['assistant'], default: false } },
  } as DoctorPorts['config'];
  const lookUpModel = jest.fn(() => Promise.resolve());
  const { findings } = await examine({ ...HEALTHY, config: two, lookUpModel });
  expect(lookUpModel).toHaveBeenCalledTimes(1);
  const apps = findings.filter(({ code }) => code === 'wecom-accepts').map(({ app }) => app);
  expect(apps).toEqual(['assistant', 'finance']);
});
