import {
  CreateLogStreamCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
  type CloudWatchLogsClient,
  type InputLogEvent,
} from '@aws-sdk/client-cloudwatch-logs';
import type { AuditRecord } from '../shared/audit-record';

/** CloudWatch took the request, and not what was in it. */
export class AuditRejectedError extends Error {
  readonly code = 'AUDIT_REJECTED';
  constructor(count: number) {
    super(
      `The audit log rejected ${count} records as too old or too new, though CloudWatch answered success. ` +
        'They stay in the table; report it with this line.',
    );
  }
}

/**
 * Limits of PutLogEvents: 1 MiB with 26 bytes for each event, 24 hours between first and last, nothing older than 14 days.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
const MOST_BYTES = 1_000_000;
const BYTES_BESIDES = 26;
const LONGEST_SPAN_MS = 23 * 3_600_000;
const OLDEST_MS = 13 * 86_400_000;

/** The audit log: a CloudWatch log group of its own, with a stream for each day. */
export class AuditLog {
  constructor(
    private readonly client: CloudWatchLogsClient,
    private readonly group: string,
    /** Milliseconds since epoch. */
    private readonly clock: () => number,
  ) {}

  /**
   * Resolves when all of them are in the log.
   * @throws AuditRejectedError, and what the client throws; some may be in the log then
   */
  async put(records: readonly AuditRecord[]): Promise<void> {
    const now = this.clock();
    const events = records
      .map((record) => ({ timestamp: stampOf(record, now), message: JSON.stringify(record) }))
      .sort((one, other) => one.timestamp - other.timestamp);
    for (const batch of batchesOf(events)) await this.putBatch(batch, streamOf(now));
  }

  /** @param isRestamped whether CloudWatch has rejected these by their time before */
  private async putBatch(
    logEvents: InputLogEvent[],
    logStreamName: string,
    isRestamped = false,
  ): Promise<void> {
    const { group } = this;
    const command = new PutLogEventsCommand({ logGroupName: group, logStreamName, logEvents });
    const answer = await this.client.send(command).catch(async (error: unknown) => {
      // The first record of a day.
      if (!(error instanceof ResourceNotFoundException)) throw error;
      await this.createStream(logStreamName);
      return this.client.send(command);
    });
    const {
      tooOldLogEventEndIndex: old,
      tooNewLogEventStartIndex: recent,
      expiredLogEventEndIndex: expired,
    } = answer.rejectedLogEventsInfo ?? {};
    const isRejected = (index: number): boolean =>
      index < Math.max(old ?? 0, expired ?? 0) || index >= (recent ?? logEvents.length);
    const rejected = logEvents.filter((_, index) => isRejected(index));
    if (rejected.length === 0) return;
    if (isRestamped) throw new AuditRejectedError(rejected.length);
    // Older than the log is kept, for example. A record has its own time inside.
    const timestamp = this.clock();
    await this.putBatch(
      rejected.map((event) => ({ ...event, timestamp })),
      logStreamName,
      true,
    );
  }

  private async createStream(logStreamName: string): Promise<void> {
    try {
      await this.client.send(new CreateLogStreamCommand({ logGroupName: this.group, logStreamName }));
    } catch (error) {
      if (!(error instanceof ResourceAlreadyExistsException)) throw error;
    }
  }
}

/** A record that was left behind for long keeps its own time inside. */
function stampOf({ time }: AuditRecord, now: number): number {
  return Math.min(Math.max(Date.parse(time), now - OLDEST_MS), now);
}

function streamOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

function batchesOf(events: readonly { timestamp: number; message: string }[]): InputLogEvent[][] {
  const batches: InputLogEvent[][] = [];
  let bytes = Infinity;
  let first = 0;
  for (const event of events) {
    const size = Buffer.byteLength(event.message) + BYTES_BESIDES;
    if (bytes + size > MOST_BYTES || event.timestamp - first > LONGEST_SPAN_MS) {
      batches.push([]);
      bytes = 0;
      first = event.timestamp;
    }
    bytes += size;
    batches.at(-1)?.push(event);
  }
  return batches;
}
