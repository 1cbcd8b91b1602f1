import type { Arrivals } from '../chat/ports';
import { errorFields, type Log } from '../shared/log';
import { arrivalKey } from '../shared/table-keys';
import type { BotTable } from './bot-table';

/** When a callback of an app was last taken; ms since epoch. */
export interface LastArrivals {
  readonly message?: number;
  readonly event?: number;
}

/** To the minute is exact enough, and a write for each message would be paid for. */
const EVERY_MS = 60_000;

/** When messages and events last came, in the bot table. */
export class ArrivalItems implements Arrivals {
  private readonly noted = new Map<string, number>();

  constructor(
    private readonly table: BotTable,
    private readonly log: Log,
  ) {}

  async note(app: string, kind: 'message' | 'event', at: number): Promise<void> {
    const key = `${app} ${kind}`;
    if (at - (this.noted.get(key) ?? 0) < EVERY_MS) return;
    this.noted.set(key, at);
    try {
      await this.table.put(arrivalKey(app, kind), { at, v: 1 });
    } catch (error) {
      // It is for the doctor alone.
      this.log.warn('arrival not noted', { app, ...errorFields(error) });
    }
  }

  async last(app: string): Promise<LastArrivals> {
    const [message, event] = await Promise.all([this.at(app, 'message'), this.at(app, 'event')]);
    return { ...(message !== undefined && { message }), ...(event !== undefined && { event }) };
  }

  private async at(app: string, kind: 'message' | 'event'): Promise<number | undefined> {
    const item = await this.table.get(arrivalKey(app, kind));
    return typeof item?.['at'] === 'number' ? item['at'] : undefined;
  }
}
