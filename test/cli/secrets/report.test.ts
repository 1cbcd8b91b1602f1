import type { SecretsFaultDetails } from '../../../cli/secrets/faults';
import { enterReport, rotationReport, statusReport } from '../../../cli/secrets/report';
import { statusOf } from '../../../cli/secrets/status';
import { faultReport } from '../../../cli/stack/report';
import { textsIn } from '../../../cli/texts';
import { fillIn, startSecrets, VALUES, type RunningSecrets } from './world';

const en = textsIn('en');
let secrets: RunningSecrets;
beforeEach(async () => (secrets = await startSecrets()));
afterEach(() => secrets.close());

it('shows by app what is filled in and what is not, and when each secret was changed, never a value', async () => {
  fillIn(secrets);
  secrets.passes(60_000);
  const { corpId, agentId, secret, token } = VALUES;
  secrets.put('wecom', { corpId: 'ww0000000000000000', apps: { assistant: { agentId, secret } } });
  secrets.put('callback', { corpId, apps: { assistant: { agentId: 'AgentId', token } } });
  const status = await statusOf(secrets.store, ['assistant']);
  const open = [
    {
      app: 'assistant',
      pair: VALUES,
      version: 'v2',
      changedAt: secrets.now(),
      until: secrets.now() + 86_400_000,
    },
  ];
  const { text, json } = statusReport(status, open, en, 'Asia/Shanghai');
  expect(text.split('\n')).toEqual([
    'APP         FIELD                         STATE',
    '(all apps)  CorpID (企业ID)               ✗ the wecom and the callback secret hold different values',
    'assistant   AgentId                       ✗ the wecom and the callback secret hold different values',
    'assistant   Secret                        ✓ filled in',
    'assistant   Token                         ✓ filled in',
    'assistant   EncodingAESKey                ✗ missing',
    '(all apps)  API key of the model          ✓ filled in',
    '(all apps)  API key for voice             - not needed, unless config.ts names another provider for it',
    '(all apps)  API key for pictures          - not needed, unless config.ts names another provider for it',
    "(all apps)  webhook of the group's robot  ✓ filled in",
    '',
    'SECRET    LAST CHANGED',
    'wecom     2026-11-26 08:01:00 +08:00',
    'model     2026-11-26 08:00:00 +08:00',
    'callback  2026-11-26 08:01:00 +08:00',
    'robot     2026-11-26 08:00:00 +08:00',
    '',
    '✗ 3 to be entered: npm run secrets -- enter',
    '! assistant: WeCom was not yet seen to use the new Token. The old one is taken until 2026-11-27 08:01:00 +08:00. Go on with: npm run secrets -- rotate assistant token',
  ]);
  expect(json).toMatchObject({
    ok: false,
    fields: [
      { field: 'corpId', state: 'differs' },
      { field: 'agentId', app: 'assistant', state: 'differs' },
      { field: 'secret', app: 'assistant', state: 'filled' },
      {},
      {},
      {},
      {},
      {},
      {},
    ],
    secrets: [{ name: 'wecom', changedAt: '2026-11-26T00:01:00.000Z' }, {}, {}, {}],
    notTakenOver: [{ app: 'assistant', until: '2026-11-27T00:01:00.000Z' }],
  });
  for (const value of Object.values(VALUES)) expect(text + JSON.stringify(json)).not.toContain(value);
});

it('says why a value can not be right, in both languages without it', async () => {
  fillIn(secrets);
  secrets.put('model', { apiKey: `${VALUES.apiKey}，` });
  const status = await statusOf(secrets.store, ['assistant']);
  for (const language of ['en', 'zh-CN'] as const) {
    const { text } = statusReport(status, [], textsIn(language));
    expect(text).toMatch(/✗ .*20/);
    expect(text).not.toContain(VALUES.apiKey);
  }
});

it('says what was written by its name, and what is still missing', async () => {
  const { fields } = await statusOf(secrets.store, ['assistant']);
  const { text, json } = enterReport(
    { asked: 7, written: [{ field: 'secret', app: 'assistant' }] },
    fields.slice(0, 2),
    en,
  );
  expect(text).toMatch(
    /^✓ Written: assistant Secret\n! Still missing: CorpID \(企业ID\), assistant AgentId\.$/,
  );
  expect(json).toEqual({
    ok: false,
    written: [{ field: 'secret', app: 'assistant' }],
    missing: [{ field: 'corpId' }, { field: 'agentId', app: 'assistant' }],
  });
  expect(enterReport({ asked: 7, written: [] }, fields.slice(3, 4), en).text).toMatch(
    /: assistant Token\. A Token .+ rotate APP token$/,
  );
  expect(enterReport({ asked: 0, written: [] }, [], en).text).toMatch(/^✓ Nothing is missing/);
  expect(enterReport({ asked: 1, written: [] }, fields, en).text).toMatch(/^Nothing was entered/);
});

it('says that a new value is in use, or that it could not be found out', () => {
  const token = { what: 'token', app: 'assistant', version: 'v2', until: Date.UTC(2026, 10, 27) } as const;
  expect(rotationReport(token, en, 'UTC')).toMatchObject({
    text: expect.stringMatching(/^✓ assistant: WeCom uses .+ from 2026-11-27 00:00:00 \+00:00 on/) as string,
    json: { ok: true, what: 'token', until: '2026-11-27T00:00:00.000Z' },
  });
  expect(rotationReport({ what: 'model', isTaken: true }, en).text).toMatch(/^✓ The provider takes/);
  expect(rotationReport({ what: 'secret', app: 'a', isTaken: false }, en).text).toMatch(
    /^! .+npm run doctor/,
  );
});

describe.each(['zh-CN', 'en'] as const)('every fault says what, why and what next in %s', (language) => {
  const { secrets, report } = textsIn(language);
  const details = {
    app: 'x',
    apps: ['a', 'b'],
    stack: 'S',
    region: 'R',
    output: 'O',
    action: 'token',
    reason: 'r',
    rotated: 'secret',
    variables: ['V'],
    faults: [{ variable: 'V', fault: { code: 'dots' } }],
    fields: [{ field: 'agentId', app: 'x' }],
    changedAt: 1,
    until: 2,
    says: 's',
    remedy: 'n',
    secret: 'model',
    arn: 'arn:model',
  };
  it.each(Object.keys(secrets.faults) as (keyof SecretsFaultDetails)[])('%s', (code) => {
    const { text } = faultReport({ code, ...details }, secrets.faults, report);
    expect(text).toMatch(new RegExp(`^✗ .+\\(${code}\\)\n  \\S+.+\n  \\S+.+\n  \\S+.+$`));
    expect(text).not.toMatch(/undefined|\[object/);
  });
});
