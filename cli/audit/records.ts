import { paginateFilterLogEvents, type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { AuditRecord } from '../../lambda/shared/audit-record';
import type { Period } from '../insights/period';
import type { RecordsOptions } from './arguments';

/** Which records are wanted. */
export type Wanted = Pick<RecordsOptions, 'member' | 'app' | 'event'>;

/**
 * The records of a period, in the order of the log, the oldest first, each id once. They are read line by line
 * (FilterLogEvents) and not asked for: so there may be any number of them, each is whole, and it costs nothing.
 * @throws what the client throws
 */
export async function* recordsIn(
  client: CloudWatchLogsClient,
  group: string,
  { from, to }: Period,
  wanted: Wanted,
): AsyncGenerator<Partial<AuditRecord>> {
  const input = { logGroupName: group, startTime: from, endTime: to - 1, filterPattern: patternOf(wanted) };
  const seen = new Set<string>();
  for await (const { events = [] } of paginateFilterLogEvents({ client }, input)) {
    for (const { message = '' } of events) {
      const record = recordIn(message);
      if (record?.id === undefined || seen.has(record.id) || !isWanted(record, wanted)) continue;
      seen.add(record.id);
      yield record;
    }
  }
}

/** @returns undefined for what somebody else has written there */
function recordIn(line: string): Partial<AuditRecord> | undefined {
  try {
    return JSON.parse(line) as Partial<AuditRecord>;
  } catch {
    return undefined;
  }
}

/** A word of all lines that are wanted, so that CloudWatch has less to send. */
function patternOf({ member, app, event }: Wanted): string | undefined {
  const word = member ?? app ?? event;
  return word === undefined ? undefined : `"${word}"`;
}

function isWanted(record: Partial<AuditRecord>, { member, app, event }: Wanted): boolean {
  return (
    (member === undefined || record.member === member) &&
    (app === undefined || record.app === app) &&
    (event === undefined || record.event === event)
  );
}
