import type { DoctorReport } from '../../../lambda/doctor/handler';
import { ALL_APPS } from '../../../lambda/shared/audit-record';
import { messageId } from '../../../lambda/shared/queue-message';
import { accessTokenKey, auditKey, statusKey } from '../../../lambda/shared/table-keys';
import { auditLog, auditOutbox } from '../audit-records';
import { eventually } from '../eventually';
import { Member } from '../member';
import { deleteItem, tableItems } from '../table-items';
import type { Scenario, Trial } from './scenario';

const ANSWER = '这是回答。';
const QUESTION = `原样返回：${ANSWER}`;
/** The tests' second app: nobody else plays with it. */
export const BLOCKED_APP = 'finance-bot';

/** A record of an answer goes by way of the table. */
const ANSWER_AUDITED: Scenario = {
  needs: /^WorkerFunction (dynamodb:DeleteItem on BotTable|logs:PutLogEvents on AuditTrailLog)$/,
  isOfMember: false,
  promised: 'moved into the audit log',
  async play(trial) {
    const { matrix, member } = trial;
    await trial.withhold();
    const id = messageId(member.app, await member.writes(QUESTION));
    return eventually('the record is in the audit log, or left behind', async () => {
      if (matrix.hasLogged({ event: 'audit record not shipped yet', id }, 0)) return 'left behind';
      const isInLog = (await auditLog(matrix.stack, id)).length > 0;
      const isInTable = (await auditOutbox(matrix.stack)).some((record) => record.id === id);
      return isInLog && !isInTable ? 'moved into the audit log' : undefined;
    });
  },
};

/** What the recovery finds changed is put there as well: here, the configuration. */
const CHANGE_AUDITED: Scenario = {
  needs:
    /^RecoveryFunction (dynamodb:(Query|PutItem|DeleteItem) on BotTable|logs:PutLogEvents on AuditTrailLog)$/,
  isOfMember: false,
  promised: '1 in the log, 0 left behind',
  async play(trial) {
    const { stack } = trial.matrix;
    const inLog = async (): Promise<number> => (await auditLog(stack, 'configuration')).length;
    for (const record of await auditOutbox(stack, ALL_APPS)) await deleteItem(stack, auditKey(record));
    await deleteItem(stack, statusKey(ALL_APPS));
    const before = await inLog();
    await trial.withhold();
    await trial.matrix.control('POST', 'schedules/run');
    const leftBehind = await auditOutbox(stack, ALL_APPS);
    return `${(await inLog()) - before} in the log, ${leftBehind.length} left behind`;
  },
};

