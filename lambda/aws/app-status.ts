import type { AppStatuses, Block } from '../chat/ports';
import { statusKey } from '../shared/table-keys';
import type { Attributes, BotTable } from './bot-table';

/** What was last observed of an app. */
export interface AppStatus {
  /** Absent if WeCom took what was called last. */
  readonly block?: Block;
}

const NAMES = {
  '#blocked': 'blocked',
  '#errcode': 'errcode',
  '#address': 'address',
  '#since': 'since',
  '#observedAt': 'observedAt',
  '#v': 'v',
};

/**
 * Whether each app may send, in the bot table. What a call showed counts only if nothing was observed while it was under
 * way: a refusal that comes late does not block an app that has been accepted since. A status does not expire, and
 * clearing keeps the item, since the time of observation is what tells late from new.
 */
export class AppStatusItems implements AppStatuses {
  constructor(
    private readonly table: BotTable,
    /** Milliseconds since epoch. */
    private readonly clock: () => number,
  ) {}

  /** @returns undefined if nothing was ever observed. Rejects when `signal` is aborted. */
  async statusOf(app: string, signal?: AbortSignal): Promise<AppStatus | undefined> {
    const item = await this.table.get(statusKey(app), signal);
    // An item that holds something else of the app says nothing about this.
    return item?.['observedAt'] === undefined ? undefined : statusIn(item);
  }

  async blockOf(app: string, signal?: AbortSignal): Promise<Block | undefined> {
    return (await this.statusOf(app, signal))?.block;
  }

  /**
   * Since when it is blocked stays as it is, whatever blocks it now.
   * @param began when the refused call began; ms since epoch
   * @returns whether this block, by this address, was not known
   */
  async setBlocked(app: string, block: Block, began: number): Promise<boolean> {
    const before = await this.blockOf(app);
    const written = await this.table.updateIf(statusKey(app), {
      condition: 'attribute_not_exists(#observedAt) OR #observedAt <= :began',
      update:
        'SET #blocked = :blocked, #errcode = :errcode, #address = :address, ' +
        '#since = if_not_exists(#since, :now), #observedAt = :now, #v = :v',
      names: NAMES,
      values: {
        ':blocked': true,
        ':errcode': block.errcode,
        ':address': block.address ?? null,
        ':now': this.clock(),
        ':began': began,
        ':v': 1,
      },
    });
    return written !== undefined && isNews(before, block);
  }

  /**
   * WeCom took a call of the app.
   * @param began when that call began; ms since epoch
   * @returns whether that counts: false if something else was observed since
   */
  async setClear(app: string, began: number): Promise<boolean> {
    const written = await this.table.updateIf(statusKey(app), {
      condition: 'attribute_not_exists(#observedAt) OR #observedAt < :began',
      update: 'SET #blocked = :blocked, #observedAt = :now, #v = :v REMOVE #errcode, #address, #since',
      names: NAMES,
      values: { ':blocked': false, ':now': this.clock(), ':began': began, ':v': 1 },
    });
    return written !== undefined;
  }
}

function statusIn({ blocked, errcode, address }: Attributes): AppStatus {
  if (blocked !== true) return {};
  return {
    block: { errcode: Number(errcode), ...(typeof address === 'string' ? { address } : {}) },
  };
}

/** A refusal that is remembered, not asked for again, names no address. */
function isNews(before: Block | undefined, { errcode, address }: Block): boolean {
  return before?.errcode !== errcode || (address !== undefined && address !== before.address);
}
