import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { parseXml } from '@rgrove/parse-xml';
import { queryOf, QUESTIONS } from '../../cli/audit/questions';
import { jsonOf } from '../../cli/audit/report';
import { ask } from '../../cli/insights/ask';
import { runCommand, type Ended } from '../cli/stack/command';
import { startFakeCloudFormation } from '../cli/stack/fake-cloudformation';
import { Member, settled } from '../support/member';
import { startOwnStack, type OwnStack } from '../support/own-stack';
import { asOperator } from '../support/running-stack';

const directory = mkdtempSync(join(tmpdir(), 'wecom-gpt-usage-'));
let stack: OwnStack;
let cloudFormation: Awaited<ReturnType<typeof startFakeCloudFormation>>;
let logs: CloudWatchLogsClient;

beforeAll(async () => {
  stack = await startOwnStack();
  cloudFormation = await startFakeCloudFormation({ 'WecomGpt-test': stack.outputs });
  logs = new CloudWatchLogsClient(asOperator(stack.endpoints.logsUrl));
  const { simulatorUrl, callbackUrl } = stack.endpoints;
  await new Member('ZhangSan', stack).asks('原样返回：你好');
  await new Member('ZhangSan', stack, 'finance-bot').asks('原样返回：=SUM(A1)');
  const lisi = new Member('lisi', stack);
  await lisi.asks('原样返回：再见');
  await lisi.asks('帮助');
  await lisi.asks('管理 状态');
  await lisi.asks('出错 400');
  await new Member('boss', stack).asks('管理 状态');
  await fetch(`${callbackUrl}?msg_signature=x&timestamp=1&nonce=1`, { method: 'POST', body: '<xml></xml>' });
  await fetch(`${simulatorUrl}/schedules/run`, { method: 'POST' });
  await settled(simulatorUrl);
});

afterAll(async () => {
  logs.destroy();
  await cloudFormation.close();
  await stack.close();
  rmSync(directory, { recursive: true });
});

/** A command, as it is called for a stack in AWS. */
function run(name: string, ...args: string[]): Promise<Ended> {
  return runCommand(name, [...args, '--stack', 'WecomGpt-test'], {
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: 'LOCALTOOLS',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: stack.endpoints.logsUrl,
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url,
  });
}