/** What each grant is needed for; the first that fits counts. */
export const SCENARIOS: readonly Scenario[] = [
  { ...ANSWER_AUDITED, needs: /^WorkerFunction logs:CreateLogStream on AuditTrailLog$/, isOnce: true },
  { ...CHANGE_AUDITED, needs: /^RecoveryFunction logs:CreateLogStream on AuditTrailLog$/, isOnce: true },
  ANSWER_AUDITED,
  CHANGE_AUDITED,
  {
    needs:
      /^WorkerFunction (dynamodb:(GetItem|PutItem|Query|UpdateItem) on BotTable|kms:Decrypt on DataKey)$/,
    isOfMember: true,
    promised: `dealt with: ${ANSWER}`,
    async play(trial) {
      await trial.withhold();
      await trial.member.writes(QUESTION);
      return trial.attempt();
    },
  },
  {
    needs:
      /^CallbackEndpointCallbackFunction (sqs:SendMessage on MessageQueueMessages|kms:(Decrypt|GenerateDataKey) on DataKey)$/,
    isOfMember: true,
    promised: '200, passive reply none',
    async play(trial) {
      await trial.withhold();
      await trial.member.writes(QUESTION);
      return trial.callback();
    },
  },
  {
    needs: /^CallbackEndpointCallbackFunction dynamodb:GetItem on BotTable$/,
    app: BLOCKED_APP,
    isOfMember: true,
    promised: '200, passive reply shown',
    async play(trial) {
      await trial.withhold();
      await trial.member.writes(QUESTION);
      return trial.callback();
    },
  },
  {
    needs: /^WorkerFunction sqs:ChangeMessageVisibility on MessageQueueMessages$/,
    isOfMember: true,
    promised: 'message waits: ',
    async play(trial) {
      await wecomSays(trial, { errcode: 45009, count: 1 });
      await trial.withhold();
      await trial.member.writes(QUESTION);
      return trial.attempt();
    },
  },
  {
    needs: /^WorkerFunction (sqs:SendMessage on MessageQueueDeadLetters|kms:GenerateDataKey on DataKey)$/,
    isOfMember: true,
    promised: 'kept in the dead-letter queue',
    async play(trial) {
      const { matrix, member } = trial;
      await wecomSays(trial, { errcode: 60111 });
      await trial.withhold();
      await member.writes(QUESTION);
      return eventually('the message is kept, or can not be', async () => {
        if ((await matrix.deadLetters()).has(member.userid)) return 'kept in the dead-letter queue';
        return matrix.lineOf(member, 'message not answered yet') && 'not kept';
      });
    },
  },
  {
    needs: /^WorkerFunction sqs:GetQueueAttributes on MessageQueueDeadLetters$/,
    isOfMember: false,
    promised: 'the admin is told',
    async play(trial) {
      const { stack } = trial.matrix;
      const admin = new Member('boss', stack);
      const before = (await admin.received()).length;
      const since = trial.matrix.mark;
      await trial.withhold();
      await admin.writes('管理 状态');
      return eventually('the admin is told, or can not be', async () => {
        if ((await admin.received()).length > before) return 'the admin is told';
        return trial.matrix.hasLogged({ event: 'message not answered yet', member: 'boss' }, since)
          ? 'not told'
          : undefined;
      });
    },
  },
  {
    needs: /^WorkerFunction sqs:(ReceiveMessage|GetQueueAttributes) on MessageQueueMessages$/,
    isOfMember: false,
    promised: `dealt with: ${ANSWER}`,
    async play(trial) {
      await trial.withhold();
      await trial.member.writes(QUESTION);
      await trial.callback();
      return eventually(
        'the message is taken, or may not be',
        async () => (await trial.attempted()) ?? (await queuedIfDenied(trial)),
      );
    },
  },
  {
    needs: /^WorkerFunction secretsmanager:GetSecretValue on Credentials(Wecom|Model)$/,
    isOfMember: false,
    promised: `dealt with: ${ANSWER}`,
    async play(trial) {
      await trial.withhold();
      await trial.makeCold();
      await trial.member.writes(QUESTION);
      return trial.attempt();
    },
  },
  {
    needs: /^CallbackEndpointCallbackFunction secretsmanager:GetSecretValue on CredentialsCallback$/,
    isOfMember: false,
    promised: 'saved',
    async play(trial) {
      const { endpoints } = trial.matrix.stack;
      await trial.withhold();
      await trial.makeCold();
      const saved = trial.matrix.control('POST', 'callback-url', { url: endpoints.callbackUrl });
      return saved.then(
        () => 'saved',
        (error: unknown) => (error as Error).message,
      );
    },
  },
  {
    needs:
      /^RecoveryFunction (dynamodb:(GetItem|UpdateItem) on BotTable|secretsmanager:GetSecretValue on CredentialsWecom|kms:Decrypt on DataKey)$/,
    isOfMember: false,
    promised: 'known to be clear',
    async play(trial) {
      await forgetApp(trial);
      await trial.withhold();
      await trial.makeCold();
      await trial.matrix.control('POST', 'schedules/run');
      const [status] = await tableItems(trial.matrix.stack, statusKey('assistant').pk, 'STATUS');
      return status?.['blocked'] === false ? 'known to be clear' : 'not known';
    },
  },
  {
    needs: /^NotifierFunction (secretsmanager:GetSecretValue on CredentialsRobot|kms:Decrypt on DataKey)$/,
    isOfMember: false,
    promised: '1 told',
    async play(trial) {
      const told = (await saidInGroup(trial)).length;
      await trial.makeCold();
      await trial.withhold();
      await raiseAlarm(trial);
      return `${(await saidInGroup(trial)).length - told} told`;
    },
  },
  {
    needs:
      /^DoctorFunction (secretsmanager:GetSecretValue|dynamodb:GetItem|sqs:GetQueueAttributes|lambda:GetAccountSettings|kms:Decrypt) on /,
    isOfMember: false,
    promised: 'all is known',
    async play(trial) {
      await trial.withhold();
      const { findings } = await askDoctor(trial);
      const unknown = findings.filter(({ verdict }) => verdict === 'unknown').map(({ code }) => code);
      return unknown.length === 0 ? 'all is known' : `not known: ${unknown.join(', ')}`;
    },
  },
  logged('NotifierFunction', 'group told', raiseAlarm),
  logged('DoctorFunction', 'examined', async (trial) => {
    await askDoctor(trial);
  }),
  logged('CallbackEndpointCallbackFunction', 'callback refused', async ({ matrix }) => {
    await fetch(matrix.stack.endpoints.callbackUrl);
  }),
  logged('WorkerFunction', 'dealt with', async ({ member }) => {
    await member.asks(QUESTION);
  }),
  logged('RecoveryFunction', 'app blocked', async (trial) => {
    await forgetApp(trial);
    await trial.matrix.control('PUT', 'trusted-ips', { ips: [] });
    await trial.matrix.control('POST', 'schedules/run');
    const ips = trial.matrix.stack.outputs['Step5TrustedIp']?.split(';');
    await trial.matrix.control('PUT', 'trusted-ips', { ips });
    await trial.matrix.control('POST', 'schedules/run');
  }),
  // The last one: what it leaves in the queue would be met by another.
  {
    needs: /^WorkerFunction sqs:DeleteMessage on MessageQueueMessages$/,
    isOfMember: false,
    promised: '0 wait, 0 in hand',
    async play(trial) {
      await trial.withhold();
      await trial.member.asks(QUESTION);
      return eventually('the message is off the queue, or may not be', async () => {
        const queued = await trial.queued();
        return queued === '0 wait, 0 in hand' ? queued : queuedIfDenied(trial);
      });
    },
  },
];

