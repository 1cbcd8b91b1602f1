import type { RunningStack } from './running-stack';
import { tableItems } from './table-items';

interface Entry {
  readonly id: string;
  readonly app: string;
  readonly member?: string;
  readonly event: string;
}

type Stack = Pick<RunningStack, 'endpoints' | 'outputs'>;

/**
 * How many of a member's messages to an app have come to an end, by their records in the audit log, or on the way there.
 * Not by an SDK client: one that is not destroyed keeps a test from ending.
 */
export async function dealtWith({ endpoints, outputs }: Stack, app: string, userid: string): Promise<number> {
  const response = await fetch(endpoints.logsUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'Logs_20140328.FilterLogEvents',
      authorization: 'AWS4-HMAC-SHA256 Credential=LOCALTOOLS/20260101/local/logs/aws4_request',
    },
    body: JSON.stringify({
      logGroupName: outputs['AuditLogName'],
      filterPattern: `"${userid.toLowerCase()}"`,
    }),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`FilterLogEvents: ${answer}`);
  const { events = [] } = JSON.parse(answer) as { events?: { message: string }[] };
  const logged = events.map(({ message }) => JSON.parse(message) as Entry);
  const outbox = await tableItems({ endpoints, outputs }, `AUDIT#${app}`, '2');
  const records = [...logged, ...outbox.map(({ record }) => record as Entry)]
    .filter((record) => record.app === app && record.member === userid.toLowerCase())
    .filter(({ event }) => event !== 'waited' && event !== 'welcomed');
  return new Set(records.map(({ id }) => id)).size;
}
