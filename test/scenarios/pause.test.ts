import { runCommand } from '../cli/stack/command';
import { startFakeCloudFormation } from '../cli/stack/fake-cloudformation';
import { auditLog, recordsOf } from '../support/audit-records';
import { eventually } from '../support/eventually';
import { Member, settled } from '../support/member';
import { logged, startOwnStack, type OwnStack } from '../support/own-stack';

let stack: OwnStack;
let cloudFormation: Awaited<ReturnType<typeof startFakeCloudFormation>>;
beforeEach(async () => {
  stack = await startOwnStack();
  cloudFormation = await startFakeCloudFormation({ 'WecomGpt-test': stack.outputs });
});
afterEach(async () => {
  await cloudFormation.close();
  await stack.close();
});

/** `npm run pause`, as it is called for a stack in AWS. @returns what it says to a program */
async function pause(...args: string[]): Promise<unknown> {
  const ended = await runCommand('pause', ['--stack', 'WecomGpt-test', '--by', 'ops', '--json', ...args], {
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: 'LOCALTOOLS',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: stack.endpoints.dynamodbUrl,
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url,
  });
  expect(ended).toMatchObject({ stderr: '' });
  return { code: ended.code, ...(JSON.parse(ended.stdout) as object) };
}

/** Whether a message waits for the pause to end. */
const waits = (userid: string) =>
  eventually(`the message of ${userid} waits`, () =>
    logged(stack, 'message waits').find(({ member, reason }) => member === userid && reason === 'paused'),
  );

it('a pause of one app is told by the callback and waited for by the worker, and the other app goes on', async () => {
  const assistant = new Member('zhangsan', stack);
  const finance = new Member('zhangsan', stack, 'finance-bot');
  await assistant.asks('原样返回：零');
  await expect(pause('assistant')).resolves.toMatchObject({
    code: 0,
    pauses: [
      { app: '*' },
      { app: 'assistant', paused: true, by: 'ops' },
      { app: 'finance-bot', paused: false },
    ],
  });
  await assistant.writes('原样返回：一');
  await assistant.writes('原样返回：二');
  const told = (await assistant.receives(3)).slice(1);
  for (const sentence of told) expect(sentence).toMatch(/管理员暂停了这个应用.*你的消息已经保存/);
  await waits('zhangsan');
  await expect(finance.asks('原样返回：财务')).resolves.toBe('财务');

  await pause('assistant', '--end');
  await settled(stack.endpoints.simulatorUrl);
  expect((await assistant.received()).slice(3)).toEqual(['一', '二']);
  const waited = (await recordsOf(stack, 'zhangsan')).filter(({ event }) => event === 'waited');
  expect(new Set(waited.map(({ app, result }) => `${app} ${result}`))).toEqual(new Set(['assistant paused']));
});

it('a pause of all apps stops each, and both ends of it are in the audit log, with who it was', async () => {
  await pause('--all');
  for (const app of ['assistant', 'finance-bot']) {
    const member = new Member(`of-${app}`, stack, app);
    await member.writes('原样返回：好');
    expect((await member.receives(1))[0]).toContain('管理员暂停了这个应用');
    await waits(member.userid);
  }
  await runSchedules();
  await pause('--end');
  await runSchedules();
  await settled(stack.endpoints.simulatorUrl);
  const records = await eventually('both are in the log', async () => {
    const there = (await auditLog(stack, 'ops')).filter(({ by }) => by === 'ops');
    return there.length === 2 ? there : undefined;
  });
  expect(records).toMatchObject([
    { event: 'paused', app: '*', by: 'ops' },
    { event: 'resumed', app: '*', by: 'ops' },
  ]);
});

async function runSchedules(): Promise<void> {
  await fetch(`${stack.endpoints.simulatorUrl}/schedules/run`, { method: 'POST' });
}

it('an app that there is not is named with those that there are, and nothing is paused', async () => {
  await expect(pause('asistant')).resolves.toMatchObject({
    code: 1,
    fault: { code: 'no-such-app', apps: ['assistant', 'finance-bot'] },
  });
  await expect(pause()).resolves.toMatchObject({
    code: 0,
    pauses: [{ paused: false }, { paused: false }, { paused: false }],
  });
});
