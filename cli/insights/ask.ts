import {
  GetQueryResultsCommand,
  StartQueryCommand,
  StopQueryCommand,
  type CloudWatchLogsClient,
  type GetQueryResultsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import { InsightsError } from './faults';
import type { Period } from './period';

/** A row of an answer: what there is of it, by the names of the query. */
export type Row = Readonly<Record<string, string | undefined>>;

/** Whom to ask, and what passes meanwhile. */
export interface Asking {
  readonly client: Pick<CloudWatchLogsClient, 'send'>;
  /** Name of the log group. */
  readonly group: string;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
  /** Hears now and then how long it has taken, in seconds, and how many records were looked at. */
  readonly onWait: (seconds: number, records: number) => void;
  /** Has something done before Ctrl-C ends the command. @returns what takes that back */
  readonly beforeInterrupt: (act: () => Promise<void>) => () => void;
}

/** CloudWatch gives no more rows for one query, unless it says `limit` with another number. */
export const MOST_ROWS = 10_000;

const LONGEST_MS = 5 * 60_000;
const FIRST_POLL_MS = 250;
const LONGEST_POLL_MS = 2_000;
const TELL_EVERY_MS = 5_000;

/**
 * Asks a log by CloudWatch Logs Insights, and waits for the answer. Seconds are the finest that it knows: records of the
 * second in which the period ends may be among the rows. A query that is given up is stopped: its price is what it reads.
 * @throws InsightsError query-failed, query-too-slow; and what the client throws
 */
export async function ask(asking: Asking, query: string, period: Period): Promise<Row[]> {
  const starting = started(asking, query, period);
  const release = asking.beforeInterrupt(() => stop(asking, starting));
  try {
    const queryId = await starting;
    return queryId === undefined ? [] : await rowsOf(asking, queryId);
  } finally {
    release();
  }
}

async function rowsOf(asking: Asking, queryId: string): Promise<Row[]> {
  const rows: Row[] = [];
  let page = await ended(asking, queryId);
  const { status = 'Unknown' } = page;
  if (status !== 'Complete') throw new InsightsError({ code: 'query-failed', status });
  for (;;) {
    rows.push(...(page.results ?? []).map(rowOf));
    if (page.nextToken === undefined) return rows;
    const { nextToken } = page;
    page = await asking.client.send(new GetQueryResultsCommand({ queryId, nextToken }));
  }
}

/** @returns undefined where the log is younger than the period */
async function started(
  { client, group }: Asking,
  queryString: string,
  { from, to }: Period,
): Promise<string | undefined> {
  const startTime = Math.floor(from / 1000);
  const endTime = Math.ceil(to / 1000);
  try {
    const command = new StartQueryCommand({ logGroupName: group, queryString, startTime, endTime });
    return (await client.send(command)).queryId;
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'MalformedQueryException' && message.includes('creation time')) return undefined;
    throw error;
  }
}

/** Waits for the end of a query, good or bad, and stops one that it can't wait for. */
async function ended(asking: Asking, queryId: string): Promise<GetQueryResultsCommandOutput> {
  try {
    return await polled(asking, queryId);
  } catch (error) {
    await stop(asking, queryId);
    throw error;
  }
}

async function polled(
  { client, clock, wait, onWait }: Asking,
  queryId: string,
): Promise<GetQueryResultsCommandOutput> {
  const startedAt = clock();
  let toldAt = startedAt;
  for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(2 * pollMs, LONGEST_POLL_MS)) {
    await wait(pollMs);
    const answer = await client.send(new GetQueryResultsCommand({ queryId }));
    const { status = 'Unknown', statistics } = answer;
    if (/^(Complete|Failed|Cancelled|Timeout)$/.test(status)) return answer;
    const now = clock();
    if (now - startedAt >= LONGEST_MS)
      throw new InsightsError({ code: 'query-too-slow', minutes: LONGEST_MS / 60_000 });
    if (now - toldAt < TELL_EVERY_MS) continue;
    toldAt = now;
    onWait(Math.round((now - startedAt) / 1000), statistics?.recordsScanned ?? 0);
  }
}

/** @param query of which undefined comes if none was started */
async function stop({ client }: Asking, query: string | Promise<string | undefined>): Promise<void> {
  try {
    const queryId = await query;
    if (queryId !== undefined) await client.send(new StopQueryCommand({ queryId }));
  } catch {
    // It has ended meanwhile or was never started; or what it is given up for keeps it from being stopped as well.
  }
}

/** Without the pointers to records. */
function rowOf(fields: readonly { field?: string | undefined; value?: string | undefined }[]): Row {
  const known = fields.filter(({ field }) => field !== '@ptr');
  return Object.fromEntries(known.map(({ field = '', value }) => [field, value]));
}
