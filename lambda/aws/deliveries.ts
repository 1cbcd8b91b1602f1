import type {
  Conclusion,
  Deliveries,
  DeliveryRecord,
  GiveBack,
  Lease,
  Member,
  Part,
  TurnPlace,
} from '../chat/ports';
import { deliveryKey } from '../shared/table-keys';
import type { Attributes, BotTable } from './bot-table';
import { CONCLUSION, recordFrom, valuesOf } from './delivery-item';

const SET_CONCLUSION = CONCLUSION.split(' ')
  .map((name) => `#${name} = :${name}`)
  .join(', ');

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

/** A write of a lease's holder. */
interface Write {
  /** Besides that the lease is still ours. */
  readonly condition: string;
  readonly update: string;
  /** Every attribute of both, with a space between them. */
  readonly names: string;
  readonly values: Attributes;
  /** Whether an item looks as after this write: the client repeats one whose answer was lost. */
  readonly isMadeIn: (item: Attributes) => boolean;
}

/**
 * Delivery records in the bot table: one item for each WeCom message, OPEN, then ANSWERED, then DONE, changed by
 * conditional writes alone. See "Delivery, exactly" in docs/architecture.md for the numbers of the writes.
 */
export class DeliveryRecords implements Deliveries {
  constructor(
    private readonly table: BotTable,
    /** Milliseconds since epoch. */
    private readonly clock: () => number,
    private readonly newId: () => string,
  ) {}

  async lease(member: Member, id: string, until: number, place: TurnPlace): Promise<Lease> {
    const { app } = member;
    const owner = this.newId();
    const leased = await this.table.updateIf(deliveryKey(app, id), {
      condition: 'attribute_not_exists(pk) OR (#state <> :done AND #leaseUntil <= :now)',
      update:
        'SET #state = if_not_exists(#state, :open), #leaseUntil = :until, #owner = :owner, #expiresAt = :expiresAt, ' +
        '#v = :v, #member = :member, #epoch = if_not_exists(#epoch, :zero) + :one, #attempts = if_not_exists(#attempts, :zero) + :one, ' +
        '#receivedAt = if_not_exists(#receivedAt, :now), #committedAt = if_not_exists(#committedAt, :now), ' +
        '#conversation = if_not_exists(#conversation, :conversation), #sequence = if_not_exists(#sequence, :sequence), ' +
        '#asks = if_not_exists(#asks, :zero), #sent = if_not_exists(#sent, :zero), #parts = if_not_exists(#parts, :none)',
      names: namesOf(
        'state leaseUntil owner expiresAt v member epoch attempts receivedAt committedAt conversation sequence asks sent parts',
      ),
      values: { ...this.firstLease(member, until, owner, place), ':done': 'DONE', ':v': 1 },
    });
    if (leased) return { state: 'leased', record: recordFrom(app, id, leased) };
    const item = await this.table.get(deliveryKey(app, id));
    if (!item) return this.leaseExpired(member, id, until, owner, place);
    if (item['state'] === 'DONE') return { state: 'done' };
    const isOurs = item['owner'] === owner;
    return isOurs ? { state: 'leased', record: recordFrom(app, id, item) } : { state: 'taken' };
  }

  /** Time to live deletes days late: a record that has expired is as good as none. */
  private async leaseExpired(
    member: Member,
    id: string,
    until: number,
    owner: string,
    place: TurnPlace,
  ): Promise<Lease> {
    const { app } = member;
    const leased = await this.table.updateIf(deliveryKey(app, id), {
      condition: '#expiresAt <= :seconds',
      update:
        'SET #state = :open, #leaseUntil = :until, #owner = :owner, #expiresAt = :expiresAt, #epoch = #epoch + :one, ' +
        '#attempts = :one, #receivedAt = :now, #committedAt = :now, #conversation = :conversation, ' +
        '#sequence = :sequence, #asks = :zero, #sent = :zero, #parts = :none, #member = :member ' +
        'REMOVE #modelWaitSince, #signOfLife, #firstSentAt, #understood, #heardSeconds',
      names: namesOf(
        'state leaseUntil owner expiresAt epoch attempts receivedAt committedAt conversation sequence asks sent parts ' +
          'member modelWaitSince signOfLife firstSentAt understood heardSeconds',
      ),
      values: {
        ...this.firstLease(member, until, owner, place),
        ':seconds': Math.floor(this.clock() / 1000),
      },
    });
    return leased ? { state: 'leased', record: recordFrom(app, id, leased) } : { state: 'taken' };
  }

