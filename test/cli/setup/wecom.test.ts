import type { DoctorReport, ReportedFinding } from '../../../lambda/doctor/handler';
import { trustedIp } from '../../../cli/setup/steps/trusted-ip';
import { wecom } from '../../../cli/setup/steps/wecom';
import { fillIn, startSecrets, VALUES, type RunningSecrets } from '../secrets/world';
import { WECOM_LIMITS } from '../../../cli/callback-check/check';
import { startFakeCallback, type FakeCallback } from '../callback-check/fake-callback';
import { worldIn, type ScriptedTerminal } from './world';

let secrets: RunningSecrets;
beforeEach(async () => (secrets = await startSecrets()));
let callback: FakeCallback | undefined;
afterEach(async () => {
  await secrets.close();
  await callback?.close();
  callback = undefined;
});

const { corpId, agentId, secret } = VALUES;
const OTHER = `z${secret.slice(1)}`;

/** Somebody who enters three values of the right shape, and then the answers. */
function setUp(refusals: readonly number[], answers: readonly string[]) {
  const { world, ...rest } = worldWith(refusals, [corpId, agentId, secret, ...answers]);
  return { act: () => wecom('assistant').act(world), ...rest };
}

/** @param refusals codes with which WeCom refuses the values, one after another, before it takes them */
function worldWith(refusals: readonly number[], answers: string[]) {
  const codes = [...refusals];
  const { world, terminal } = worldIn(answers);
  const versions: string[] = [];
  const askDoctor = () => {
    versions.push(secrets.versionOf('wecom'));
    return Promise.resolve({ Payload: { transformToString: () => reportOf(codes.shift()) } });
  };
  const parts = {
    secrets: secrets.store,
    stack: {
      outputs: {
        Step5TrustedIp: '203.0.113.10',
        AppNames: 'assistant',
        DoctorFunctionName: 'd',
        LogGroups: 'callback=c',
      },
    },
    lambda: { send: askDoctor },
    logs: {},
  };
  for (const [name, value] of Object.entries(parts)) Object.defineProperty(world, name, { value });
  return { world, terminal, versions };
}

/** @param errcode 60020: WeCom does not trust the address; undefined: it takes the values, and trusts it */
function reportOf(errcode: number | undefined): string {
  const words = { says: `refused with ${errcode}.` };
  const finding: ReportedFinding = {
    code:
      errcode === undefined ? 'address-trusted' : errcode === 60020 ? 'address-untrusted' : 'wecom-refuses',
    app: 'assistant',
    verdict: errcode === undefined ? 'ok' : 'fail',
    facts: { errcode: errcode ?? 0 },
    words: { en: words, 'zh-CN': words },
  };
  const report: DoctorReport = { version: '1', at: '', verdict: finding.verdict, findings: [finding] };
  return JSON.stringify(report);
}

const askedAgain = ({ asked }: ScriptedTerminal) => asked.slice(3);
const written = (): unknown => JSON.parse(secrets.textOf('wecom'));

const CORP_ID = 'CorpID (企业ID)';
const AGENT_ID = 'assistant AgentId';
const SECRET = 'assistant Secret (not shown)';

it.each([
  [40001, [OTHER, ''], [`${SECRET}: `, `${CORP_ID} [${corpId}]: `]],
  [40091, [OTHER, ''], [`${SECRET}: `, `${CORP_ID} [${corpId}]: `]],
  [40013, ['ww0000000000000000'], [`${CORP_ID}: `]],
  [40056, ['1000007'], [`${AGENT_ID}: `]],
  [301002, ['1000007', ''], [`${AGENT_ID}: `, `${SECRET}: `]],
] as const)('after %s it asks for what that is about, and for nothing else', async (code, answers, asked) => {
  const { act, terminal } = setUp([code], answers);
  await act();
  expect(terminal.said.join('\n')).toContain(`refused with ${code}`);
  expect(askedAgain(terminal)).toEqual(asked);
  // The Secret is shown nowhere.
  expect([...terminal.said, ...terminal.asked].join('\n')).not.toContain(secret);
});

