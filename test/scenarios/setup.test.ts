import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFakeAccount, type FakeAccount } from '../cli/setup/fake-account';
import { startOwnStack, type OwnStack } from '../support/own-stack';
import { inTerminal, type TypedCommand } from '../support/terminal';

const ROOT = join(__dirname, '..', '..');
const SCRIPT = 'test/cli/setup/as-typed.ts';
/** What an admin copies from WeCom's console. */
const WECOM = {
  WECOM_CORP_ID: 'ww1234567890abcdef',
  WECOM_AGENT_ID: '1000002',
  WECOM_AGENT_ID__FINANCE_BOT: '1000003',
};

/*
 * An answer is typed when its question is there, not when the fault of the one before is: between the two the terminal
 * itself would show what is typed.
 */

let stack: OwnStack;
let account: FakeAccount;
let directory: string;
beforeAll(async () => {
  stack = await startOwnStack({ leaveUnfilled: true, environment: WECOM });
  // The domain's record is another matter: nobody asks DNS here.
  const outputs = Object.fromEntries(
    Object.entries(stack.outputs).filter(([name]) => name !== 'Step4aCnameTarget'),
  );
  account = await startFakeAccount({ WecomGpt: outputs });
  directory = mkdtempSync(join(tmpdir(), 'setup-'));
  copyFileSync(join(ROOT, 'config.example.ts'), join(directory, 'config.example.ts'));
  symlinkSync(join(ROOT, 'lib'), join(directory, 'lib'));
  writeFileSync(
    join(directory, 'endpoints.json'),
    JSON.stringify({ ...stack.endpoints, outputs: stack.outputs }),
  );
});
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await account.close();
  await stack.close();
});

function setup(...args: string[]): TypedCommand {
  return inTerminal(SCRIPT, args, {
    SETUP_DIRECTORY: directory,
    SETUP_ENDPOINTS: join(directory, 'endpoints.json'),
    AWS_ACCESS_KEY_ID: 'LOCALTOOLS',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: stack.endpoints.dynamodbUrl,
    AWS_ENDPOINT_URL_STS: account.url,
    AWS_ENDPOINT_URL_EC2: account.url,
    AWS_ENDPOINT_URL_SERVICE_QUOTAS: account.url,
    AWS_ENDPOINT_URL_CLOUDFORMATION: account.url,
  });
}

/** An admin in WeCom's console, which the simulator plays. @returns what the console says */
async function inConsole(
  app: string,
  method: string,
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${stack.endpoints.simulatorUrl}/apps/${app}${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Record<string, unknown>;
}

/** What stands in a field of the drawing, to be copied. */
function drawn(terminal: TypedCommand, field: string): string {
  const [, value = ''] =
    [...terminal.screen().matchAll(new RegExp(`│  ${field}\\n  │      (\\S+)`, 'g'))].at(-1) ?? [];
  return value;
}

/** The screen, without what differs from run to run. */
function transcript(terminal: TypedCommand): string {
  return terminal
    .screen()
    .replace(/(│ {2}Token\n {2}│ {6})\w{32}/g, '$1<Token>')
    .replace(/(│ {2}EncodingAESKey\n {2}│ {6})\w{43}/g, '$1<EncodingAESKey>')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>')
    .replace(/keep: \{.+\},/g, 'keep: { … },')
    .replace(/\d+(\.\d+)? (秒答完)/g, '<n> $2')
    .replace(/answered in \d+(\.\d+)? s/g, 'answered in <n> s')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d/g, '<time>');
}

it('from nothing to the first answer: left in the middle by Ctrl-C, taken up again, and then all is done', async () => {
  const { secret } = await inConsole('assistant', 'GET', '/credentials');
  const first = setup();
  await first.shows('哪个区域');
  first.types('东京');
  await first.shows(/✗[^]*哪个区域.*\] /);
  first.types('');
  await first.shows('子域名');
  first.types('');
  await first.shows('记录问题和回答的内容？');
  first.types('y');
  await first.shows('接收告警的邮箱');
  first.types('ops@example.com');
  await first.shows('cdk bootstrap？');
  first.types('');
  await first.shows('开始部署？');
  first.types('y');
  await first.shows('写进 config.ts？');
  first.types('');
  await first.shows('API key（');
  first.types('sk-a key with spaces');
  await first.shows(/✗[^]*API key（.*：/);
  first.types('sk-local-stand-in');
  await first.shows('（CorpID）：');
  first.types(WECOM.WECOM_CORP_ID);
  await first.shows('AgentId：');
  first.types('AgentId 1000002');
  await first.shows(/✗[^]*AgentId：/);
  first.types(WECOM.WECOM_AGENT_ID);
  await first.shows('Secret（');
  first.types('a'.repeat(43));
  // WeCom does not know it: it is asked for again, and nothing but the CorpID, which may be of another company.
  await first.shows('Secret（');
  first.types(String(secret));
  await first.shows(`（CorpID） [${WECOM.WECOM_CORP_ID}]：`);
  first.types('');
  await first.shows('生成新的 Token');
  first.types('');
  await first.shows('等企业微信来验证');
  first.interrupts();
  await first.shows('接着做');
  await expect(first.ends()).resolves.toBe(130);
  expect(first.screen()).not.toContain(String(secret));
  expect(first.screen()).not.toContain('sk-local');

  const config = readFileSync(join(directory, 'config.ts'), 'utf8');
  expect(config).toContain("auditContent: 'full',");
  expect(config).toContain("alarms: { emails: ['ops@example.com'] },");
  expect(config).toContain(stack.outputs['KeepLine']);

  const second = setup();
  await second.shows('等企业微信来验证');
  const pasted = {
    url: drawn(second, 'URL'),
    token: drawn(second, 'Token'),
    encodingAesKey: drawn(second, 'EncodingAESKey'),
  };
  expect(pasted.token).toBe(drawn(first, 'Token'));
  await expect(
    inConsole('assistant', 'POST', '/callback-url', { ...pasted, token: 'anotherToken' }),
  ).resolves.toMatchObject({ ok: false });
  await second.shows('SIGNATURE');
  await expect(inConsole('assistant', 'POST', '/callback-url', pasted)).resolves.toEqual({ ok: true });
  await second.shows('企业微信已用这些值验证了回调');
  await second.shows('等企业微信接受');
  await inConsole('assistant', 'PUT', '/trusted-ips', { ips: drawn(second, '公网IP地址').split(';') });
  await second.shows('企业微信接受来自');
  await second.shows('由堆栈自己创建');
  await inConsole('assistant', 'POST', '/schedules/run');
  await second.shows('欢迎语会发给你');
  await inConsole('assistant', 'PUT', '/visible-range', { members: ['ZhangSan'] });
  second.types('lisi');
  await second.shows('企业微信不能把消息发给 lisi');
  await second.shows('欢迎语会发给你：');
  second.types('ZhangSan');
  await second.shows('欢迎语已发送');
  await second.shows('发一句“你好”');
  await inConsole('assistant', 'POST', '/members/ZhangSan/messages', {
    msgtype: 'text',
    text: { content: '你好' },
  });
  await second.shows('秒答完');
  await second.shows('Webhook 地址（输入不显示');
  second.types('');
  await expect(second.ends()).resolves.toBe(0);
  // What could not be delivered to a userid that was misspelt is not left behind.
  await expect(inConsole('assistant', 'POST', '/doctor')).resolves.toMatchObject({
    findings: expect.arrayContaining([expect.objectContaining({ code: 'no-dead-letters' })]) as unknown,
  });
  expect(`${transcript(first)}\n$ npm run setup\n${transcript(second)}`).toMatchSnapshot();
});