  private firstLease(member: Member, until: number, owner: string, place: TurnPlace): Attributes {
    return {
      // By whom a company finds all that is a member's.
      ':member': member.id,
      ':open': 'OPEN',
      ':now': this.clock(),
      ':until': until,
      ':owner': owner,
      ':expiresAt': this.expiry(),
      ':zero': 0,
      ':one': 1,
      ':none': [],
      ':conversation': place.conversation,
      ':sequence': place.sequence,
    };
  }

  async renew(record: DeliveryRecord, until: number): Promise<void> {
    await this.write(record, {
      condition: '#state <> :done',
      update: 'SET #leaseUntil = :until',
      names: 'state leaseUntil',
      values: { ':done': 'DONE', ':until': until },
      isMadeIn: () => false,
    });
  }

  asking(record: DeliveryRecord): Promise<DeliveryRecord> {
    return this.write(record, {
      condition: '#state = :open',
      update: 'SET #asks = :asks',
      names: 'state asks',
      values: { ':open': 'OPEN', ':asks': record.asks + 1 },
      isMadeIn: () => false,
    });
  }

  commit(record: DeliveryRecord, part: Part): Promise<DeliveryRecord> {
    const count = record.parts.length;
    return this.write(record, {
      condition: '#state = :open AND size(#parts) = :count',
      update: 'SET #parts = list_append(#parts, :part), #committedAt = :now',
      names: 'state parts committedAt',
      values: { ':open': 'OPEN', ':count': count, ':part': [part], ':now': this.clock() },
      isMadeIn: ({ parts }) => (parts as unknown[]).length === count + 1,
    });
  }

  sent(record: DeliveryRecord): Promise<DeliveryRecord> {
    return this.write(record, {
      condition: '#sent = :before',
      update: 'SET #sent = :count, #firstSentAt = if_not_exists(#firstSentAt, :now)',
      names: 'sent firstSentAt',
      values: { ':before': record.sent, ':count': record.sent + 1, ':now': this.clock() },
      isMadeIn: ({ sent }) => sent === record.sent + 1,
    });
  }

  answered(record: DeliveryRecord, rest: readonly Part[], conclusion: Conclusion): Promise<DeliveryRecord> {
    // A part that may have been sent keeps its time: WeCom is asked to look back to it.
    const isNew = rest.length > 0 && record.sent === record.parts.length;
    return this.write(record, {
      condition: '#state = :open AND size(#parts) = :count',
      update: `SET #state = :answered, #parts = list_append(#parts, :rest), ${isNew ? '#committedAt = :now, ' : ''}${SET_CONCLUSION}`,
      names: `state parts ${isNew ? 'committedAt ' : ''}${CONCLUSION}`,
      values: {
        ':open': 'OPEN',
        ':answered': 'ANSWERED',
        ':count': record.parts.length,
        ':rest': rest,
        ...(isNew && { ':now': this.clock() }),
        ...valuesOf(conclusion),
      },
      isMadeIn: ({ state }) => state === 'ANSWERED',
    });
  }

  giveUp(record: DeliveryRecord, apology: readonly Part[], conclusion: Conclusion): Promise<DeliveryRecord> {
    return this.write(record, {
      condition: '#state <> :done AND #sent = :sent',
      update: `SET #state = :answered, #parts = :parts, #committedAt = :now, ${SET_CONCLUSION}`,
      names: `state sent parts committedAt ${CONCLUSION}`,
      values: {
        ':done': 'DONE',
        ':answered': 'ANSWERED',
        ':sent': record.sent,
        ':parts': [...record.parts.slice(0, record.sent), ...apology],
        ':now': this.clock(),
        ...valuesOf(conclusion),
      },
      isMadeIn: () => false,
    });
  }

