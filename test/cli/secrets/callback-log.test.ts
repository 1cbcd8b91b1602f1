import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CallbackLog } from '../../../cli/secrets/callback-log';
import { ActivityLog } from '../../../local/activity';
import { Front } from '../../../local/aws/front';
import { LogGroups, logsService } from '../../../local/aws/logs';
import { asOperator } from '../../support/running-stack';

const GROUP = '/aws/lambda/callback';
const CHANGED_AT = Date.UTC(2026, 10, 26);
const VERSION = { version: 'v2', changedAt: CHANGED_AT };
const BY_WECOM = { event: 'callback url checked', app: 'assistant', secretVersion: 'v2', own: false };

let now: number;
let groups: LogGroups;
let front: Front;
let client: CloudWatchLogsClient;
let log: CallbackLog;
beforeEach(async () => {
  now = CHANGED_AT + 1_000;
  groups = new LogGroups({ now: () => now });
  front = new Front(new ActivityLog());
  client = new CloudWatchLogsClient(asOperator(await front.listen()));
  front.serve('logs', logsService(groups, { now: () => now }));
  groups.append(GROUP, 's', 'START RequestId: callback url checked');
  log = new CallbackLog(client, GROUP);
});
afterEach(async () => {
  client.destroy();
  await front.close();
});

it('WeCom was seen to use a version when it checked the URL with it', async () => {
  await expect(log.isCheckedWith('assistant', VERSION)).resolves.toBe(false);
  groups.append(GROUP, 's', JSON.stringify(BY_WECOM));
  await expect(log.isCheckedWith('assistant', VERSION)).resolves.toBe(true);
});

it.each([
  ['a check of our own', { own: true }],
  ['a check with the version before', { secretVersion: 'v1' }],
  ['a check of another app', { app: 'finance-bot' }],
  ['another line', { event: 'callback refused' }],
])('%s says nothing of that', async (_, other) => {
  groups.append(GROUP, 's', JSON.stringify({ ...BY_WECOM, ...other }));
  await expect(log.isCheckedWith('assistant', VERSION)).resolves.toBe(false);
});

it('what was refused of an app is told by its code, since a time', async () => {
  const line = { event: 'callback refused', path: '/wxcomapp/assistant', code: 'SIGNATURE' };
  groups.append(GROUP, 's', JSON.stringify({ ...line, code: 'STALE' }));
  now += 1_000;
  groups.append(GROUP, 's', JSON.stringify(line));
  groups.append(GROUP, 's', JSON.stringify({ ...line, path: '/wxcomapp/finance-bot' }));
  await expect(log.refusalsOf('assistant', now)).resolves.toEqual([
    { id: expect.any(String) as string, code: 'SIGNATURE' },
  ]);
});
