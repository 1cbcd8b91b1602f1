import { GetQueryResultsCommand, StartQueryCommand, StopQueryCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Asking } from '../../../cli/insights/ask';

/** What is answered to a query: rows, or why there are none. */
type Answer = readonly Record<string, string>[] | Error;

/** A query that was asked; seconds since epoch. */
export interface Asked {
  readonly query: string;
  readonly from: number;
  readonly to: number;
}

/**
 * A CloudWatch that answers at the second poll, in pages of 5000 rows. Waiting takes no time but by its own clock.
 * @param statuses of the polls before it is complete; with an error CloudWatch refuses to tell
 */
export function fakeInsights(
  answer: (asked: Asked) => Answer,
  statuses: readonly (string | Error)[] = ['Running'],
  now = Date.parse('2026-11-26T03:00:00Z'),
) {
  const asked: Asked[] = [];
  const told: number[] = [];
  const stopped: (string | undefined)[] = [];
  const interrupts = new Set<() => Promise<unknown>>();
  let at = now;
  let poll = 0;
  let rows: readonly Record<string, string>[] = [];
  const send = (command: object): Promise<object> => {
    if (command instanceof StartQueryCommand) {
      const { queryString: query = '', startTime: from = 0, endTime: to = 0 } = command.input;
      asked.push({ query, from, to });
      const answered = answer({ query, from, to });
      if (answered instanceof Error) return Promise.reject(answered);
      rows = answered;
      poll = 0;
      return Promise.resolve({ queryId: 'q' });
    }
    if (command instanceof StopQueryCommand) {
      stopped.push(command.input.queryId);
      return Promise.reject(new Error('The specified query is not running'));
    }
    const { nextToken } = (command as GetQueryResultsCommand).input;
    const status = nextToken === undefined ? (statuses[poll++] ?? 'Complete') : 'Complete';
    if (status instanceof Error) return Promise.reject(status);
    if (status !== 'Complete') return Promise.resolve({ status, results: [] });
    const start = Number(nextToken ?? 0);
    const end = start + 5_000;
    return Promise.resolve({
      status,
      results: rows
        .slice(start, end)
        .map((row) => [...Object.entries(row), ['@ptr', 'x']].map(([field, value]) => ({ field, value }))),
      ...(end < rows.length && { nextToken: String(end) }),
    });
  };
  const asking: Asking = {
    client: { send },
    group: 'group',
    clock: () => at,
    wait: (ms) => Promise.resolve((at += ms)),
    onWait: (seconds) => told.push(seconds),
    beforeInterrupt: (act) => {
      interrupts.add(act);
      return () => interrupts.delete(act);
    },
  };
  return { asking, asked, told, stopped, interrupts };
}