it('what an empty answer keeps stays as it was, and what is entered takes its place', async () => {
  const { act } = setUp([40001, 40001], [OTHER, '', secret, 'ww0000000000000000']);
  await act();
  expect(written()).toEqual({
    corpId: 'ww0000000000000000',
    apps: { assistant: { agentId, secret } },
  });
});

it('the same Secret, entered again since the app is enabled now, is saved anew: only then is it tried', async () => {
  const { act, versions } = setUp([40001], [secret, '']);
  await act();
  expect(new Set(versions).size).toBe(2);
});

it('a refusal of something else than these values asks for none of them', async () => {
  const { act, terminal } = setUp([45009], []);
  await act();
  expect(askedAgain(terminal)).toEqual([]);
});

describe('on resuming', () => {
  it('what WeCom refuses is open, and says so; then it is asked for again, and nothing else', async () => {
    fillIn(secrets);
    const { world, terminal, versions } = worldWith([301002], ['1000007', '']);
    const step = wecom('assistant');
    await expect(step.look(world)).resolves.toEqual({
      is: 'open',
      says: expect.stringMatching(/^refused with 301002\. npm run setup asks again/) as string,
    });
    await step.act(world);
    expect(terminal.asked).toEqual([`${AGENT_ID}: `, `${SECRET}: `]);
    expect(terminal.said.join('\n')).not.toContain('创建应用');
    expect(written()).toMatchObject({ apps: { assistant: { agentId: '1000007', secret } } });
    // Once for the look, and once for the new values.
    expect(versions).toHaveLength(2);
    await expect(trustedIp('assistant').look(world)).resolves.toMatchObject({ is: 'done' });
    expect(versions).toHaveLength(2);
  });

  it.each([[[]], [[60020]], [[45009]]])(
    'what is refused with %j is no matter of these values',
    async (codes) => {
      fillIn(secrets);
      const { world } = worldWith(codes, []);
      await expect(wecom('assistant').look(world)).resolves.toMatchObject({ is: 'done' });
    },
  );

  it('what the doctor saw some time ago counts no more', async () => {
    fillIn(secrets);
    const { world, versions } = worldWith([40001], []);
    let now = world.ports.clock();
    Object.assign(world.ports, { clock: () => now });
    await expect(wecom('assistant').look(world)).resolves.toMatchObject({ is: 'open' });
    now += 15_000;
    await expect(wecom('assistant').look(world)).resolves.toMatchObject({ is: 'done' });
    expect(versions).toHaveLength(2);
  });
});

it('a wrong AgentId, known only when the address is trusted, is asked for then, and the wait goes on', async () => {
  fillIn(secrets);
  const { world, terminal } = worldWith([60020, 40056, 60020], ['1000007']);
  callback = await startFakeCallback();
  Object.assign(world.stack, { allOutputs: { Step4CallbackUrlOfAssistant: `${callback.url}/assistant` } });
  Object.assign(world.ports, { limits: WECOM_LIMITS });
  await expect(trustedIp('assistant').act(world)).resolves.toContain('203.0.113.10');
  expect(terminal.asked).toEqual([`${AGENT_ID}: `]);
  expect(terminal.said.filter((line) => line.includes('refused with'))).toEqual([
    expect.stringMatching(/^ {2}! refused with 40056\.\n.*copy it again/),
  ]);
  // The callback was asked whether it has the new one, before anybody writes.
  expect(callback.opened.map(({ plaintext }) => plaintext).join('')).toContain('<AgentID>1000007</AgentID>');
  expect(written()).toMatchObject({ apps: { assistant: { agentId: '1000007', secret } } });
});

it('while the address is waited for, what else WeCom refuses is said, and nothing is asked', async () => {
  fillIn(secrets);
  const { world, terminal } = worldWith([45009, 45009], []);
  await trustedIp('assistant').act(world);
  expect(terminal.said.filter((line) => line.includes('refused with'))).toEqual(['  ! refused with 45009.']);
});
