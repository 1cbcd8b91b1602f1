import { dayAfter, dayIn, type Period } from '../insights/period';
import type { Dimension } from './arguments';
import type { CountedMessage } from './messages';

/** One colour of a plot. */
export interface Series {
  readonly name: string;
  /** For each day. */
  readonly values: readonly number[];
}

/** What is drawn: a bar for each day, from the bottom up in the order of the series. */
export interface Plot {
  /** `2026-11-26`. */
  readonly days: readonly string[];
  /** At least one. */
  readonly series: readonly Series[];
  /** What the values are: where nothing has cost anything, messages. */
  readonly unit: 'usd' | 'messages';
}

const MOST_SERIES = 7;

/**
 * @param by the first that is no day has a colour for each
 * @param names of what is together where nothing is told apart, and of what there are too many colours for
 */
export function plotOf(
  messages: readonly CountedMessage[],
  by: readonly Dimension[],
  { from, to }: Period,
  timeZone: string,
  names: { readonly all: string; readonly others: string },
): Plot {
  const days = daysBetween(dayIn(timeZone, from), dayIn(timeZone, to - 1));
  const unit = messages.some(({ usd }) => usd > 0) ? 'usd' : 'messages';
  const apart = by.find((dimension) => dimension !== 'day');
  const dayOf = new Map(days.map((day, index) => [day, index]));
  const values = new Map<string, number[]>();
  for (const message of messages) {
    const name = apart === undefined ? names.all : message[apart];
    const ofName = values.get(name) ?? days.map(() => 0);
    // What came into the log long after it happened stands at the edge.
    const index = dayOf.get(dayIn(timeZone, message.at)) ?? 0;
    ofName[index] = (ofName[index] ?? 0) + (unit === 'usd' ? message.usd : 1);
    values.set(name, ofName);
  }
  const series = [...values].map(([name, ofName]) => ({ name, values: ofName }));
  return { days, unit, series: fewest(series, days, names) };
}

function fewest(
  series: readonly Series[],
  days: readonly string[],
  names: { readonly all: string; readonly others: string },
): Series[] {
  if (series.length === 0) return [{ name: names.all, values: days.map(() => 0) }];
  const sorted = [...series].sort((one, other) => sumOf(other.values) - sumOf(one.values));
  if (sorted.length <= MOST_SERIES) return sorted;
  const others = sorted.slice(MOST_SERIES - 1);
  const together = days.map((_, day) => sumOf(others.map(({ values }) => values[day] ?? 0)));
  return [...sorted.slice(0, MOST_SERIES - 1), { name: names.others, values: together }];
}

function daysBetween(first: string, last: string): string[] {
  const days = [first];
  for (let day = first; day < last; days.push(day)) day = dayAfter(day);
  return days;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
