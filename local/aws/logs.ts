import { randomUUID } from 'node:crypto';
import type { Clock } from './clock';
import { Queries } from './insights';
import { filterLogEvents } from './logs-filter';
import { AwsError, isRecord, stringIn, type AwsService, type Call, type Input } from './service';

export interface LogEvent {
  readonly eventId: string;
  readonly logStreamName: string;
  /** Milliseconds since epoch. */
  readonly timestamp: number;
  readonly message: string;
}

interface LogGroup {
  readonly streams: Set<string>;
  readonly events: LogEvent[];
}

const KEPT_PER_GROUP = 10_000;

/** The newest lines of every log group. */
export class LogGroups {
  private readonly groups = new Map<string, LogGroup>();
  private lastId = 0;

  constructor(private readonly clock: Clock) {}

  create(group: string): void {
    if (!this.groups.has(group)) this.groups.set(group, { streams: new Set(), events: [] });
  }

  /** A line of a function, whose group and stream Lambda creates if they are not there. */
  append(group: string, stream: string, message: string): void {
    this.create(group);
    this.groups.get(group)?.streams.add(stream);
    this.add(group, stream, { timestamp: this.clock.now(), message });
  }

  /** @throws AwsError ResourceNotFoundException, ResourceAlreadyExistsException */
  createStream(group: string, stream: string): void {
    const { streams } = this.group(group);
    if (streams.has(stream)) {
      throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
    }
    streams.add(stream);
  }

  add(group: string, logStreamName: string, event: Pick<LogEvent, 'timestamp' | 'message'>): void {
    const { streams, events } = this.group(group);
    if (!streams.has(logStreamName)) {
      throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
    }
    this.lastId += 1;
    events.push({ eventId: String(this.lastId).padStart(56, '0'), logStreamName, ...event });
    if (events.length > KEPT_PER_GROUP) events.shift();
  }

  /** @throws AwsError ResourceNotFoundException */
  events(group: string): readonly LogEvent[] {
    return this.group(group).events;
  }

  hasStream(group: string, stream: string): boolean {
    return this.group(group).streams.has(stream);
  }

  private group(name: string): LogGroup {
    const group = this.groups.get(name);
    if (group !== undefined) return group;
    throw new AwsError('ResourceNotFoundException', `The specified log group does not exist: ${name}`);
  }
}

/** CloudWatch Logs in front of the log groups. */
export function logsService(groups: LogGroups, clock: Clock): AwsService {
  const queries = new Queries(randomUUID);
  return ({ operation, input }: Call): object => {
    const group = stringIn(input, 'logGroupName') ?? '';
    switch (operation) {
      case 'CreateLogStream':
        groups.createStream(group, stringIn(input, 'logStreamName') ?? '');
        return {};
      case 'PutLogEvents':
        return put(groups, group, input, clock.now());
      case 'FilterLogEvents':
        return filterLogEvents(groups.events(group), input);
      case 'StartQuery':
        return queries.start(groups.events(group), input);
      case 'GetQueryResults':
        return queries.results(input);
      case 'StopQuery':
        return queries.stop(input);
      default:
        throw new Error(`operations.ts names logs ${operation}, which nothing here answers.`);
    }
  };
}

const MOST_EVENTS = 10_000;
const MOST_BYTES = 1_048_576;
const BYTES_BESIDES = 26;
const DAY_MS = 86_400_000;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
function put(groups: LogGroups, group: string, input: Input, now: number): object {
  const stream = stringIn(input, 'logStreamName') ?? '';
  const events = eventsIn(input);
  refuseBatch(events);
  const tooOld = events.filter(({ timestamp }) => timestamp < now - 14 * DAY_MS).length;
  const firstTooNew = events.findIndex(({ timestamp }) => timestamp > now + DAY_MS / 12);
  const end = firstTooNew < 0 ? events.length : firstTooNew;
  if (!groups.hasStream(group, stream)) {
    throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  }
  for (const event of events.slice(tooOld, end)) groups.add(group, stream, event);
  return {
    nextSequenceToken: '1',
    // Success, and yet something is missing.
    ...((tooOld > 0 || firstTooNew >= 0) && {
      rejectedLogEventsInfo: {
        ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
        ...(firstTooNew >= 0 && { tooNewLogEventStartIndex: firstTooNew }),
      },
    }),
  };
}

function eventsIn(input: Input): { timestamp: number; message: string }[] {
  const events = input['logEvents'];
  if (!Array.isArray(events) || events.length === 0 || events.length > MOST_EVENTS) {
    throw invalid(`logEvents must have 1 to ${MOST_EVENTS} events.`);
  }
  return events.map((event: unknown) => {
    const { timestamp, message } = isRecord(event) ? event : {};
    if (typeof timestamp === 'number' && typeof message === 'string' && message !== '') {
      return { timestamp, message };
    }
    throw invalid('Each log event needs a timestamp and a message of at least one character.');
  });
}

function refuseBatch(events: readonly { timestamp: number; message: string }[]): void {
  const bytes = events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + BYTES_BESIDES, 0);
  if (bytes > MOST_BYTES) throw invalid(`Upload too large: ${bytes} bytes exceeds limit of ${MOST_BYTES}`);
  const times = events.map(({ timestamp }) => timestamp);
  if (times.some((time, index) => time < (times[index - 1] ?? 0))) {
    throw invalid('Log events in a single PutLogEvents request must be in chronological order.');
  }
  if ((times.at(-1) ?? 0) - (times[0] ?? 0) > DAY_MS) {
    throw invalid('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
