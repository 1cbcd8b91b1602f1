import type { LeftBehind } from '../../../lambda/aws/audit-outbox';
import { shipLeftBehind } from '../../../lambda/recovery/shipping';
import type { AuditRecord } from '../../../lambda/shared/audit-record';

const NOW = 1_000_000;

const recordOf = (id: string, member?: string): AuditRecord => ({
  id,
  time: new Date(NOW).toISOString(),
  event: 'answered',
  app: 'assistant',
  ...(member !== undefined && { member }),
});

/** An outbox with so many records, and a log that takes them as long as it is up. */
function world(left: LeftBehind[], isUp = true) {
  const shipped: string[] = [];
  const metrics: unknown[] = [];
  const warned: unknown[] = [];
  const ports = {
    config: { timing: { auditMs: 60_000 } },
    outbox: {
      leftBehind: (_: string, limit: number) => Promise.resolve(left.slice(0, limit)),
      shipAll: (records: readonly AuditRecord[]) => {
        if (!isUp) return Promise.reject(Object.assign(new Error('away'), { code: 'SERVICE_UNAVAILABLE' }));
        for (const { id } of records) shipped.push(id);
        left = left.filter(({ record }) => !records.includes(record));
        return Promise.resolve();
      },
    },
    clock: () => NOW,
    log: {
      info: () => undefined,
      warn: (event: string, fields?: object) => void warned.push([event, fields]),
      error: () => undefined,
    },
    metrics: { emit: (values: object) => void metrics.push(values) },
  };
  return { ports, shipped, metrics, warned };
}

it('what its writer had a minute for is put into the log', async () => {
  const { ports, shipped, metrics } = world([
    { record: recordOf('old', 'a'), writtenAt: NOW - 60_000 },
    { record: recordOf('young', 'a'), writtenAt: NOW - 59_999 },
    { record: recordOf('of-the-recovery'), writtenAt: NOW },
  ]);
  await shipLeftBehind(ports, ['assistant']);
  expect(shipped).toEqual(['old', 'of-the-recovery']);
  expect(metrics).toEqual([{ AuditBehind: 0 }]);
});

it('many are put there page by page', async () => {
  const many = Array.from({ length: 250 }, (_, index) => ({
    record: recordOf(String(index), 'a'),
    writtenAt: 0,
  }));
  const { ports, shipped } = world(many);
  await shipLeftBehind(ports, ['assistant']);
  expect(shipped).toHaveLength(250);
});

it('while the log is away they stay, their number is told, and the log says why', async () => {
  const left = [{ record: recordOf('old', 'a'), writtenAt: 0 }];
  const { ports, shipped, metrics, warned } = world(left, false);
  await shipLeftBehind(ports, ['assistant', '*']);
  expect(shipped).toEqual([]);
  expect(metrics).toEqual([{ AuditBehind: 2 }]);
  expect(warned).toContainEqual([
    'audit records not shipped yet',
    expect.objectContaining({ app: 'assistant', count: 1, code: 'SERVICE_UNAVAILABLE' }),
  ]);
});
