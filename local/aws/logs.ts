import type { Clock } from './clock';
import { AwsError, integerIn, stringIn, type AwsService, type Call, type Input } from './service';

interface LogEvent {
  readonly eventId: string;
  readonly logStreamName: string;
  /** Milliseconds since epoch. */
  readonly timestamp: number;
  readonly message: string;
}

const KEPT_PER_GROUP = 10_000;
const MOST_PER_PAGE = 10_000;

/** The newest lines of every log group. */
export class LogGroups {
  private readonly groups = new Map<string, LogEvent[]>();
  private lastId = 0;

  constructor(private readonly clock: Clock) {}

  /** Creates the group, as Lambda does, if the template does not. */
  create(group: string): void {
    if (!this.groups.has(group)) this.groups.set(group, []);
  }

  append(group: string, stream: string, message: string): void {
    this.create(group);
    const events = this.groups.get(group) ?? [];
    this.lastId += 1;
    events.push({
      eventId: String(this.lastId).padStart(56, '0'),
      logStreamName: stream,
      timestamp: this.clock.now(),
      message,
    });
    if (events.length > KEPT_PER_GROUP) events.shift();
  }

  /** @throws AwsError ResourceNotFoundException */
  events(group: string): readonly LogEvent[] {
    const events = this.groups.get(group);
    if (events !== undefined) return events;
    throw new AwsError('ResourceNotFoundException', `The specified log group does not exist: ${group}`);
  }
}

/** CloudWatch Logs in front of the log groups. */
export function logsService(groups: LogGroups): AwsService {
  return ({ operation, input }: Call): object => {
    if (operation !== 'FilterLogEvents') {
      throw new Error(`operations.ts names logs ${operation}, which nothing here answers.`);
    }
    return filter(groups.events(stringIn(input, 'logGroupName') ?? ''), input);
  };
}

function filter(events: readonly LogEvent[], input: Input): object {
  const matches = matcher(stringIn(input, 'filterPattern') ?? '');
  const start = integerIn(input, 'startTime') ?? 0;
  const end = integerIn(input, 'endTime') ?? Infinity;
  const after = stringIn(input, 'nextToken') ?? '';
  const limit = integerIn(input, 'limit') ?? MOST_PER_PAGE;
  if (limit < 1 || limit > MOST_PER_PAGE) {
    throw new AwsError('InvalidParameterException', `limit must be between 1 and ${MOST_PER_PAGE}.`);
  }
  const found = events.filter(
    ({ eventId, timestamp, message }) =>
      eventId > after && timestamp >= start && timestamp <= end && matches(message),
  );
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    events: page.map((event) => ({ ...event, ingestionTime: event.timestamp })),
    searchedLogStreams: [],
    ...(last !== undefined && found.length > page.length ? { nextToken: last.eventId } : {}),
  };
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
