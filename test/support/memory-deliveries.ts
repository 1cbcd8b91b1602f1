import type { Answer, Deliveries, DeliveryRecord, Lease, Outcome, TurnPlace } from '../../lambda/chat/ports';

interface Item {
  epoch: number;
  leaseUntil: number;
  place: TurnPlace;
  asks: number;
  sent: number;
  answer?: Answer;
  isDone: boolean;
}

/** Delivery records of a test: the port's rules, without a table. */
export class MemoryDeliveries implements Deliveries {
  readonly items = new Map<string, Item>();

  constructor(private readonly clock: () => number) {}

  lease(app: string, id: string, until: number, place: TurnPlace): Promise<Lease> {
    const item = this.items.get(id) ?? { epoch: 0, leaseUntil: 0, place, asks: 0, sent: 0, isDone: false };
    if (item.isDone) return Promise.resolve({ state: 'done' });
    if (item.leaseUntil > this.clock()) return Promise.resolve({ state: 'taken' });
    item.epoch += 1;
    item.leaseUntil = until;
    this.items.set(id, item);
    const { epoch, sent, answer } = item;
    const record = { app, id, epoch, place: item.place, sent, ...(answer ? { answer } : {}) };
    return Promise.resolve({ state: 'leased', record });
  }

  async asking(record: DeliveryRecord): Promise<boolean> {
    const item = await this.mine(record);
    if (item.asks >= 2) return false;
    item.asks += 1;
    return true;
  }

  async answered(record: DeliveryRecord, answer: Answer): Promise<void> {
    (await this.mine(record)).answer = answer;
  }

  async sent(record: DeliveryRecord, count: number): Promise<void> {
    (await this.mine(record)).sent = count;
  }

  async done(record: DeliveryRecord, outcome: Outcome): Promise<void> {
    const item = await this.mine(record);
    if (item.answer?.outcome !== outcome) throw new Error('done before it was answered');
    item.isDone = true;
  }

  private async mine({ id, epoch }: DeliveryRecord): Promise<Item> {
    await Promise.resolve();
    const item = this.items.get(id);
    if (item?.epoch !== epoch) throw new Error('lease lost');
    return item;
  }
}
