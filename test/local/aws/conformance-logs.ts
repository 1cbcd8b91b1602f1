import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  InvalidParameterException,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
  type InputLogEvent,
} from '@aws-sdk/client-cloudwatch-logs';
import { clientConfiguration, type ConformanceCase } from './conformance';

const HOUR = 3_600_000;

/** What our functions rely on of CloudWatch Logs. */
export const logsConformance: readonly ConformanceCase[] = [
  {
    name: 'CloudWatch Logs takes events into a stream that is there, and only there',
    assertOn: withLogs(async (logs, logGroupName) => {
      const logStreamName = randomUUID();
      const events = [{ timestamp: Date.now(), message: `hello ${logStreamName}` }];
      await assert.rejects(put(logs, logGroupName, logStreamName, events), ResourceNotFoundException);
      await assert.rejects(put(logs, 'nowhere', logStreamName, events), ResourceNotFoundException);
      const create = () => logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
      await create();
      await assert.rejects(create(), ResourceAlreadyExistsException);
      await put(logs, logGroupName, logStreamName, events);
      const { events: found = [] } = await logs.send(
        new FilterLogEventsCommand({ logGroupName, filterPattern: `"${logStreamName}"` }),
      );
      assert.deepEqual(
        found.map(({ message, timestamp }) => ({ timestamp, message })),
        events,
      );
    }),
  },
  {
    name: 'CloudWatch Logs answers success, and rejects what is older than 14 days or two hours ahead',
    assertOn: withStream(async (send) => {
      const now = Date.now();
      const old = await send([{ timestamp: now - 15 * 24 * HOUR, message: 'old' }]);
      assert.equal(old.rejectedLogEventsInfo?.tooOldLogEventEndIndex, 1);
      const mixed = await send([
        { timestamp: now, message: 'now' },
        { timestamp: now + 3 * HOUR, message: 'ahead' },
      ]);
      assert.equal(mixed.rejectedLogEventsInfo?.tooNewLogEventStartIndex, 1);
      assert.equal((await send([{ timestamp: now, message: 'now' }])).rejectedLogEventsInfo, undefined);
    }),
  },
  {
    name: 'CloudWatch Logs refuses batches out of order, longer than a day, or above 1 MiB',
    assertOn: withStream(async (send) => {
      const now = Date.now();
      const at = (timestamp: number, message = 'x'): InputLogEvent => ({ timestamp, message });
      for (const batch of [
        [at(now), at(now - 1)],
        [at(now - 25 * HOUR), at(now)],
        [at(now, 'x'.repeat(600_000)), at(now, 'x'.repeat(600_000))],
        [at(now, '')],
        [],
      ]) {
        await assert.rejects(send(batch), InvalidParameterException);
      }
    }),
  },
];

function put(
  logs: CloudWatchLogsClient,
  logGroupName: string,
  logStreamName: string,
  logEvents: InputLogEvent[],
) {
  return logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
}

function withStream(
  assertOn: (send: (events: InputLogEvent[]) => ReturnType<typeof put>) => Promise<void>,
): ConformanceCase['assertOn'] {
  return withLogs(async (logs, logGroupName) => {
    const logStreamName = randomUUID();
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
    await assertOn((events) => put(logs, logGroupName, logStreamName, events));
  });
}

/** Hands in a client, and the log group. */
export function withLogs(
  assertOn: (logs: CloudWatchLogsClient, logGroupName: string) => Promise<void>,
): ConformanceCase['assertOn'] {
  return async (target) => {
    const logs = new CloudWatchLogsClient(clientConfiguration(target, target.endpoints.logsUrl));
    try {
      await assertOn(logs, target.logGroupName);
    } finally {
      logs.destroy();
    }
  };
}
