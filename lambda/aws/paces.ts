import type { Member, Paces } from '../chat/ports';
import { paceKey } from '../shared/table-keys';
import type { BotTable } from './bot-table';

/** Above 30 in a minute to one member WeCom drops in silence [D90312]: this leaves room for sends that were not recorded. */
const PER_MINUTE = 20;
const MINUTE_MS = 60_000;

/** When each member was sent something, in the bot table. One worker at a time serves a member, so no write is lost. */
export class PaceItems implements Paces {
  constructor(
    private readonly table: BotTable,
    /** Milliseconds since epoch. */
    private readonly clock: () => number,
  ) {}

  async take({ app, id }: Member): Promise<number | undefined> {
    const key = paceKey(app, id);
    const now = this.clock();
    const item = await this.table.get(key);
    const times = ((item?.['times'] ?? []) as number[]).filter((time) => time > now - MINUTE_MS);
    const [oldest] = times;
    if (oldest !== undefined && times.length >= PER_MINUTE) return oldest + MINUTE_MS;
    const expiresAt = Math.ceil((now + MINUTE_MS) / 1000);
    await this.table.put(key, { times: [...times, now], expiresAt, v: 1 });
    return undefined;
  }
}
