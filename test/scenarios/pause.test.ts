import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AppStatusItems } from '../../lambda/aws/app-status';
import { BotTable } from '../../lambda/aws/bot-table';
import { auditLog, recordsOf } from '../support/audit-records';
import { eventually } from '../support/eventually';
import { Member, settled } from '../support/member';
import { logged, startOwnStack, type OwnStack } from '../support/own-stack';
import { asOperator } from '../support/running-stack';

let stack: OwnStack;
let client: DynamoDBClient;
beforeEach(async () => {
  stack = await startOwnStack();
  client = new DynamoDBClient(asOperator(stack.endpoints.dynamodbUrl));
});
afterEach(async () => {
  client.destroy();
  await stack.close();
});

const setPaused = (app: string, isPaused: boolean): Promise<void> =>
  new AppStatusItems(new BotTable(client, stack.outputs['BotTableName'] ?? '', Date.now), Date.now).setPaused(
    app,
    isPaused,
    'ops',
  );

/** Whether a message waits for the pause to end. */
const waits = (userid: string) =>
  eventually(`the message of ${userid} waits`, () =>
    logged(stack, 'message waits').find(({ member, reason }) => member === userid && reason === 'paused'),
  );

it('a pause of one app is told by the callback and waited for by the worker, and the other app goes on', async () => {
  const assistant = new Member('zhangsan', stack);
  const finance = new Member('zhangsan', stack, 'finance-bot');
  await assistant.asks('原样返回：零');
  await setPaused('assistant', true);
  await assistant.writes('原样返回：一');
  await assistant.writes('原样返回：二');
  const told = (await assistant.receives(3)).slice(1);
  for (const sentence of told) expect(sentence).toMatch(/管理员暂停了这个应用.*你的消息已经保存/);
  await waits('zhangsan');
  await expect(finance.asks('原样返回：财务')).resolves.toBe('财务');

  await setPaused('assistant', false);
  await settled(stack.endpoints.simulatorUrl);
  expect((await assistant.received()).slice(3)).toEqual(['一', '二']);
  const waited = (await recordsOf(stack, 'zhangsan')).filter(({ event }) => event === 'waited');
  expect(new Set(waited.map(({ app, result }) => `${app} ${result}`))).toEqual(new Set(['assistant paused']));
});

it('a pause of all apps stops each, and both ends of it are in the audit log, with who it was', async () => {
  await setPaused('*', true);
  for (const app of ['assistant', 'finance-bot']) {
    const member = new Member(`of-${app}`, stack, app);
    await member.writes('原样返回：好');
    expect((await member.receives(1))[0]).toContain('管理员暂停了这个应用');
    await waits(member.userid);
  }
  await runSchedules();
  await setPaused('*', false);
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