it('a second app, in English, on this machine; what is done is said without a terminal as well', async () => {
  const { corpId, agentId, secret } = await inConsole('finance-bot', 'GET', '/credentials');
  writeFileSync(
    join(directory, 'config.ts'),
    readFileSync(join(ROOT, 'test/support/config.ts'), 'utf8').replace('../../lib', './lib'),
  );
  const terminal = setup('finance-bot', '--local', '--lang', 'en');
  await terminal.shows('AgentId: ');
  terminal.types('1000009');
  await terminal.shows('Secret (');
  terminal.types(String(secret));
  await terminal.shows('new Token');
  terminal.types('n');
  await terminal.shows('Token (');
  terminal.types('TokenOfThePage');
  await terminal.shows('EncodingAESKey (');
  terminal.types('abc');
  await terminal.shows(/✗[^]*EncodingAESKey \(.*: /);
  const encodingAesKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
  // Sandboxes that are new read the secret at once; others within a minute.
  await inConsole('finance-bot', 'DELETE', '/sandboxes');
  terminal.types(encodingAesKey);
  await terminal.shows('Waiting for WeCom to check');
  const url = drawn(terminal, 'URL');
  const pasted = { url, token: 'TokenOfThePage', encodingAesKey };
  await expect(inConsole('finance-bot', 'POST', '/callback-url', pasted)).resolves.toEqual({ ok: true });
  await terminal.shows('until WeCom takes it');
  await inConsole('finance-bot', 'PUT', '/trusted-ips', { ips: drawn(terminal, '公网IP地址').split(';') });
  // A wrong AgentId is refused only by an app that trusts the address; whoever looks or resumes now learns of it too.
  await terminal.shows(/301002[^]*AgentId: /);
  const meanwhile = setup('finance-bot', '--local', '--lang', 'en', '--check');
  await expect(meanwhile.ends()).resolves.toBe(1);
  expect(meanwhile.screen()).toMatch(/▸ The app in WeCom, finance-bot: next\n.*301002.*asks again/);
  terminal.types(String(agentId));
  await terminal.shows('Secret (');
  // As above.
  await inConsole('finance-bot', 'DELETE', '/sandboxes');
  terminal.types('');
  await terminal.shows('makes it by itself');
  await inConsole('finance-bot', 'POST', '/schedules/run');
  await terminal.shows('Your own userid');
  terminal.types('WangWu');
  await terminal.shows('write 你好');
  await inConsole('finance-bot', 'POST', '/members/WangWu/messages', {
    msgtype: 'text',
    text: { content: '你好' },
  });
  await terminal.shows("webhook of the group's robot");
  terminal.types('');
  await expect(terminal.ends()).resolves.toBe(0);
  expect(corpId).toBe(WECOM.WECOM_CORP_ID);
  expect(transcript(terminal)).toMatchSnapshot();

  // The robot may wait. The second app's values made new versions of the secret, and the first is as it was.
  const later = setup('--local', '--check', '--json');
  await expect(later.ends()).resolves.toBe(0);
  const { steps } = JSON.parse(later.screen().slice(later.screen().indexOf('{'))) as {
    steps: { step: string; app?: string; state: string }[];
  };
  expect(steps.filter(({ state }) => state === 'next')).toEqual([
    { step: 'robot', optional: true, state: 'next', next: expect.stringContaining('群机器人') as string },
  ]);
  expect(steps.filter(({ step }) => step === 'saved')).toMatchObject([
    { step: 'saved', app: 'assistant', state: 'done' },
    { step: 'saved', app: 'finance-bot', state: 'done' },
  ]);
});
