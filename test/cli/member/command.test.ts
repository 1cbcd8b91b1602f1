import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BotTable } from '../../../lambda/aws/bot-table';
import { controlKey, turnKey } from '../../../lambda/shared/table-keys';
import { startWorld, TABLE, type World } from '../redrive/world';
import { runCommand } from '../stack/command';
import { startFakeCloudFormation } from '../stack/fake-cloudformation';
import { deliver, idOf } from './world';

const directory = mkdtempSync(join(tmpdir(), 'wecom-gpt-member-'));
let world: World;
let table: BotTable;
let cloudFormation: Awaited<ReturnType<typeof startFakeCloudFormation>>;
beforeAll(async () => {
  world = await startWorld();
  table = new BotTable(world.dynamodb, TABLE, Date.now);
  cloudFormation = await startFakeCloudFormation({
    WecomGpt: { BotTableName: TABLE, AppNames: 'assistant,finance-bot' },
  });
});
afterAll(async () => {
  await world.close();
  await cloudFormation.close();
  rmSync(directory, { recursive: true });
});

const member = (...args: string[]) =>
  runCommand('member', args, {
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: 'LOCALTOOLS',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: world.url,
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url,
  });

beforeEach(async () => {
  const turn = { question: '问题', answer: 'an answer', tokens: 1, v: 1 };
  for (const app of ['assistant', 'former']) await table.put(turnKey(app, 'zhangsan', 'c', '1'), turn);
  await table.put(controlKey('assistant', 'zhangsan'), { blockedBy: 'lisi', blockedAt: 1, v: 1 });
});

it('exports to stdout, and tells people on stderr what it is', async () => {
  const ended = await member('export', 'ZhangSan', '--lang', 'en');
  expect(ended.code).toBe(0);
  expect(JSON.parse(ended.stdout)).toMatchObject({
    member: 'zhangsan',
    apps: { assistant: { turns: [{ question: '问题', answer: 'an answer' }], control: [{}] }, former: {} },
  });
  expect(ended.stderr).toMatch(/^✓ All that the table holds of zhangsan:\n/);
  expect(ended.stderr).not.toContain('问题');
});

it('exports into a file, and not over one that is there', async () => {
  const file = join(directory, 'zhangsan.json');
  const written = await member('export', 'zhangsan', '--app', 'former', '--out', file);
  expect(written).toMatchObject({ code: 0, stderr: '' });
  expect(written.stdout).toContain(`已写入 ${file}`);
  const text = readFileSync(file, 'utf8');
  expect(Object.keys((JSON.parse(text) as { apps: object }).apps)).toEqual(['former']);
  const refused = await member('export', 'zhangsan', '--out', file, '--json');
  expect(refused).toMatchObject({ code: 1, stderr: '' });
  expect(JSON.parse(refused.stdout)).toMatchObject({ ok: false, fault: { code: 'file-exists', file } });
  expect(readFileSync(file, 'utf8')).toBe(text);
});

it('erases, and what it keeps goes with --all', async () => {
  const ended = await member('erase', 'zhangsan', '--yes', '--lang', 'en');
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.stdout).toMatch(/^✓ Erased what the table held of zhangsan:\n/);
  expect(ended.stdout).toMatch(/assistant +what admins set +1 +kept\n/);
  expect(ended.stdout).toMatch(/\n- WeCom's own copy of the chat\n/);
  const all = await member('erase', 'zhangsan', '--yes', '--all', '--json');
  expect(JSON.parse(all.stdout)).toMatchObject({ items: [{ kind: 'control', fate: 'erased' }] });
  const after = await member('export', 'zhangsan', '--json');
  expect(JSON.parse(after.stdout)).toMatchObject({ ok: true, apps: {} });
});

it('ends with 1 when something is left to be erased later', async () => {
  await deliver(table, 'lisi', 1, { state: 'OPEN', receivedAt: Date.now() });
  const ended = await member('erase', 'lisi', '--yes', '--json');
  expect(ended.code).toBe(1);
  expect(JSON.parse(ended.stdout)).toMatchObject({
    ok: true,
    underWay: [{ app: 'assistant', id: idOf('lisi', 1) }],
  });
});

it('an app that there never was is named with those that there are', async () => {
  const ended = await member('erase', 'zhangsan', '--app', 'asistant', '--yes', '--json');
  expect(ended.code).toBe(1);
  expect(JSON.parse(ended.stdout)).toMatchObject({
    fault: { code: 'no-such-app', apps: ['assistant', 'finance-bot'] },
  });
});

it('without a terminal nothing is erased unless --yes says so', async () => {
  const ended = await member('erase', 'zhangsan');
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(ended.stderr).toContain('--yes');
  await expect(table.get(controlKey('assistant', 'zhangsan'))).resolves.toBeDefined();
});

it('looks whether npm start runs before it says that nobody can be asked', async () => {
  const nowhere = { WECOM_GPT_ENDPOINTS: '/nowhere' };
  const ended = await runCommand('member', ['erase', 'zhangsan', '--local', '--lang', 'en'], nowhere);
  expect(ended).toMatchObject({ code: 1, stderr: '' });
  expect(ended.stdout).toContain('✗ Fault (not-running)');
});

it.each([
  ['zh-CN', /退出码：0 正常/],
  ['en', /Exit code: 0 well/],
])('explains itself in %s', async (language, text) => {
  const ended = await member('--help', '--lang', language);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.stdout).toMatch(text);
});
