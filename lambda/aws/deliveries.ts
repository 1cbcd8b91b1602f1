import type { Answer, Deliveries, DeliveryRecord, Lease, Outcome, TurnPlace } from '../chat/ports';
import { deliveryKey } from '../shared/table-keys';
import type { Attributes, BotTable } from './bot-table';

/** Longer than WeCom, the queue and any replay within reason can bring a message again. */
const KEPT_SECONDS = 35 * 86_400;
/** Asking again after a worker died is paid again. */
const MAX_ASKS = 2;

/** Another worker took the message over while this one was at it. */
export class LeaseLostError extends Error {
  readonly code = 'LEASE_LOST';
  constructor() {
    super(
      'The lease of this message ended and another worker took it over; that one records what came of it.',
    );
  }
}

/**
 * Delivery records in the bot table: one item for each WeCom message, OPEN, then ANSWERED, then DONE, changed by
 * conditional writes alone.
 */
export class DeliveryRecords implements Deliveries {
  constructor(
    private readonly table: BotTable,
    /** Milliseconds since epoch. */
    private readonly clock: () => number,
  ) {}

  async lease(app: string, id: string, until: number, place: TurnPlace): Promise<Lease> {
    const now = this.clock();
    const leased = await this.table.updateIf(deliveryKey(app, id), {
      condition: 'attribute_not_exists(pk) OR (#state <> :done AND #leaseUntil <= :now)',
      update:
        'SET #state = if_not_exists(#state, :open), #leaseUntil = :until, #expiresAt = :expiresAt, #v = :v, ' +
        '#epoch = if_not_exists(#epoch, :zero) + :one, #receivedAt = if_not_exists(#receivedAt, :now), ' +
        '#conversation = if_not_exists(#conversation, :conversation), #sequence = if_not_exists(#sequence, :sequence), ' +
        '#asks = if_not_exists(#asks, :zero), #sent = if_not_exists(#sent, :zero)',
      names: namesOf('state leaseUntil expiresAt v epoch receivedAt conversation sequence asks sent'),
      values: {
        ':open': 'OPEN',
        ':done': 'DONE',
        ':now': now,
        ':until': until,
        ':expiresAt': this.expiry(),
        ':v': 1,
        ':zero': 0,
        ':one': 1,
        ':conversation': place.conversation,
        ':sequence': place.sequence,
      },
    });
    if (leased) return { state: 'leased', record: recordFrom(app, id, leased) };
    const item = await this.table.get(deliveryKey(app, id));
    if (!item) return this.leaseExpired(app, id, until, place);
    return { state: item['state'] === 'DONE' ? 'done' : 'taken' };
  }

  /** Time to live deletes days late: a record that has expired is as good as none. */
  private async leaseExpired(app: string, id: string, until: number, place: TurnPlace): Promise<Lease> {
    const now = this.clock();
    const leased = await this.table.updateIf(deliveryKey(app, id), {
      condition: '#expiresAt <= :seconds',
      update:
        'SET #state = :open, #leaseUntil = :until, #expiresAt = :expiresAt, #epoch = #epoch + :one, ' +
        '#receivedAt = :now, #conversation = :conversation, #sequence = :sequence, #asks = :zero, #sent = :zero ' +
        'REMOVE #parts',
      names: namesOf('state leaseUntil expiresAt epoch receivedAt conversation sequence asks sent parts'),
      values: {
        ':open': 'OPEN',
        ':seconds': Math.floor(now / 1000),
        ':until': until,
        ':expiresAt': this.expiry(),
        ':one': 1,
        ':now': now,
        ':conversation': place.conversation,
        ':sequence': place.sequence,
        ':zero': 0,
      },
    });
    return leased ? { state: 'leased', record: recordFrom(app, id, leased) } : { state: 'taken' };
  }

  async asking(record: DeliveryRecord): Promise<boolean> {
    const asked = await this.table.updateIf(keyOf(record), {
      condition: '#epoch = :mine AND #state = :open AND #asks < :most',
      update: 'SET #asks = #asks + :one',
      names: namesOf('epoch state asks'),
      values: { ':mine': record.epoch, ':open': 'OPEN', ':most': MAX_ASKS, ':one': 1 },
    });
    if (!asked) await this.assertMine(record);
    return asked !== undefined;
  }

  async answered(record: DeliveryRecord, { outcome, parts, tokens = 0 }: Answer): Promise<void> {
    await this.write(record, {
      condition: '#state = :open',
      update: 'SET #state = :answered, #parts = :parts, #outcome = :outcome, #tokens = :tokens',
      names: namesOf('state parts outcome tokens'),
      values: {
        ':open': 'OPEN',
        ':answered': 'ANSWERED',
        ':parts': parts,
        ':outcome': outcome,
        ':tokens': tokens,
      },
    });
  }

  async sent(record: DeliveryRecord, count: number): Promise<void> {
    await this.write(record, {
      condition: '#sent = :before',
      update: 'SET #sent = :count',
      names: namesOf('sent'),
      values: { ':before': count - 1, ':count': count },
    });
  }

  async done(record: DeliveryRecord, outcome: Outcome): Promise<void> {
    await this.write(record, {
      condition: '#state = :answered',
      update: 'SET #state = :done, #outcome = :outcome, #expiresAt = :expiresAt REMOVE #parts',
      names: namesOf('state outcome expiresAt parts'),
      values: { ':answered': 'ANSWERED', ':done': 'DONE', ':outcome': outcome, ':expiresAt': this.expiry() },
    });
  }

  /** @throws LeaseLostError if the condition, or that the lease is still ours, does not hold */
  private async write(
    record: DeliveryRecord,
    {
      condition,
      update,
      names,
      values,
    }: { condition: string; update: string; names: Record<string, string>; values: Attributes },
  ): Promise<void> {
    const written = await this.table.updateIf(keyOf(record), {
      condition: `#epoch = :mine AND ${condition}`,
      update,
      names: { ...names, ...namesOf('epoch') },
      values: { ...values, ':mine': record.epoch },
    });
    if (!written) throw new LeaseLostError();
  }

  private async assertMine(record: DeliveryRecord): Promise<void> {
    const item = await this.table.get(keyOf(record));
    if (item?.['epoch'] !== record.epoch) throw new LeaseLostError();
  }

  private expiry(): number {
    return Math.floor(this.clock() / 1000) + KEPT_SECONDS;
  }
}

function recordFrom(app: string, id: string, item: Attributes): DeliveryRecord {
  const record = {
    app,
    id,
    epoch: Number(item['epoch']),
    place: { conversation: String(item['conversation']), sequence: String(item['sequence']) },
    sent: Number(item['sent']),
  };
  if (item['state'] !== 'ANSWERED') return record;
  return {
    ...record,
    answer: {
      outcome: item['outcome'] as Outcome,
      parts: item['parts'] as string[],
      tokens: Number(item['tokens']),
    },
  };
}

function keyOf({ app, id }: DeliveryRecord) {
  return deliveryKey(app, id);
}

/** Every attribute under a placeholder, since many good names are reserved words. */
function namesOf(names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [`#${name}`, name]));
}
