import {
  CreateLogStreamCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
  type CloudWatchLogsClient,
  type InputLogEvent,
  type RejectedLogEventsInfo,
} from '@aws-sdk/client-cloudwatch-logs';
import { AuditLog } from '../../../lambda/aws/audit-log';
import type { AuditRecord } from '../../../lambda/shared/audit-record';
import { errorWith } from '../../support/errors';

const NOW = Date.parse('2026-11-25T08:00:00.000Z');
const HOUR = 3_600_000;
const metadata = { $metadata: {}, message: '' };

const recordAt = (at: number, words = ''): AuditRecord => ({
  id: `m${at}`,
  time: new Date(at).toISOString(),
  event: 'answered',
  app: 'assistant',
  content: { question: words, answer: '' },
});

/** A log group that has these streams. */
/** @param times how often it rejects @default always */
function world(streams: string[], rejected?: RejectedLogEventsInfo, raceFor?: string, times = Infinity) {
  const batches: InputLogEvent[][] = [];
  const send = (command: object): Promise<object> => {
    if (command instanceof CreateLogStreamCommand) {
      const { logStreamName = '' } = command.input;
      streams.push(logStreamName);
      return raceFor === logStreamName
        ? Promise.reject(new ResourceAlreadyExistsException(metadata))
        : Promise.resolve({});
    }
    if (!(command instanceof PutLogEventsCommand)) throw new Error('another call');
    const { logStreamName = '', logEvents = [] } = command.input;
    if (!streams.includes(logStreamName)) return Promise.reject(new ResourceNotFoundException(metadata));
    batches.push(logEvents);
    return Promise.resolve(rejected && batches.length <= times ? { rejectedLogEventsInfo: rejected } : {});
  };
  const log = new AuditLog({ send } as unknown as CloudWatchLogsClient, 'group', () => NOW);
  return { log, batches, streams };
}

it('a record is an event of its own time, in the stream of the day, which is made with its first', async () => {
  const { log, batches, streams } = world([]);
  await log.put([recordAt(NOW - 1)]);
  await log.put([recordAt(NOW)]);
  expect(streams).toEqual(['2026-11-25']);
  expect(batches.flat()).toEqual([
    { timestamp: NOW - 1, message: JSON.stringify(recordAt(NOW - 1)) },
    { timestamp: NOW, message: JSON.stringify(recordAt(NOW)) },
  ]);
});

it('a stream that another sandbox made meanwhile is none the worse', async () => {
  const { log, batches } = world([], undefined, '2026-11-25');
  await log.put([recordAt(NOW)]);
  expect(batches).toHaveLength(1);
});

it('batches are in order, span less than a day, and stay below 1 MiB', async () => {
  const { log, batches } = world(['2026-11-25']);
  const large = 'x'.repeat(400_000);
  const times = [NOW, NOW - 1, NOW - 2, NOW - 30 * HOUR, NOW - 3];
  await log.put(times.map((at) => recordAt(at, large)));
  expect(batches.flat().map(({ timestamp }) => timestamp)).toEqual([...times].sort((one, two) => one - two));
  expect(batches.map((batch) => batch.length)).toEqual([1, 2, 2]);
});

it('a record that was left behind for weeks, or comes from a clock that is ahead, is taken all the same', async () => {
  const { log, batches } = world(['2026-11-25']);
  await log.put([recordAt(NOW - 40 * 24 * HOUR), recordAt(NOW + 5 * HOUR)]);
  expect(batches.flat().map(({ timestamp }) => timestamp)).toEqual([NOW - 13 * 24 * HOUR, NOW]);
  expect(batches[0]?.[0]?.message).toContain(new Date(NOW - 40 * 24 * HOUR).toISOString());
});

it.each<RejectedLogEventsInfo>([
  { tooOldLogEventEndIndex: 1 },
  { expiredLogEventEndIndex: 1 },
  { tooNewLogEventStartIndex: 0 },
])('success that rejects a record is none: %j', async (rejected) => {
  const { log } = world(['2026-11-25'], rejected);
  await expect(log.put([recordAt(NOW - 1), recordAt(NOW)])).rejects.toThrow(
    errorWith({ code: 'AUDIT_REJECTED' }),
  );
});

it('what CloudWatch finds too old is put there as of now, with its own time inside', async () => {
  const { log, batches } = world(['2026-11-25'], { expiredLogEventEndIndex: 1 }, undefined, 1);
  const old = recordAt(NOW - 10 * 86_400_000);
  await log.put([old, recordAt(NOW)]);
  expect(batches[1]).toEqual([{ timestamp: NOW, message: JSON.stringify(old) }]);
});

it('any other refusal of CloudWatch is handed on', async () => {
  const send = () => Promise.reject(new Error('throttled'));
  const log = new AuditLog({ send } as unknown as CloudWatchLogsClient, 'group', () => NOW);
  await expect(log.put([recordAt(NOW)])).rejects.toThrow('throttled');
});
