import type { LeftBehind } from '../aws/audit-outbox';
import type { AuditRecord } from '../shared/audit-record';
import { errorFields, type Log } from '../shared/log';
import { METRICS, type Metrics } from '../shared/metrics';
import type { Timing } from '../shared/timing';

/** What shipping takes. */
export interface ShippingPorts {
  readonly config: { readonly timing: Pick<Timing, 'auditMs'> };
  readonly outbox: {
    leftBehind(app: string, limit: number): Promise<LeftBehind[]>;
    shipAll(records: readonly AuditRecord[]): Promise<void>;
  };
  /** Milliseconds since epoch. */
  readonly clock: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
}

const PAGE = 100;
/** In one run, so that it ends well before the next. */
const MOST_PAGES = 20;

/** Puts into the log what is still in the table, and says how much could not be put there. @param apps may hold `*` */
export async function shipLeftBehind(ports: ShippingPorts, apps: readonly string[]): Promise<void> {
  const left = await Promise.all(apps.map((app) => shipFor(ports, app)));
  ports.metrics.emit({ [METRICS.auditBehind]: left.reduce((sum, count) => sum + count, 0) });
}

/** @returns how many records could not be put into the log, as far as was looked */
async function shipFor({ config, outbox, clock, log }: ShippingPorts, app: string): Promise<number> {
  let records: AuditRecord[] = [];
  try {
    for (let page = 0; page < MOST_PAGES; page++) {
      const there = await outbox.leftBehind(app, PAGE);
      records = there
        .filter(({ record, writtenAt }) => isAbandoned(record, clock() - writtenAt, config))
        .map(({ record }) => record);
      if (records.length > 0) await outbox.shipAll(records);
      if (records.length < PAGE) return 0;
    }
    return 0;
  } catch (error) {
    log.warn('audit records not shipped yet', { app, count: records.length, ...errorFields(error) });
    return Math.max(1, records.length);
  }
}

/** What the recovery writes itself it also ships. */
function isAbandoned({ member }: AuditRecord, ageMs: number, { timing }: ShippingPorts['config']): boolean {
  return member === undefined || ageMs >= timing.auditMs;
}
