import { AwsError, integerIn, stringIn, type Input } from './service';
import type { LogEvent } from './logs';

const MOST_PER_PAGE = 10_000;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export function filterLogEvents(events: readonly LogEvent[], input: Input): object {
  const matches = matcher(stringIn(input, 'filterPattern') ?? '');
  const start = integerIn(input, 'startTime') ?? 0;
  const end = integerIn(input, 'endTime') ?? Infinity;
  const after = stringIn(input, 'nextToken') ?? '';
  const limit = integerIn(input, 'limit') ?? MOST_PER_PAGE;
  if (limit < 1 || limit > MOST_PER_PAGE) {
    throw new AwsError('InvalidParameterException', `limit must be between 1 and ${MOST_PER_PAGE}.`);
  }
  const found = events
    .filter(
      (event) =>
        placeOf(event) > after &&
        event.timestamp >= start &&
        event.timestamp <= end &&
        matches(event.message),
    )
    .sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    events: page.map((event) => ({ ...event, ingestionTime: event.timestamp })),
    searchedLogStreams: [],
    ...(last !== undefined && found.length > page.length ? { nextToken: placeOf(last) } : {}),
  };
}

/** Sorts as AWS gives them: by time, then as they came. */
function placeOf({ timestamp, eventId }: LogEvent): string {
  return `${String(timestamp).padStart(16, '0')}-${eventId}`;
}

function matcher(pattern: string): (message: string) => boolean {
  if (pattern.trim() === '') return () => true;
  const term = /^"([^"\\]+)"$/.exec(pattern)?.[1] ?? /^(\w+)$/.exec(pattern)?.[1];
  if (term !== undefined) return (message) => message.includes(term);
  throw new AwsError(
    'InvalidParameterException',
    `The local stack knows only one term as a filter pattern, quoted or a plain word, not ${pattern}`,
  );
}
