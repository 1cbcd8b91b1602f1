import { paginateFilterLogEvents, type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { LogsError } from './faults';

/** A function, and where it writes. */
export interface LogSource {
  readonly function: string;
  readonly group: string;
}

/** A line as CloudWatch has it. */
export interface LogEvent {
  readonly eventId: string;
  /** Ms since epoch. */
  readonly timestamp: number;
  readonly message: string;
}

/** A line, and whose it is. */
export interface FoundEvent extends LogEvent {
  readonly function: string;
}

/**
 * @param output LogGroups of the stack: `callback=NAME,worker=NAME,…`
 * @param names those that are wanted; empty: all
 * @throws LogsError no-such-function
 */
export function sourcesIn(output: string, names: readonly string[]): LogSource[] {
  const sources = allIn(output);
  const functions = sources.map((source) => source.function);
  const unknown = names.find((name) => !functions.includes(name));
  if (unknown !== undefined) throw new LogsError({ code: 'no-such-function', name: unknown, functions });
  return names.length === 0 ? sources : sources.filter((source) => names.includes(source.function));
}

/** The name of one function's log group; empty: the stack has no such function. @param output LogGroups of the stack */
export function logGroupOf(output: string, name: string): string {
  return allIn(output).find((source) => source.function === name)?.group ?? '';
}

function allIn(output: string): LogSource[] {
  return output.split(',').map((pair) => {
    const [name = '', group = ''] = pair.split('=');
    return { function: name, group };
  });
}

/** The lines of functions from a time on, the oldest first. @param from ms since epoch @throws what the client throws */
export async function readEvents(
  client: CloudWatchLogsClient,
  sources: readonly LogSource[],
  from: number,
  pattern: string | undefined,
): Promise<FoundEvent[]> {
  const found = await Promise.all(sources.map((source) => eventsOf(client, source, from, pattern)));
  // Lines of one function at the same time stay in the order that CloudWatch gives.
  return found.flat().sort((one, other) => one.timestamp - other.timestamp);
}

async function eventsOf(
  client: CloudWatchLogsClient,
  source: LogSource,
  from: number,
  pattern: string | undefined,
): Promise<FoundEvent[]> {
  const found: FoundEvent[] = [];
  const input = { logGroupName: source.group, startTime: from, filterPattern: pattern };
  for await (const { events = [] } of paginateFilterLogEvents({ client }, input)) {
    for (const { eventId = '', timestamp = 0, message = '' } of events)
      found.push({ eventId, timestamp, message, function: source.function });
  }
  return found;
}
