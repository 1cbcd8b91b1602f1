import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { inTerminal } from '../support/terminal';
import { CREDENTIALS, startFakeCallback, type FakeBehaviour } from './callback-check/fake-callback';

const ROOT = join(__dirname, '..', '..');
const ENVIRONMENT = {
  WECOM_CORP_ID: CREDENTIALS.corpId,
  WECOM_TOKEN: CREDENTIALS.token,
  WECOM_ENCODING_AES_KEY: CREDENTIALS.encodingAesKey,
  WECOM_AGENT_ID: String(CREDENTIALS.agentId),
};

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as npm would, with nobody at a terminal. */
function run(args: string[], environment: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/callback-check.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...ENVIRONMENT, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}

async function runAgainst(behaviour: FakeBehaviour, ...args: string[]): Promise<Ended> {
  const callback = await startFakeCallback(behaviour);
  try {
    return await run([callback.url, ...args]);
  } finally {
    await callback.close();
  }
}

function expectNoSecretIn({ stdout, stderr }: Ended): void {
  expect(stdout + stderr).not.toContain(CREDENTIALS.token);
  expect(stdout + stderr).not.toContain(CREDENTIALS.encodingAesKey);
}

it('ends with 0 when all is well, and speaks Chinese', async () => {
  const ended = await runAgainst({});
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.stdout).toMatch(/^检查 http.*URL 校验（第一次）：HTTP 200，\d+ 毫秒.*一切正常/s);
  expectNoSecretIn(ended);
});

it('ends with 1 at a fault, and says what, why and what next, in English if asked', async () => {
  const ended = await runAgainst(
    { check: (response, echo) => response.end(JSON.stringify(echo)) },
    '--lang',
    'en',
  );
  expect(ended).toMatchObject({ code: 1, stderr: '' });
  expect(ended.stdout).toMatch(
    /✗ Fault \(quotes\)\n {2}What: .*quotes.*\n {2}Why: .*JSON.*\n {2}Next: .*text\/plain.*\n\n✗ 1 fault\./,
  );
  expectNoSecretIn(ended);
});

it('prints JSON if asked', async () => {
  const ended = await runAgainst({ trusts: 'POST' }, '--json');
  expect(ended.code).toBe(1);
  expect(JSON.parse(ended.stdout)).toMatchObject({
    ok: false,
    target: expect.stringMatching(/\/wxcomapp$/) as string,
    steps: [{ name: 'first-check', status: 200 }, {}, {}, {}, { name: 'forged-message', status: 200 }],
    findings: [
      { code: 'accepts-forgery', severity: 'fault', request: 'message', next: expect.any(String) as string },
    ],
  });
  expectNoSecretIn(ended);
});

it.each<[string, string[], Record<string, string>, RegExp]>([
  ['no URL', [], {}, /请给出一个回调地址/],
  ['two URLs', ['https://a.example', 'https://b.example', '--lang', 'en'], {}, /^Name one callback URL/],
  ['--local and a URL', ['https://a.example', '--local', '--lang', 'en'], {}, /name no URL/],
  ['no web address', ['ftp://a.example/', '--lang=en'], {}, /has to begin with https/],
  ['an unknown option', ['--token', 'x', '--lang', 'en'], {}, /--token.*\nUsage: /s],
  ['an unknown language', ['https://a.example', '--lang', 'fr'], {}, /--lang/],
  [
    'credentials missing',
    ['https://a.example'],
    { WECOM_TOKEN: '', WECOM_AGENT_ID: '' },
    /缺少 WECOM_TOKEN、WECOM_AGENT_ID。/,
  ],
  [
    'a key with its equals sign',
    ['https://a.example'],
    { WECOM_ENCODING_AES_KEY: `${CREDENTIALS.encodingAesKey}=` },
    /^WECOM_ENCODING_AES_KEY: 末尾多了“=”/,
  ],
])('ends with 2 at %s', async (_, args, environment, message) => {
  const ended = await run(args, environment);
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(ended.stderr).toMatch(message);
  expectNoSecretIn(ended);
});

it.each([
  ['zh-CN', /退出码：0 正常/],
  ['en', /Exit code: 0 well/],
])('explains itself in %s', async (language, text) => {
  const ended = await run(['--help', '--lang', language]);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.stdout).toMatch(text);
});

it('says with --local that npm start does not run', async () => {
  const ended = await run(['--local', '--lang', 'en'], { WECOM_GPT_ENDPOINTS: '/nowhere' });
  expect(ended).toMatchObject({ code: 1, stderr: '' });
  expect(ended.stdout).toContain('✗ Fault (not-running)');
});

it('asks at a terminal for what is missing until it can be right, shows nothing of a secret, and ends at Ctrl-C', async () => {
  const command = inTerminal('cli/callback-check.ts', ['https://a.example', '--lang', 'en'], {
    ...ENVIRONMENT,
    WECOM_TOKEN: '',
    WECOM_AGENT_ID: '',
  });
  await command.shows('Token (not shown): ');
  command.types(`${CREDENTIALS.token}!`);
  await command.shows('does not belong there');
  await command.shows('Token (not shown): ');
  command.types(CREDENTIALS.token);
  await command.shows('AgentId: ');
  command.interrupts();
  await command.shows('Left. Nothing was checked.');
  await expect(command.ends()).resolves.toBe(130);
  expect(command.screen()).not.toContain(CREDENTIALS.token);
});
