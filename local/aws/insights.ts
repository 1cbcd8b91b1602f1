import { runQuery, type QueryResults } from './insights-run';
import { parseQuery } from './insights-syntax';
import type { LogEvent } from './logs';
import { AwsError, integerIn, stringIn, type Input } from './service';

const KEPT_QUERIES = 100;

interface Query extends QueryResults {
  readonly recordsScanned: number;
  polls: number;
  isCancelled: boolean;
}

/**
 * Queries of Logs Insights: each runs when it is started, and is complete when it is asked for the second time, unless it is
 * stopped before.
 */
export class Queries {
  private readonly queries = new Map<string, Query>();

  constructor(private readonly newId: () => string) {}

  /**
   * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
   * @throws AwsError InvalidParameterException, MalformedQueryException, or for what the local stack does not know
   */
  start(events: readonly LogEvent[], input: Input): object {
    const start = integerIn(input, 'startTime');
    const end = integerIn(input, 'endTime');
    const text = stringIn(input, 'queryString');
    if (start === undefined || end === undefined || text === undefined)
      throw invalid('startTime, endTime and queryString are needed.');
    if (start > end) throw invalid('The end of the time range is before its start.');
    const inRange = events.filter(({ timestamp }) => timestamp >= start * 1000 && timestamp <= end * 1000);
    const queryId = this.newId();
    const results = runQuery(parseQuery(text), inRange);
    this.queries.set(queryId, { ...results, recordsScanned: inRange.length, polls: 0, isCancelled: false });
    const [oldest] = this.queries.keys();
    if (this.queries.size > KEPT_QUERIES && oldest !== undefined) this.queries.delete(oldest);
    return { queryId };
  }

  /**
   * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html
   * @throws AwsError ResourceNotFoundException
   */
  results(input: Input): object {
    const query = this.query(input);
    if (query.isCancelled) return { status: 'Cancelled', results: [], statistics: {} };
    query.polls += 1;
    const { recordsMatched, recordsScanned, results } = query;
    if (query.polls === 1) return { status: 'Running', results: [], statistics: {} };
    return { status: 'Complete', results, statistics: { recordsMatched, recordsScanned } };
  }

  /**
   * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StopQuery.html
   * @throws AwsError ResourceNotFoundException, or InvalidParameterException for one that has ended
   */
  stop(input: Input): object {
    const query = this.query(input);
    if (query.isCancelled || query.polls > 1) throw invalid('The specified query is not running.');
    query.isCancelled = true;
    return { success: true };
  }

  private query(input: Input): Query {
    const id = stringIn(input, 'queryId') ?? '';
    const query = this.queries.get(id);
    if (!query) throw new AwsError('ResourceNotFoundException', `There is no query ${id}.`);
    return query;
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