/** A function's lines are in its log. */
function logged(name: string, event: string, act: (trial: Trial) => Promise<void>): Scenario {
  return {
    needs: new RegExp(`^${name} logs:\\w+ on \\w+Logs$`),
    isOfMember: false,
    promised: `${event}, logged`,
    async play(trial) {
      const since = trial.matrix.mark;
      await trial.makeCold();
      await trial.withhold();
      await act(trial);
      await trial.makeCold();
      return `${event}, ${trial.matrix.hasLogged({ event }, since) ? 'logged' : 'not logged'}`;
    },
  };
}

/** What is in the queue where a call was denied for want of the grant. */
async function queuedIfDenied(trial: Trial): Promise<string | undefined> {
  return (await trial.missed()) > 0 ? trial.queued() : undefined;
}

async function wecomSays({ matrix, member }: Trial, fault: object): Promise<void> {
  await matrix.control('PUT', `members/${member.userid}/faults`, [{ api: 'message/send', ...fault }]);
}

async function askDoctor({ matrix }: Trial): Promise<DoctorReport> {
  return (await matrix.control('POST', 'doctor')) as DoctorReport;
}

async function raiseAlarm({ matrix }: Trial): Promise<void> {
  await matrix.control('POST', 'alarms', {
    AlarmName: 'WecomGpt-test-blocked',
    NewStateValue: 'ALARM',
    StateChangeTime: '2026-11-25T08:00:00.000+0000',
    AlarmArn: 'arn:aws:cloudwatch:ap-northeast-1:123456789012:alarm:WecomGpt-test-blocked',
  });
}

async function saidInGroup({ matrix }: Trial): Promise<unknown[]> {
  const { messages } = (await matrix.control('GET', 'robot/messages')) as { messages: unknown[] };
  return messages;
}

/** Nothing is known of the default app, and it has no access token. */
async function forgetApp({ matrix }: Trial): Promise<void> {
  await deleteItem(matrix.stack, statusKey('assistant'));
  await deleteItem(matrix.stack, accessTokenKey('assistant'));
}
