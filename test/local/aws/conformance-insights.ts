import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  CreateLogStreamCommand,
  GetQueryResultsCommand,
  MalformedQueryException,
  PutLogEventsCommand,
  ResourceNotFoundException,
  StartQueryCommand,
  StopQueryCommand,
  type CloudWatchLogsClient,
} from '@aws-sdk/client-cloudwatch-logs';
import type { ConformanceCase } from './conformance';
import { withLogs } from './conformance-logs';
import { eventually } from './eventually';

/** What our questions rely on of Logs Insights. */
export const insightsConformance: readonly ConformanceCase[] = [
  {
    name: 'Logs Insights runs a query for itself, and gives the fields of lines of JSON as text',
    assertOn: withLogs(async (logs, logGroupName) => {
      const run = await writeLines(logs, logGroupName, [
        { id: 'a', n: 1, inner: { list: [{ by: 'x' }] } },
        { id: 'a', n: 1, inner: { list: [{ by: 'x' }] } },
        { id: 'b', n: 20 },
      ]);
      const id = await start(logs, logGroupName, `fields id, n, inner.list.0.by | filter run = "${run}"`);
      const first = await logs.send(new GetQueryResultsCommand({ queryId: id }));
      assert.match(first.status ?? '', /^(Scheduled|Running|Complete)$/);

      const query = `filter run = "${run}" | fields id, n, inner.list.0.by | sort n desc | dedup id | limit 10`;
      const rows = await answer(logs, logGroupName, query, 2);
      assert.deepEqual(rows, [
        { id: 'b', n: '20' },
        { id: 'a', n: '1', 'inner.list.0.by': 'x' },
      ]);
    }),
  },
  {
    name: 'Logs Insights counts groups of groups, and what lacks a field in one of its own',
    assertOn: withLogs(async (logs, logGroupName) => {
      const run = await writeLines(logs, logGroupName, [
        { id: 'a', who: 'x', n: 0.5, time: '2026-11-26T01:02:03.004Z' },
        { id: 'a', who: 'x', n: 0.5, time: '2026-11-26T01:02:03.004Z' },
        { id: 'b', who: 'x', n: 2, time: '2026-11-25T01:02:03.004Z' },
        { id: 'c', n: 3, time: '2026-11-25T01:02:03.004Z' },
      ]);
      const query = [
        `filter run = "${run}"`,
        '# a comment',
        '| fields substr(time, 0, 10) as day',
        '| stats latest(n) as n, latest(time) as at by id, who',
        '| stats count(*) as times, sum(n) + sum(n) as twice, max(at) as last, sortsLast(id) as id by who',
        '| sort times desc',
      ].join('\n');
      assert.deepEqual(await answer(logs, logGroupName, query, 2), [
        { who: 'x', times: '2', twice: '5', last: '2026-11-26T01:02:03.004Z', id: 'b' },
        { times: '1', twice: '6', last: '2026-11-25T01:02:03.004Z', id: 'c' },
      ]);
    }),
  },
  {
    name: 'Logs Insights stops a query that is running, and no other',
    assertOn: withLogs(async (logs, logGroupName) => {
      const queryId = await start(logs, logGroupName, 'stats count(*) as n');
      const { success } = await logs.send(new StopQueryCommand({ queryId }));
      assert.equal(success, true);
      const isCancelled = async () =>
        (await logs.send(new GetQueryResultsCommand({ queryId }))).status === 'Cancelled' ? true : undefined;
      await eventually(isCancelled);
      // With which error is not documented.
      await assert.rejects(logs.send(new StopQueryCommand({ queryId })));
      const unknown = new StopQueryCommand({ queryId: randomUUID() });
      await assert.rejects(logs.send(unknown), ResourceNotFoundException);
    }),
  },
  {
    name: 'Logs Insights refuses a query that it can not read, and one of a group that is not there',
    assertOn: withLogs(async (logs, logGroupName) => {
      for (const query of ['fields a | dedup a | sort a asc', 'filter a = "x', 'fields a | limit x']) {
        await assert.rejects(start(logs, logGroupName, query), MalformedQueryException);
      }
      await assert.rejects(start(logs, 'nowhere', 'fields a'), ResourceNotFoundException);
      const queryId = randomUUID();
      await assert.rejects(logs.send(new GetQueryResultsCommand({ queryId })), ResourceNotFoundException);
    }),
  },
];

/** @returns what is in each of them as `run` */
async function writeLines(
  logs: CloudWatchLogsClient,
  logGroupName: string,
  lines: readonly object[],
): Promise<string> {
  const run = randomUUID();
  const now = Date.now();
  await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: run }));
  const logEvents = lines.map((line, index) => ({
    timestamp: now + index,
    message: JSON.stringify({ run, ...line }),
  }));
  await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName: run, logEvents }));
  return run;
}

async function start(logs: CloudWatchLogsClient, logGroupName: string, queryString: string) {
  const now = Math.floor(Date.now() / 1000);
  const { queryId } = await logs.send(
    new StartQueryCommand({ logGroupName, queryString, startTime: now - 3600, endTime: now + 60 }),
  );
  return queryId;
}

/** Asks until there are so many rows: lines are found only some time after they were written. */
function answer(
  logs: CloudWatchLogsClient,
  logGroupName: string,
  query: string,
  count: number,
): Promise<Record<string, string>[]> {
  return eventually(async () => {
    const queryId = await start(logs, logGroupName, query);
    const rows = await eventually(async () => {
      const { status, results = [] } = await logs.send(new GetQueryResultsCommand({ queryId }));
      return status === 'Complete' ? results : undefined;
    });
    if (rows.length < count) return undefined;
    return rows.map((row) =>
      Object.fromEntries(
        row.filter(({ field }) => field !== '@ptr').map(({ field = '', value = '' }) => [field, value]),
      ),
    );
  });
}
