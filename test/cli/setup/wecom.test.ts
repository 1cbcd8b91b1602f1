import type { DoctorReport, ReportedFinding } from '../../../lambda/doctor/handler';
import { wecom } from '../../../cli/setup/steps/wecom';
import { startSecrets, VALUES, type RunningSecrets } from '../secrets/world';
import { worldIn, type ScriptedTerminal } from './world';

let secrets: RunningSecrets;
beforeEach(async () => (secrets = await startSecrets()));
afterEach(() => secrets.close());

const { corpId, agentId, secret } = VALUES;
const OTHER = `z${secret.slice(1)}`;

/**
 * Somebody who enters three values of the right shape, and then the answers.
 * @param refusals codes with which WeCom refuses the values, one after another, before it takes them
 */
function setUp(refusals: readonly number[], answers: readonly string[]) {
  const codes = [...refusals];
  const { world, terminal } = worldIn([corpId, agentId, secret, ...answers]);
  const versions: string[] = [];
  const askDoctor = () => {
    versions.push(secrets.versionOf('wecom'));
    return Promise.resolve({ Payload: { transformToString: () => reportOf(codes.shift()) } });
  };
  const parts = {
    secrets: secrets.store,
    stack: { outputs: { AppNames: 'assistant', DoctorFunctionName: 'd', LogGroups: 'callback=c' } },
    lambda: { send: askDoctor },
    logs: {},
  };
  for (const [name, value] of Object.entries(parts)) Object.defineProperty(world, name, { value });
  return { act: () => wecom('assistant').act(world), terminal, versions };
}

function reportOf(errcode: number | undefined): string {
  const words = { says: `refused with ${errcode}` };
  const finding: ReportedFinding = {
    code: 'wecom-refuses',
    app: 'assistant',
    verdict: 'fail',
    facts: { errcode: errcode ?? 0 },
    words: { en: words, 'zh-CN': words },
  };
  const report: DoctorReport = {
    version: '1',
    at: '',
    verdict: 'ok',
    findings: errcode === undefined ? [] : [finding],
  };
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
