import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { auditRecordSchema } from '../../docs/make/audit-schema';
import type { AuditRecord } from '../../lambda/shared/audit-record';
import { asOperator, type RunningStack } from './running-stack';
import { tableItems } from './table-items';

type Stack = Pick<RunningStack, 'endpoints' | 'outputs'>;

/**
 * The records in the audit log that hold a text, such as a userid, as they stand there: some perhaps twice.
 * @throws for one that is not as docs/audit.md says
 */
export async function auditLog(stack: Stack, contains: string): Promise<AuditRecord[]> {
  const client = new CloudWatchLogsClient(asOperator(stack.endpoints.logsUrl));
  const { events = [] } = await client.send(
    new FilterLogEventsCommand({
      logGroupName: stack.outputs['AuditLogName'],
      filterPattern: `"${contains}"`,
    }),
  );
  client.destroy();
  return events.map(({ message = '' }) => auditRecordSchema.parse(JSON.parse(message)) as AuditRecord);
}

/** The records of an app that are still in the table. */
export async function auditOutbox(stack: Stack, app = 'assistant'): Promise<AuditRecord[]> {
  const items = await tableItems(stack, `AUDIT#${app}`, '2');
  return items.map(({ record }) => record as AuditRecord);
}

/** What is recorded of a member, in the log or on an app's way there: each thing once, the first first. */
export async function recordsOf(stack: Stack, userid: string, app = 'assistant'): Promise<AuditRecord[]> {
  const there = [...(await auditLog(stack, userid.toLowerCase())), ...(await auditOutbox(stack, app))];
  const ofMember = there.filter(({ member }) => member === userid.toLowerCase());
  return [...new Map(ofMember.map((record) => [record.id, record])).values()].sort((one, two) =>
    one.time.localeCompare(two.time),
  );
}
