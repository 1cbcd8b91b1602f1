import { FilterLogEventsCommand, type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { objectIn, writtenIn } from './entry';

/** A line of JSON in a log; of a function's log, what stands behind what Lambda puts before it. */
export interface LogLine {
  /** CloudWatch's, by which it is the same when it is read again. */
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The lines that hold a text. @param since ms since epoch */
export async function linesWith(
  logs: CloudWatchLogsClient,
  logGroupName: string,
  text: string,
  since: number,
): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  let nextToken: string | undefined;
  do {
    const page = await logs.send(
      new FilterLogEventsCommand({
        logGroupName,
        filterPattern: `"${text}"`,
        startTime: since,
        ...(nextToken !== undefined && { nextToken }),
      }),
    );
    for (const { eventId = '', message = '' } of page.events ?? []) {
      const fields = objectIn(writtenIn(message).line);
      if (fields) lines.push({ id: eventId, fields });
    }
    ({ nextToken } = page);
  } while (nextToken !== undefined);
  return lines;
}
