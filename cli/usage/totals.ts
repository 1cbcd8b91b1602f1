import { dayIn } from '../insights/period';
import type { Dimension } from './arguments';
import type { Became, CountedMessage } from './messages';

/** What some messages took together. */
export interface Total {
  /** By which they belong together, as `by` was asked for. */
  readonly keys: readonly string[];
  /** Of the member, where that is a key: the one that was told last. */
  readonly name: string;
  readonly messages: number;
  /** Of `messages`, those that got an answer of the model. */
  readonly answered: number;
  /** Of `messages`, those that the bot answers itself, such as /help. */
  readonly commands: number;
  /** The rest of `messages`. */
  readonly unanswered: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly usd: number;
  /** Whether some of it was estimated. */
  readonly isEstimated: boolean;
}

/**
 * Totals by what was asked for: days in their order, what cost most first.
 * @param timeZone in which days begin
 */
export function totalsBy(
  messages: readonly CountedMessage[],
  by: readonly Dimension[],
  timeZone: string,
): Total[] {
  const groups = new Map<string, { keys: readonly string[]; messages: CountedMessage[] }>();
  for (const message of messages) {
    const keys = by.map((dimension) => keyOf(message, dimension, timeZone));
    const key = JSON.stringify(keys);
    const group = groups.get(key) ?? { keys, messages: [] };
    group.messages.push(message);
    groups.set(key, group);
  }
  const totals = [...groups.values()].map((group) => totalOf(group.messages, group.keys));
  return totals.sort((one, other) => order(one, other, by.indexOf('day')));
}

/** All together. @param keys in place of what they have in common */
export function totalOf(messages: readonly CountedMessage[], keys: readonly string[]): Total {
  const sum = (of: (message: CountedMessage) => number): number =>
    messages.reduce((total, message) => total + of(message), 0);
  const count = (what: Became): number => messages.filter(({ became }) => became === what).length;
  const named = messages.filter(({ name }) => name !== '').sort((one, other) => one.at - other.at);
  return {
    keys,
    name: named.at(-1)?.name ?? '',
    messages: messages.length,
    answered: count('answered'),
    commands: count('command'),
    unanswered: count('unanswered'),
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    usd: Number(sum(({ usd }) => usd).toFixed(6)),
    isEstimated: messages.some(({ isEstimated }) => isEstimated),
  };
}

function keyOf(message: CountedMessage, dimension: Dimension, timeZone: string): string {
  return dimension === 'day' ? dayIn(timeZone, message.at) : message[dimension];
}

function order(one: Total, other: Total, dayAt: number): number {
  const byDay = (one.keys[dayAt] ?? '').localeCompare(other.keys[dayAt] ?? '');
  return byDay || other.usd - one.usd || other.messages - one.messages || compareKeys(one, other);
}

function compareKeys({ keys }: Total, other: Total): number {
  return keys.join('\n').localeCompare(other.keys.join('\n'));
}
