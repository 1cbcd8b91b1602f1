import { createHash } from 'node:crypto';
import type {
  Admission,
  Counted,
  DailyWord,
  Limits,
  Member,
  Spendings,
  Spent,
  UsageCounts,
  Used,
} from '../chat/ports';
import { spentKey, spentPrefix, usageKey } from '../shared/table-keys';
import type { Attributes, BotTable } from './bot-table';

/** Long enough to look back a year. */
const KEPT_SECONDS = 400 * 86_400;
/** An item holds 400 KB: of a message's id, so much tells it apart from others of the same millisecond. */
const ID_LENGTH = 8;
/** DynamoDB adds whole numbers exactly: money is kept in billionths of a dollar. */
const BILLION = 1e9;
/** Items of an app and a day, or a month, so that none grows large: two are written with every answer. */
const SHARDS = 16;
const DAYS_OF_MONTH = 31;

/**
 * What each member used on each day, and what all members of each app used together, in the bot table. A message is counted in its
 * member's item of the day, by its id. The app's items hold each member's totals as they are by then: writing them again
 * changes nothing, and an older total is not written over a newer one.
 */
export class UsageItems implements UsageCounts, Spendings {
  constructor(private readonly table: BotTable) {}

  async admit(member: Member, counted: Counted, limits: Limits): Promise<Admission> {
    const { messages: most, tokens: mostTokens } = limits;
    if (most === 0) return { isAdmitted: false, by: 'messages' };
    if (mostTokens !== undefined) {
      const item = await this.itemOf(member, counted);
      if (isCounted(item, counted)) return { isAdmitted: true, used: usedIn(item) };
      if (usedIn(item).tokens >= mostTokens) return { isAdmitted: false, by: 'tokens' };
    }
    const isBelow = most === undefined ? '' : ' AND (attribute_not_exists(#messages) OR #messages < :most)';
    const written = await this.update(member, counted, {
      condition: `NOT contains(#ids, :id)${isBelow}`,
      update: 'ADD #ids :ids, #messages :one',
      names: ['ids', 'messages'],
      values: { ':one': 1, ':ids': idsOf(counted), ...(most !== undefined && { ':most': most }) },
    });
    if (written) return { isAdmitted: true, used: usedIn(written) };
    const item = await this.itemOf(member, counted);
    return isCounted(item, counted)
      ? { isAdmitted: true, used: usedIn(item) }
      : { isAdmitted: false, by: 'messages' };
  }

  async settle(member: Member, counted: Counted, { tokens, cost }: Spent): Promise<void> {
    await this.update(member, counted, {
      condition: 'NOT contains(#settled, :id)',
      update: 'ADD #settled :ids, #tokens :tokens, #cost :cost',
      names: ['settled', 'tokens', 'cost'],
      values: { ':ids': idsOf(counted), ':tokens': tokens, ':cost': billionths(cost) },
    });
    // Also where it was settled before: a worker may have died in between.
    await this.noteTotals(member, counted.date);
  }

  async takeBack(member: Member, counted: Counted): Promise<void> {
    const taken = await this.update(member, counted, {
      condition: 'contains(#ids, :id)',
      update: 'DELETE #ids :ids ADD #messages :minusOne',
      names: ['ids', 'messages'],
      values: { ':ids': idsOf(counted), ':minusOne': -1 },
    });
    if (taken) await this.noteTotals(member, counted.date);
  }

  async used(member: Member, date: string): Promise<{ readonly day: Used; readonly month: Used }> {
    const items = await this.monthOf(member, date);
    const ofDay = items.filter(({ sk }) => sk === usageKey(member.app, member.id, date).sk);
    return { day: sumOf(ofDay), month: sumOf(items) };
  }

  async mayTell(member: Member, counted: Counted, word: DailyWord): Promise<boolean> {
    const name = `told ${word}`;
    const written = await this.update(member, counted, {
      condition: 'attribute_not_exists(#word) OR #word = :id',
      update: 'SET #word = :id',
      names: [],
      values: {},
      aliases: { '#word': name },
    });
    return written !== undefined;
  }

