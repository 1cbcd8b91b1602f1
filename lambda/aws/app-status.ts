import type { AppStatus, AppStatuses, Block, Pause } from '../chat/ports';
import { ALL_APPS } from '../shared/audit-record';
import { statusKey } from '../shared/table-keys';
import type { Attributes, BotTable } from './bot-table';

/** What the table holds of one app, or of all of them together. */
export interface StatusItem extends AppStatus {
  /** When WeCom was last seen to take or to refuse the app's calls; ms since epoch. */
  readonly observedAt?: number;
  /** Since when it is blocked; ms since epoch. */
  readonly blockedSince?: number;
  /** Who paused it, or ended that, and when; ms since epoch. */
  readonly pauseChange?: { readonly isPaused: boolean; readonly at: number; readonly by: string };
  /** What the recovery has already seen to. */
  readonly noted: Noted;
}

/** What the audit log knows of a status, and WeCom of the configuration: names and digests, to be compared. */
export interface Noted {
  readonly block?: string;
  readonly pause?: string;
  readonly configuration?: string;
  /** The menu that the app was last given. */
  readonly menu?: string;
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
 * Whether each app may send, in the bot table: one item for each app, and one for all of them, by which they can be
 * paused. What a call showed counts only if nothing was observed while it was under way: a refusal that comes late does
 * not block an app that has been accepted since. A status does not expire, and clearing keeps the item, since the time of
 * observation is what tells late from new.
 */
export class AppStatusItems implements AppStatuses {
  constructor(
    private readonly table: BotTable,
    /** Milliseconds since epoch. */
    private readonly clock: () => number,
  ) {}

  /** Rejects when `signal` is aborted. */
  async statusOf(app: string, signal?: AbortSignal): Promise<AppStatus> {
    const [own, ofAll] = await Promise.all([this.itemOf(app, signal), this.itemOf(ALL_APPS, signal)]);
    const pause = own.pause ?? ofAll.pause;
    const { block, model } = own;
    return { ...(block && { block }), ...(pause && { pause }), ...(model !== undefined && { model }) };
  }

  /** @param app may be {@link ALL_APPS} */
  async itemOf(app: string, signal?: AbortSignal): Promise<StatusItem> {
    return statusIn((await this.table.get(statusKey(app), signal)) ?? {});
  }

  /**
   * Since when it is blocked stays as it is, whatever blocks it now.
   * @param began when the refused call began; ms since epoch
   * @returns whether this block, by this address, was not known
   */
  async setBlocked(app: string, block: Block, began: number): Promise<boolean> {
    const { block: before } = await this.itemOf(app);
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

  /** Stops an app, or lets it go on. @param app may be {@link ALL_APPS} @param by who did it, for the audit log */
  async setPaused(app: string, isPaused: boolean, by: string): Promise<void> {
    await this.table.updateIf(statusKey(app), {
      condition: 'attribute_not_exists(#paused) OR #paused <> :paused',
      update: 'SET #paused = :paused, #pausedAt = :now, #pausedBy = :by, #v = :v',
      names: { '#paused': 'paused', '#pausedAt': 'pausedAt', '#pausedBy': 'pausedBy', '#v': 'v' },
      values: { ':paused': isPaused, ':now': this.clock(), ':by': by, ':v': 1 },
    });
  }

  async setModel(app: string, model: string): Promise<void> {
    await this.table.updateIf(statusKey(app), {
      condition: 'attribute_not_exists(#model) OR #model <> :model',
      update: 'SET #model = :model, #v = :v',
      names: { '#model': 'model', '#v': 'v' },
      values: { ':model': model, ':v': 1 },
    });
  }

  /** Keeps in mind what the recovery has seen to. */
  async setNoted(app: string, noted: Noted): Promise<void> {
    await this.table.updateIf(statusKey(app), {
      condition: 'attribute_not_exists(#noted) OR #noted <> :noted',
      update: 'SET #noted = :noted, #v = :v',
      names: { '#noted': 'noted', '#v': 'v' },
      values: { ':noted': noted, ':v': 1 },
    });
  }
}

function statusIn(item: Attributes): StatusItem {
  const { blocked, errcode, address, since, observedAt, paused, pausedAt, pausedBy, model, noted } = item;
  const block: Block = {
    errcode: Number(errcode),
    ...(typeof address === 'string' && { address }),
  };
  const pause: Pause = { since: Number(pausedAt) };
  return {
    ...(blocked === true && { block, blockedSince: Number(since) }),
    ...(paused === true && { pause }),
    ...(typeof model === 'string' && { model }),
    ...(observedAt !== undefined && { observedAt: Number(observedAt) }),
    ...(pausedAt !== undefined && {
      pauseChange: { isPaused: paused === true, at: Number(pausedAt), by: String(pausedBy ?? '') },
    }),
    noted: (noted ?? {}) as Noted,
  };
}

/** A refusal that is remembered, not asked for again, names no address. */
function isNews(before: Block | undefined, { errcode, address }: Block): boolean {
  return before?.errcode !== errcode || (address !== undefined && address !== before.address);
}
