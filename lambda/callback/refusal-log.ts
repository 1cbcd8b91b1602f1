import { errorFields, type Log } from '../shared/log';
import { METRICS, type Metrics, type RefusalClass } from '../shared/metrics';
import type { Refusal } from './refusal';

/** What keeping count of refusals takes. */
export interface RefusalLogPorts {
  readonly log: Log;
  readonly metrics: Metrics;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
}

/** A stranger who knocks without end must not fill the log: so many lines a minute, from each sandbox. */
const LINES_A_MINUTE = 20;
const MINUTE_MS = 60_000;

/**
 * Log lines of refused callbacks, at most 20 a minute, and their number by class. What goes beyond is only counted, and
 * said with the first refusal after that minute.
 */
export class RefusalLog {
  private minuteBegan = 0;
  private lines = 0;
  private readonly unsaid = new Map<RefusalClass, number>();

  constructor(private readonly ports: RefusalLogPorts) {}

  /** @param path of the request, without its query */
  note(refusal: Refusal, path: string): void {
    const { log, metrics } = this.ports;
    if (this.ports.clock() - this.minuteBegan >= MINUTE_MS) this.beginMinute();
    if (this.lines >= LINES_A_MINUTE) {
      this.unsaid.set(refusal.class, (this.unsaid.get(refusal.class) ?? 0) + 1);
      return;
    }
    this.lines += 1;
    log.warn('callback refused', {
      status: refusal.status,
      path,
      class: refusal.class,
      ...errorFields(refusal.cause ?? refusal),
    });
    metrics.emit({ [METRICS.refused]: 1 }, { class: refusal.class });
  }

  private beginMinute(): void {
    const { log, metrics, clock } = this.ports;
    this.minuteBegan = clock();
    this.lines = 0;
    for (const [kind, count] of this.unsaid) {
      log.warn('more callbacks refused', { class: kind, count });
      metrics.emit({ [METRICS.refused]: count }, { class: kind });
    }
    this.unsaid.clear();
  }
}