const linesOf = ({ stdout }: Ended): Record<string, unknown>[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** Asks a saved question as the command does, and gives what it would print as JSON. */
async function answerTo(typed: string, member?: string) {
  const question = QUESTIONS.find((each) => each.typed === typed);
  if (!question) throw new Error(`There is no ${typed}`);
  const now = Date.now();
  const callback = /callback=([^,]+)/.exec(stack.outputs['LogGroups'] ?? '')?.[1] ?? '';
  const asking = {
    client: logs,
    group: question.of === 'audit' ? (stack.outputs['AuditLogName'] ?? '') : callback,
    clock: Date.now,
    wait: () => Promise.resolve(),
    onWait: () => undefined,
    beforeInterrupt: () => () => undefined,
  };
  const rows = await ask(asking, queryOf(question, member, undefined), { from: now - 3_600_000, to: now });
  return rows.map((row) => jsonOf(question, row));
}

const number = expect.any(Number) as number;
const text = expect.stringMatching(/./) as string;
const day = expect.stringMatching(/^20\d\d-\d\d-\d\d$/) as string;

it.each<[string, string | undefined, object[]]>([
  [
    'who-used-how-much',
    undefined,
    [
      { app: 'finance-bot', member: 'zhangsan', messages: 1, usd: number },
      {
        app: 'assistant',
        member: 'zhangsan',
        messages: 1,
        inputTokens: number,
        outputTokens: number,
        name: text,
      },
      { app: 'assistant', member: 'lisi', messages: 4 },
    ],
  ],
  [
    'what-failed-and-why',
    undefined,
    [{ app: 'assistant', kind: 'text', result: 'apologised', error: text, times: 1, lastTime: text }],
  ],
  ['who-was-refused-by-which-rule', undefined, [{ member: 'lisi', result: 'not-admin', times: 1 }]],
  [
    'what-did-admins-do',
    undefined,
    [
      { member: 'boss', result: 'managed', 'managed.action': 'status' },
      { member: 'lisi', app: 'assistant', result: 'not-admin' },
    ],
  ],
  [
    'which-answers-were-slow',
    undefined,
    [1, 2, 3].map(() => ({ model: text, 'ms.total': number, parts: 1, attempts: 1, id: text })),
  ],
  [
    'which-requests-were-refused',
    undefined,
    [
      {
        times: 1,
        status: number,
        code: text,
        class: text,
        lastTime: expect.stringMatching(/^20\d\d-.*Z$/) as string,
      },
    ],
  ],
  [
    'what-did-one-member-do',
    'zhangsan',
    [
      { app: 'assistant', event: 'answered', 'tokens.input': number },
      { app: 'finance-bot', 'content.question': '原样返回：=SUM(A1)', 'content.answer': '=SUM(A1)' },
    ],
  ],
  [
    'what-did-it-cost-by-app-and-day',
    undefined,
    [
      {
        app: 'assistant',
        day,
        answers: 4,
        by_model: 'gpt-5.4-mini',
        usd: number,
      },
      { app: 'finance-bot', answers: 1, by_model: 'gpt-5.4' },
    ],
  ],
  ['what-was-changed', undefined, [{ event: 'configuration', app: '*', 'configuration.version': text }]],
])('the saved question %s gives what was done', async (typed, member, expected) => {
  const rows = await answerTo(typed, member);
  const unordered = expected.map((row) => expect.objectContaining(row) as object);
  expect(rows).toEqual(expect.arrayContaining(unordered));
  expect(rows.filter(({ member }) => member !== 'boss')).toHaveLength(
    expected.filter((row) => !('member' in row) || row.member !== 'boss').length,
  );
});

it('every saved question is among those asked here', () => {
  expect(QUESTIONS).toHaveLength(9);
});

it('npm run audit asks about one app, as a table and as lines of JSON', async () => {
  const table = await run('audit', 'who-used-how-much', '--app', 'finance-bot', '--lang', 'en');
  expect(table.code).toBe(0);
  expect(table.stdout).toMatch(/^app +member +messages .*\nfinance-bot +zhangsan +1 .*\n$/);
  expect(table.stderr).toMatch(/^Who used how much\? \(.*\)\n.*may be missing.*\n$/);
  const lines = linesOf(await run('audit', '6', '--json', '--since', '1h'));
  expect(lines).toMatchObject([{ times: 1 }]);
});

it('npm run audit -- records gives each record once, the oldest first', async () => {
  const records = linesOf(await run('audit', 'records', '--member', 'LISI'));
  expect(records.map(({ event, result }) => [event, result])).toEqual([
    ['answered', 'answered'],
    ['command', 'help'],
    ['refused', 'not-admin'],
    ['failed', 'apologised'],
  ]);
  expect(records.every(({ member }) => member === 'lisi')).toBe(true);
});

it('npm run usage tells who used how much, as a table, as CSV and as a picture', async () => {
  const [csv, svg] = ['usage.csv', 'usage.svg'].map((name) => join(directory, name)) as [string, string];
  const files = ['--csv', csv, '--svg', svg];
  const ended = await run('usage', '--since', '1h', '--by', 'app,member', ...files, '--lang', 'en');
  expect(ended.code).toBe(0);
  expect(ended.stdout.split('\n').map((line) => line.split(/ {2,}/).slice(0, 4))).toEqual(
    expect.arrayContaining([
      ['APP', 'MEMBER', 'MESSAGES', 'ANSWERED'],
      ['assistant', expect.stringMatching(/^zhangsan \(.+\)$/), '1', '1'],
      ['assistant', expect.stringMatching(/^lisi \(.+\)$/), '4', '1'],
      ['finance-bot', expect.stringMatching(/^zhangsan \(.+\)$/), '1', '1'],
      ['assistant', expect.stringMatching(/^boss/), '1', '0'],
    ]) as string[][],
  );
  expect(ended.stdout).toMatch(/\nall +7 +3 +\d +\d +\d+ +\d+ +~?\d+\.\d{4}\n$/);
  expect(ended.stderr).toContain('Days are those of Asia/Shanghai, as the stack is configured.');
  expect(readFileSync(csv, 'utf8').split('\r\n')[0]).toBe(
    '\uFEFFapp,member,name,messages,answered,commands,unanswered,inputTokens,outputTokens,usd,estimated',
  );
  expect(parseXml(readFileSync(svg, 'utf8')).root?.name).toBe('svg');

  const again = await run('usage', '--csv', csv, '--lang', 'en');
  expect(again).toMatchObject({
    code: 1,
    stderr: '',
    stdout: expect.stringContaining('(file-exists)') as string,
  });
});
