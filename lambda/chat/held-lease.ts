import type { Timing } from '../shared/timing';
import type { Deliveries, DeliveryRecord, QueuedMessage } from './ports';

/** What holding a lease takes. */
export interface LeasePorts {
  readonly deliveries: Pick<Deliveries, 'renew'>;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
  /** Resolves after so many ms; rejects when the signal is aborted. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** What is left of the lease, or of the worker's time, is too short for a send, or there is no lease any more. */
export class LeaseEndsError extends Error {
  readonly code = 'LEASE_ENDS';
  constructor(options?: { cause: unknown }) {
    super(
      'The lease of this message, or the time of the worker, ends too soon for a send. Another worker takes the message over, and goes on.',
      options,
    );
  }
}

/** The lease of one message and its absence from the queue, renewed for as long as the worker is at it. */
export class HeldLease {
  private readonly ended = new AbortController();
  private readonly failed = new AbortController();
  private readonly renewals: Promise<void>;

  /**
   * @param until when the lease ends unless it is renewed; ms since epoch
   * @param workUntil when the worker's time ends, whatever the lease; ms since epoch
   */
  constructor(
    private readonly ports: LeasePorts,
    private readonly record: DeliveryRecord,
    private readonly queued: Pick<QueuedMessage, 'keepAway'>,
    private readonly timing: Timing,
    private until: number,
    private readonly workUntil: number,
  ) {
    this.renewals = this.renewUntilEnded();
  }

  /** Aborted when a renewal has failed: whatever goes on is to stop. */
  get lost(): AbortSignal {
    return this.failed.signal;
  }

  /** @throws LeaseEndsError unless the lease lasts for so many ms */
  mustLast(ms: number): void {
    const { signal } = this.failed;
    const isShort = Math.min(this.until, this.workUntil) - this.ports.clock() < ms;
    if (signal.aborted || isShort) throw new LeaseEndsError({ cause: signal.reason });
  }

  /** Ends the renewals; one that is under way would undo what follows. */
  async end(): Promise<void> {
    this.ended.abort();
    await this.renewals;
  }

  private async renewUntilEnded(): Promise<void> {
    const { deliveries, clock, pause } = this.ports;
    const { renewalMs, leaseMs, visibilityMs } = this.timing;
    try {
      for (;;) {
        await pause(renewalMs, this.ended.signal);
        const until = clock() + leaseMs;
        await deliveries.renew(this.record, until);
        await this.queued.keepAway(visibilityMs);
        this.until = until;
      }
    } catch (error) {
      if (!this.ended.signal.aborted) this.failed.abort(error);
    }
  }
}