  understood(record: DeliveryRecord, text: string, seconds: number): Promise<DeliveryRecord> {
    return this.write(record, {
      condition: '#state = :open',
      update: 'SET #understood = :text, #heardSeconds = :seconds',
      names: 'state understood heardSeconds',
      values: { ':open': 'OPEN', ':text': text, ':seconds': seconds },
      isMadeIn: ({ understood }) => understood === text,
    });
  }

  async claimSignOfLife(record: DeliveryRecord): Promise<DeliveryRecord | undefined> {
    if (record.gaveSignOfLife) return undefined;
    return this.write(record, {
      condition: 'attribute_not_exists(#signOfLife)',
      update: 'SET #signOfLife = :mine',
      names: 'signOfLife',
      values: {},
      isMadeIn: ({ signOfLife }) => signOfLife === record.epoch,
    });
  }

  async done(record: DeliveryRecord): Promise<void> {
    await this.write(record, {
      condition: '#state = :answered AND size(#parts) = #sent',
      update: 'SET #state = :done, #expiresAt = :expiresAt REMOVE #parts, #understood, #heardSeconds',
      names: 'state parts understood heardSeconds sent expiresAt',
      values: { ':answered': 'ANSWERED', ':done': 'DONE', ':expiresAt': this.expiry() },
      isMadeIn: ({ state }) => state === 'DONE',
    });
  }

  async release(record: DeliveryRecord, { attempt, ask, modelWaitSince }: GiveBack): Promise<void> {
    const waits = modelWaitSince !== undefined;
    await this.write(record, {
      condition: '#state <> :done',
      update: `SET #leaseUntil = :zero, #attempts = :attempts, #asks = :asks${waits ? ', #modelWaitSince = if_not_exists(#modelWaitSince, :since)' : ''}`,
      names: `state leaseUntil attempts asks${waits ? ' modelWaitSince' : ''}`,
      values: {
        ':done': 'DONE',
        ':zero': 0,
        ':attempts': record.attempts - (attempt ? 1 : 0),
        ':asks': record.asks - (ask ? 1 : 0),
        ...(waits && { ':since': modelWaitSince }),
      },
      isMadeIn: () => false,
    });
  }

  /**
   * Opens a message that is done once more, as if it had never been taken: what redrive does. Its turn belongs where the
   * conversation is by then.
   * @returns false if there is no such record, or it is not done
   */
  async reopen(app: string, id: string): Promise<boolean> {
    const reopened = await this.table.updateIf(deliveryKey(app, id), {
      condition: '#state = :done',
      update:
        'SET #state = :open, #leaseUntil = :zero, #attempts = :zero, #asks = :zero, #sent = :zero, #parts = :none, ' +
        '#receivedAt = :now, #expiresAt = :expiresAt, #reopened = if_not_exists(#reopened, :zero) + :one ' +
        'REMOVE #modelWaitSince, #signOfLife, #firstSentAt, #conversation, #sequence',
      names: namesOf(
        'state leaseUntil attempts asks sent parts receivedAt expiresAt modelWaitSince signOfLife firstSentAt ' +
          'conversation sequence reopened',
      ),
      values: {
        ':done': 'DONE',
        ':open': 'OPEN',
        ':zero': 0,
        ':one': 1,
        ':none': [],
        ':now': this.clock(),
        ':expiresAt': this.expiry(),
      },
    });
    return reopened !== undefined;
  }

  /** @throws LeaseLostError if the condition, or that the lease is still ours, does not hold */
  private async write(
    record: DeliveryRecord,
    { condition, update, names, values, isMadeIn }: Write,
  ): Promise<DeliveryRecord> {
    const { app, id, epoch } = record;
    const key = deliveryKey(app, id);
    const written = await this.table.updateIf(key, {
      condition: `#epoch = :mine AND ${condition}`,
      update,
      names: namesOf(`epoch ${names}`),
      values: { ...values, ':mine': epoch },
    });
    if (written) return recordFrom(app, id, written);
    const item = await this.table.get(key);
    if (item?.['epoch'] !== epoch || !isMadeIn(item)) throw new LeaseLostError();
    return recordFrom(app, id, item);
  }

  private expiry(): number {
    return Math.floor(this.clock() / 1000) + KEPT_SECONDS;
  }
}

/** Every attribute under a placeholder, since many good names are reserved words. */
function namesOf(names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [`#${name}`, name]));
}
