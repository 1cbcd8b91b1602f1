import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { localCommands, type LocalCommands } from '../support/local-commands';
import { Member, settled } from '../support/member';
import { npmStart, type NpmStart } from '../support/npm-start';
import { startOwnStack, type OwnStack } from '../support/own-stack';
import { asOperator } from '../support/running-stack';
import { tableItems } from '../support/table-items';

/*
 * Each command's whole path with --local, as somebody has it who tries this project out: side by side, since most of it
 * is waiting. That of `setup` is in its own test, the rotation of a Token in that of `secrets`.
 */

const WEBHOOK = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=11111111-2222-3333-4444-555555555555';

let stack: OwnStack;
let commands: LocalCommands;
let secrets: SecretsManagerClient;
let robotSecret: string;
let started: NpmStart;
beforeAll(async () => {
  started = npmStart();
  stack = await startOwnStack();
  commands = localCommands(stack);
  secrets = new SecretsManagerClient(asOperator(stack.endpoints.secretsManagerUrl));
  robotSecret = stack.outputs['Step6RobotSecret'] ?? '';
  await secrets.send(new PutSecretValueCommand({ SecretId: robotSecret, SecretString: '{}' }));
  await new Member('ZhangSan', stack).asks('原样返回：你好');
  await inConsole('POST', '/schedules/run');
  await settled(stack.endpoints.simulatorUrl);
});
afterAll(async () => {
  secrets.destroy();
  commands.close();
  await Promise.all([stack.close(), started.close()]);
});

