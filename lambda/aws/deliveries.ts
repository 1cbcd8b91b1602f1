import type { Deliveries, Lease, Outcome } from '../chat/ports';
import { deliveryKey } from '../shared/table-keys';
import type { BotTable } from './bot-table';

/** Longer than WeCom, the queue and any replay within reason can bring a message again. */
const KEPT_SECONDS = 35 * 86_400;

/** Another worker took the message over while this one was at it. */
export class LeaseLostError extends Error {
  readonly code = 'LEASE_LOST';
  constructor() {
    super(
      'The lease of this message ended and another worker took it over; that one records what came of it.',
    );
  }
}

/** Delivery records in the bot table: one item for each WeCom message, changed by conditional writes alone. */
export class DeliveryRecords implements Deliveries {
  constructor(
    private readonly table: BotTable,
    /** Milliseconds since epoch. */
    private readonly clock: () => number,
  ) {}

  async lease(app: string, id: string, until: number): Promise<Lease> {
    const now = this.clock();
    const key = deliveryKey(app, id);
    const leased = await this.table.updateIf(key, {
      condition:
        'attribute_not_exists(pk) OR #expiresAt <= :seconds OR (#state <> :done AND #leaseUntil <= :now)',
      update:
        'SET #state = :open, #leaseUntil = :until, #expiresAt = :expiresAt, #v = :v, ' +
        '#epoch = if_not_exists(#epoch, :zero) + :one, #receivedAt = if_not_exists(#receivedAt, :now)',
      names: {
        '#state': 'state',
        '#leaseUntil': 'leaseUntil',
        '#expiresAt': 'expiresAt',
        '#v': 'v',
        '#epoch': 'epoch',
        '#receivedAt': 'receivedAt',
      },
      values: {
        ':open': 'OPEN',
        ':done': 'DONE',
        ':now': now,
        ':seconds': Math.floor(now / 1000),
        ':until': until,
        ':expiresAt': this.expiry(),
        ':v': 1,
        ':zero': 0,
        ':one': 1,
      },
    });
    if (leased) return { state: 'leased', epoch: Number(leased['epoch']) };
    const record = await this.table.get(key);
    return { state: record?.['state'] === 'DONE' ? 'done' : 'taken' };
  }

  /** @throws LeaseLostError */
  async done(app: string, id: string, epoch: number, outcome: Outcome): Promise<void> {
    const done = await this.table.updateIf(deliveryKey(app, id), {
      condition: '#epoch = :mine AND #state = :open',
      update: 'SET #state = :done, #outcome = :outcome, #expiresAt = :expiresAt',
      names: { '#epoch': 'epoch', '#state': 'state', '#outcome': 'outcome', '#expiresAt': 'expiresAt' },
      values: {
        ':mine': epoch,
        ':open': 'OPEN',
        ':done': 'DONE',
        ':outcome': outcome,
        ':expiresAt': this.expiry(),
      },
    });
    if (!done) throw new LeaseLostError();
  }

  private expiry(): number {
    return Math.floor(this.clock() / 1000) + KEPT_SECONDS;
  }
}
