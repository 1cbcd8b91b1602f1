import type {
  Conclusion,
  Deliveries,
  DeliveryRecord,
  GiveBack,
  Lease,
  Member,
  Part,
  TurnPlace,
} from '../../lambda/chat/ports';

interface Item {
  record: DeliveryRecord;
  leaseUntil: number;
  isDone: boolean;
}

/** Delivery records of a test: the port's rules, without a table. */
export class MemoryDeliveries implements Deliveries {
  readonly items = new Map<string, Item>();

  constructor(private readonly clock: () => number) {}

  lease({ app }: Member, id: string, until: number, place: TurnPlace): Promise<Lease> {
    const item = this.items.get(id) ?? { record: this.first(app, id, place), leaseUntil: 0, isDone: false };
    if (item.isDone) return Promise.resolve({ state: 'done' });
    if (item.leaseUntil > this.clock()) return Promise.resolve({ state: 'taken' });
    const { epoch, attempts } = item.record;
    const record = { ...item.record, epoch: epoch + 1, attempts: attempts + 1 };
    this.items.set(id, { record, leaseUntil: until, isDone: false });
    return Promise.resolve({ state: 'leased', record });
  }

  async renew(record: DeliveryRecord, until: number): Promise<void> {
    await this.change(record, {});
    const item = this.items.get(record.id);
    if (item) item.leaseUntil = until;
  }

  asking(record: DeliveryRecord): Promise<DeliveryRecord> {
    return this.change(record, { asks: record.asks + 1 }, isOpen);
  }

  commit(record: DeliveryRecord, part: Part): Promise<DeliveryRecord> {
    const change = { parts: [...record.parts, part], committedAt: this.clock() };
    return this.change(record, change, (now) => isOpen(now) && now.parts.length === record.parts.length);
  }

  sent(record: DeliveryRecord): Promise<DeliveryRecord> {
    const { firstSentAt = this.clock() } = record;
    return this.change(record, { sent: record.sent + 1, firstSentAt }, (now) => now.sent === record.sent);
  }

  answered(record: DeliveryRecord, rest: readonly Part[], conclusion: Conclusion): Promise<DeliveryRecord> {
    const isNew = rest.length > 0 && record.sent === record.parts.length;
    const committedAt = isNew ? this.clock() : record.committedAt;
    return this.change(record, { parts: [...record.parts, ...rest], committedAt, conclusion }, isOpen);
  }

  giveUp(record: DeliveryRecord, apology: readonly Part[], conclusion: Conclusion): Promise<DeliveryRecord> {
    const parts = [...record.parts.slice(0, record.sent), ...apology];
    return this.change(record, { parts, committedAt: this.clock(), conclusion });
  }

  understood(record: DeliveryRecord, text: string, seconds: number): Promise<DeliveryRecord> {
    return this.change(record, { understood: text, heardSeconds: seconds }, isOpen);
  }

  async claimSignOfLife(record: DeliveryRecord): Promise<DeliveryRecord | undefined> {
    return record.gaveSignOfLife ? undefined : this.change(record, { gaveSignOfLife: true });
  }

  async done(record: DeliveryRecord): Promise<void> {
    await this.change(record, {}, (now) => now.conclusion !== undefined && now.sent === now.parts.length);
    const item = this.items.get(record.id);
    if (item) item.isDone = true;
  }

  async release(record: DeliveryRecord, { attempt, ask, modelWaitSince }: GiveBack): Promise<void> {
    await this.change(record, {
      attempts: record.attempts - (attempt ? 1 : 0),
      asks: record.asks - (ask ? 1 : 0),
      ...(modelWaitSince !== undefined && { modelWaitSince: record.modelWaitSince ?? modelWaitSince }),
    });
    const item = this.items.get(record.id);
    if (item) item.leaseUntil = 0;
  }

  private first(app: string, id: string, place: TurnPlace): DeliveryRecord {
    const now = this.clock();
    const none = { epoch: 0, attempts: 0, asks: 0, parts: [], sent: 0, gaveSignOfLife: false };
    return { app, id, ...none, receivedAt: now, committedAt: now, place };
  }

  private async change(
    { id, epoch }: DeliveryRecord,
    change: Partial<DeliveryRecord>,
    isAllowed: (now: DeliveryRecord) => boolean = () => true,
  ): Promise<DeliveryRecord> {
    await Promise.resolve();
    const item = this.items.get(id);
    if (item?.record.epoch !== epoch || item.isDone) throw new Error('lease lost');
    if (!isAllowed(item.record)) throw new Error('the condition does not hold');
    item.record = { ...item.record, ...change };
    return item.record;
  }
}

function isOpen({ conclusion }: DeliveryRecord): boolean {
  return conclusion === undefined;
}
