import type { RunningStack } from './running-stack';

type Stack = Pick<RunningStack, 'endpoints' | 'outputs'>;

/**
 * How many of a member's messages to an app have come to an end, by the audit log: its record is the last that a worker
 * sees to. Not by an SDK client: one that is not destroyed keeps a test from ending.
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
  const records = events
    .map(({ message }) => JSON.parse(message) as { id: string; app: string; member?: string; event: string })
    .filter((record) => record.app === app && record.member === userid.toLowerCase())
    .filter(({ event }) => event !== 'waited' && event !== 'welcomed');
  return new Set(records.map(({ id }) => id)).size;
}
