import type { Member, ModelUsage, Used, UsageCounts } from '../chat/ports';
import { usageKey } from '../shared/table-keys';
import type { Attributes, BotTable } from './bot-table';

/** Long enough to look back a year. */
const KEPT_SECONDS = 400 * 86_400;
/** An item holds 400 KB: of a message's id, so much tells it apart from others of the same millisecond. */
const ID_LENGTH = 8;
/** Days begin at midnight in China, which knows no summer time. */
const UTC_PLUS_8_MS = 8 * 3_600_000;

/** What each member used on each day, in the bot table. */
export class UsageItems implements UsageCounts {
  constructor(private readonly table: BotTable) {}

  /** Counting the same again changes nothing. @param at when it was first taken, ms since epoch; says which day it is */
  async count({ app, id: member }: Member, id: string, at: number, usage: ModelUsage): Promise<void> {
    const date = dateOf(at);
    const shortId = `${at.toString(36)}-${id.slice(0, ID_LENGTH)}`;
    await this.table.updateIf(usageKey(app, member, date), {
      condition: 'NOT contains(#ids, :id)',
      update:
        'SET #expiresAt = :expiresAt, #v = :v ADD #ids :ids, #messages :one, #inputTokens :input, #outputTokens :output',
      names: {
        '#ids': 'ids',
        '#messages': 'messages',
        '#inputTokens': 'inputTokens',
        '#outputTokens': 'outputTokens',
        '#expiresAt': 'expiresAt',
        '#v': 'v',
      },
      values: {
        ':id': shortId,
        ':ids': new Set([shortId]),
        ':one': 1,
        ':input': usage.inputTokens,
        ':output': usage.outputTokens,
        ':expiresAt': Math.floor(at / 1000) + KEPT_SECONDS,
        ':v': 1,
      },
    });
  }

  async used(
    { app, id: member }: Member,
    now: number,
  ): Promise<{ readonly day: Used; readonly month: Used }> {
    const today = dateOf(now);
    const items = await this.table.latest(usageKey(app, member, today.slice(0, 'YYYY-MM'.length)), 31);
    const ofDay = items.filter(({ sk }) => sk === usageKey(app, member, today).sk);
    return { day: sumOf(ofDay), month: sumOf(items) };
  }
}

function dateOf(at: number): string {
  return new Date(at + UTC_PLUS_8_MS).toISOString().slice(0, 10);
}

function sumOf(items: readonly Attributes[]): Used {
  const sum = (name: string): number => items.reduce((total, item) => total + Number(item[name] ?? 0), 0);
  return { messages: sum('messages'), tokens: sum('inputTokens') + sum('outputTokens') };
}