  async spent(app: string, period: string): Promise<Used> {
    const items = await this.table.all(spentPrefix(app, period));
    const totals = items.flatMap((item) => Object.entries(item).filter(isTotal));
    return sumOf(totals.map(([, total]) => total));
  }

  /** What the member used on the day, and in its month, for the app. */
  private async noteTotals(member: Member, date: string): Promise<void> {
    const { day, month } = await this.used(member, date);
    await this.noteTotal(member, date, day);
    await this.noteTotal(member, monthIn(date), month);
  }

  private async noteTotal({ app, id }: Member, period: string, used: Used): Promise<void> {
    const total = { messages: used.messages, tokens: used.tokens, cost: billionths(used.cost) };
    await this.table.updateIf(spentKey(app, period, shardOf(id)), {
      condition: 'attribute_not_exists(#member) OR (#member.#tokens <= :tokens AND #member.#cost <= :cost)',
      update: 'SET #member = :total, #expiresAt = :expiresAt, #v = :v',
      names: {
        '#member': `${TOTAL_PREFIX}${id}`,
        '#tokens': 'tokens',
        '#cost': 'cost',
        '#expiresAt': 'expiresAt',
        '#v': 'v',
      },
      values: {
        ':total': total,
        ':tokens': total.tokens,
        ':cost': total.cost,
        ':expiresAt': Math.floor(Date.parse(period) / 1000) + KEPT_SECONDS,
        ':v': 1,
      },
    });
  }

  private async itemOf({ app, id }: Member, { date }: Counted): Promise<Attributes> {
    return (await this.table.get(usageKey(app, id, date))) ?? {};
  }

  private monthOf({ app, id }: Member, date: string): Promise<Attributes[]> {
    return this.table.latest(usageKey(app, id, monthIn(date)), DAYS_OF_MONTH);
  }

  /** A write of the day's item; `condition` and `update` may name `:id`. */
  private update({ app, id }: Member, counted: Counted, write: Write): Promise<Attributes | undefined> {
    const { condition, update, names, values, aliases = {} } = write;
    const kept = '#expiresAt = :expiresAt, #v = :v';
    const withKept = update.startsWith('SET ') ? `${update}, ${kept}` : `SET ${kept} ${update}`;
    return this.table.updateIf(usageKey(app, id, counted.date), {
      condition,
      update: withKept,
      names: {
        ...aliases,
        ...Object.fromEntries([...names, 'expiresAt', 'v'].map((name) => [`#${name}`, name])),
      },
      values: {
        ...values,
        ':id': shortIdOf(counted),
        ':expiresAt': Math.floor(counted.at / 1000) + KEPT_SECONDS,
        ':v': 2,
      },
    });
  }
}

interface Write {
  readonly condition: string;
  readonly update: string;
  readonly names: readonly string[];
  readonly values: Attributes;
  /** Placeholders of names that are none themselves. */
  readonly aliases?: Record<string, string>;
}

const TOTAL_PREFIX = 'm:';

function isTotal(entry: [string, unknown]): entry is [string, Attributes] {
  return entry[0].startsWith(TOTAL_PREFIX);
}

const billionths = (dollars: number): number => Math.round(dollars * BILLION);

/** A message that was put back counts anew: it has another time. */
function shortIdOf({ id, at }: Counted): string {
  return `${at.toString(36)}-${id.slice(0, ID_LENGTH)}`;
}

const idsOf = (counted: Counted): Set<string> => new Set([shortIdOf(counted)]);

function isCounted({ ids }: Attributes, counted: Counted): boolean {
  return ids instanceof Set && ids.has(shortIdOf(counted));
}

function usedIn(item: Attributes): Used {
  return sumOf([item]);
}

/** The release before this one kept the tokens apart, and no cost. */
function sumOf(items: readonly Attributes[]): Used {
  const sum = (name: string): number => items.reduce((total, item) => total + Number(item[name] ?? 0), 0);
  return {
    messages: sum('messages'),
    tokens: sum('tokens') + sum('inputTokens') + sum('outputTokens'),
    cost: sum('cost') / BILLION,
  };
}

const monthIn = (date: string): string => date.slice(0, 'YYYY-MM'.length);

function shardOf(member: string): number {
  return (createHash('sha256').update(member).digest()[0] ?? 0) % SHARDS;
}