/** What an admin does in WeCom, and what passes by itself. */
async function inConsole(method: string, path: string, body?: object): Promise<void> {
  const response = await fetch(`${stack.endpoints.simulatorUrl}${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(await response.text());
}

it.concurrent('usage shows who used how much as a table, and writes it as CSV', async () => {
  const file = join(commands.directory, 'usage.csv');
  const usage = commands.typed('usage', '--by', 'app,member', '--csv', file);
  await expect(usage.ends()).resolves.toBe(0);
  expect(usage.screen()).toMatch(/^APP +MEMBER +MESSAGES +ANSWERED /m);
  expect(usage.screen()).toMatch(/^assistant +zhangsan \(.+\) +1 +1 .* ~?\d+\.\d{4}$/m);
  expect(usage.screen()).toContain(`✓ Written to ${file}`);
  expect(readFileSync(file, 'utf8')).toMatch(/^assistant,zhangsan,.+,1,1,.*,\d+,.+$/m);
});

it.concurrent('audit asks a saved question, and shows the answer', async () => {
  const audit = commands.typed('audit', 'which-answers-were-slow', '--since', '1h');
  await audit.shows(/^Which answers were slow.*\(\d{4}-.+\)$/m);
  await expect(audit.ends()).resolves.toBe(0);
  expect(audit.screen()).toMatch(/^\S.* zhangsan .*$/m);
});

it.concurrent('logs follows lines about a member, each once, until Ctrl-C, which is no fault', async () => {
  const member = new Member('lisi', stack);
  await member.asks('原样返回：一');
  const logs = commands.typed('logs', 'worker', '--follow', '--member', 'LiSi');
  await logs.shows(/worker {2}INFO {3}dealt with .*outcome=answered/);
  await member.asks('原样返回：二');
  await logs.shows(/worker {2}INFO {3}dealt with .*outcome=answered/);
  logs.interrupts();
  await expect(logs.ends()).resolves.toBe(0);
  const ids = [...logs.screen().matchAll(/ dealt with .* id=(\w+) /g)].map(([, id]) => id);
  expect([ids.length, new Set(ids).size]).toEqual([2, 2]);
});

it.concurrent('member exports, and erases once the userid is typed; at Ctrl-C it does not', async () => {
  await new Member('WangWu', stack).asks('我叫小兰');
  const turns = () => tableItems(stack, 'MEMBER#assistant#wangwu', 'TURN#');
  const file = join(commands.directory, 'wangwu.json');
  const exporting = commands.typed('member', 'export', 'WangWu', '--out', file);
  const left = commands.typed('member', 'erase', 'WangWu');
  await left.shows('Type wangwu to erase it: ');
  left.interrupts();
  await left.shows(/^Left\. .* run the same command again\.$/m);
  await expect(left.ends()).resolves.toBe(130);
  await expect(turns()).resolves.toHaveLength(1);
  await expect(exporting.ends()).resolves.toBe(0);
  expect(exporting.screen()).toContain(`Written to ${file}`);
  expect(readFileSync(file, 'utf8')).toContain('我叫小兰');

  const again = commands.typed('member', 'erase', 'WangWu');
  await again.shows(/assistant +questions with their answers +1 +to be erased\n/);
  await again.shows('Type wangwu to erase it: ');
  again.types('wangwu');
  await again.shows('✓ Erased what the table held of wangwu:');
  await expect(again.ends()).resolves.toBe(0);
  await expect(turns()).resolves.toEqual([]);
});

it.concurrent('redrive lists a message that was given up, and puts it back by its id', async () => {
  const member = new Member('zhaoliu', stack);
  const wecomSays = (faults: object[]) => inConsole('PUT', '/members/zhaoliu/faults', faults);
  await wecomSays([{ api: 'message/send', errcode: 60111 }]);
  await member.writes('原样返回：好');
  await member.isDealtWith(1);
  await wecomSays([]);
  const list = commands.typed('redrive');
  await expect(list.ends()).resolves.toBe(0);
  expect(list.screen()).toMatch(/1 message was given up:\n\n.*\n[0-9a-f]{8} +assistant +zhaoliu +text /);
  await expect(member.received()).resolves.toEqual([]);
  const [, id = ''] = /: npm run redrive -- --local --lang en ([0-9a-f]{8})\n/.exec(list.screen()) ?? [];
  const back = commands.typed('redrive', id);
  await back.shows(`✓ ${id} is back in the queue`);
  await expect(back.ends()).resolves.toBe(0);
  await expect(member.receives(1)).resolves.toEqual(['好']);
});

it.concurrent('pause has members told so; what they wrote is answered once it is ended', async () => {
  const member = new Member('sunqi', stack, 'finance-bot');
  const pause = commands.typed('pause', 'finance-bot', '--by', 'ops');
  await pause.shows(/✓ finance-bot: paused\.[^]*finance-bot +paused +\d{4}-.* ops\n/);
  await expect(pause.ends()).resolves.toBe(0);
  await member.writes('原样返回：好');
  const [told] = await member.receives(1);
  expect(told).toContain('管理员暂停了这个应用');

  const end = commands.typed('pause', '--end');
  await end.shows(/✓ finance-bot: the pause is over\.[^]*finance-bot +not paused\n/);
  await expect(end.ends()).resolves.toBe(0);
  await expect(member.receives(2)).resolves.toEqual([told, '好']);
});

it.concurrent('secrets asks for what is missing until it is right, and shows nothing of it', async () => {
  const enter = commands.typed('secrets', 'enter');
  await enter.shows("webhook of the group's robot (not shown): ");
  enter.types(WEBHOOK.replace('?key=', '?'));
  await enter.shows("✗ It is not the address of a group's robot");
  await enter.shows("webhook of the group's robot (not shown): ");
  enter.types(WEBHOOK);
  await enter.shows("✓ Written: webhook of the group's robot");
  await expect(enter.ends()).resolves.toBe(0);
  expect(enter.screen()).not.toContain('11111111');
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: robotSecret }));
  expect(JSON.parse(SecretString ?? '')).toEqual({ webhook: WEBHOOK });
});

it.concurrent('where nobody can be asked, it is said what to do instead', async () => {
  const [erase, rotate, teardown] = await Promise.all([
    commands.withoutTerminal('member', 'erase', 'lisi'),
    commands.withoutTerminal('secrets', 'rotate', 'assistant', 'token'),
    commands.withoutTerminal('teardown'),
  ]);
  expect([erase.code, rotate.code, teardown.code]).toEqual([2, 1, 2]);
  expect(erase.stderr).toContain('add --yes.');
  expect(rotate.stdout).toMatch(/\(no-terminal\)[^]*Run it at a terminal/);
  expect(teardown.stderr).toContain('add --yes local.');
});

it('where there is no terminal, each command gives JSON alone: audit for each row, the others once', async () => {
  const [audit, ...others] = await Promise.all([
    commands.withoutTerminal('audit', 'which-answers-were-slow', '--since', '1h', '--json'),
    ...['usage', 'redrive', 'doctor', 'callback-check', 'pause'].map((command) =>
      commands.withoutTerminal(command, '--json'),
    ),
  ]);
  expect([audit, ...others].map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0]);
  const rows = audit.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(rows).toContainEqual(expect.objectContaining({ member: 'zhangsan' }));
  for (const { stdout } of others) expect(JSON.parse(stdout)).toMatchObject({ ok: true });
});

it('callback-check and doctor find nothing wrong; doctor ends with 1 where WeCom refuses the address', async () => {
  const check = commands.typed('callback-check');
  const well = commands.typed('doctor');
  await expect(check.ends()).resolves.toBe(0);
  expect(check.screen()).toMatch(/^Checking \S+\/wxcomapp\/assistant\n[^]*\n✓ All is well/);
  await expect(well.ends()).resolves.toBe(0);
  for (const code of ['here: config-ok', 'here: callback-ok', 'inside: address-trusted', 'inside: model-ok'])
    expect(well.screen()).toMatch(new RegExp(`^✓ .*\\(${code}\\)$`, 'm'));
  expect(well.screen()).toMatch(/^Left out, since this machine has none of it: .*drift/m);
  expect(well.screen()).toMatch(/^✓ 0 wrong, \d+ to mind, 0 not known, \d+ well\.$/m);

  await inConsole('PUT', '/apps/finance-bot/trusted-ips', { ips: ['198.51.100.1'] });
  const ill = commands.typed('doctor');
  await expect(ill.ends()).resolves.toBe(1);
  expect(ill.screen()).toMatch(/^✗ \[finance-bot\] .*\(inside: address-untrusted\)\n +Next: .*企业可信IP/m);
  expect(ill.screen()).toContain(`is done in the simulator here: ${stack.endpoints.simulatorUrl}`);
  expect(ill.screen()).toMatch(/^✗ 1 wrong, /m);
});

it('teardown ends npm start once its name is typed, and not before; then no command finds it', async () => {
  const { simulatorUrl } = await started.isUp();
  const left = started.commands.typed('teardown');
  const no = started.commands.typed('teardown');
  await left.shows('The running npm start ends, with all that is in it.');
  await left.shows('Type local to take it away: ');
  left.interrupts();
  await left.shows('Left. Nothing was deleted.');
  await expect(left.ends()).resolves.toBe(130);
  await no.shows('Type local to take it away: ');
  no.types('no');
  await no.shows('Nothing was deleted.');
  await expect(no.ends()).resolves.toBe(1);
  await expect(fetch(`${simulatorUrl}/callbacks`)).resolves.toMatchObject({ status: 200 });

  const yes = started.commands.typed('teardown');
  await yes.shows('Type local to take it away: ');
  yes.types('local');
  await yes.shows('✓ npm start has ended.');
  await expect(yes.ends()).resolves.toBe(0);
  await expect(started.ends()).resolves.toBe(0);
  expect(started.isFound()).toBe(false);
  const none = await started.commands.withoutTerminal('pause');
  expect(none.code).toBe(1);
  expect(none.stdout).toMatch(/\(not-running\)[^]*Start it with npm start/);
});
