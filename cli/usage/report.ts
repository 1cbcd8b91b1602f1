import type { Period } from '../insights/period';
import { aligned, localTime, type Report } from '../stack/report';
import type { UsageTexts } from '../texts/usage-texts';
import type { Dimension, UsageOptions } from './arguments';
import type { StackZone } from './time-zone';
import type { Total } from './totals';

/** All that is known of a period. */
export interface Usage {
  readonly totals: readonly Total[];
  readonly all: Total;
  readonly period: Period;
  readonly zone: StackZone;
}

/** The totals as a table, with what they are all together. */
export function usageReport(
  { totals, all, period, zone }: Usage,
  { by }: Pick<UsageOptions, 'by'>,
  texts: UsageTexts,
): Report {
  const rows = totals.map((total) => rowOf(total, by));
  const sum = [texts.together, ...by.slice(1).map(() => ''), ...figuresOf(all)];
  const columns = [...by.map((dimension) => texts.dimensions[dimension]), ...texts.figures];
  return {
    text: totals.length === 0 ? texts.nothing : aligned([columns, ...rows, sum]).join('\n'),
    json: {
      ok: true,
      since: new Date(period.from).toISOString(),
      until: new Date(period.to).toISOString(),
      timeZone: zone.timeZone,
      timeZoneKnown: zone.isKnown,
      by,
      rows: totals.map((total) => entryOf(total, by)),
      total: entryOf(all, []),
    },
  };
}

/** What is to be said beside the numbers. */
export function notesOf({ all, zone }: Usage, texts: UsageTexts): string[] {
  return [
    ...(all.isEstimated ? [texts.estimated] : []),
    zone.isKnown ? texts.daysOf(zone.timeZone) : texts.daysOfUtc,
  ];
}

/** `2026-11-01 00:00:00 +08:00 – 2026-11-26 10:05:00 +08:00`. */
export function periodInWords({ from, to }: Period, { timeZone }: StackZone): string {
  return `${localTime(from, { timeZone })} – ${localTime(to, { timeZone })}`;
}

function rowOf(total: Total, by: readonly Dimension[]): string[] {
  const keys = total.keys.map((key, index) =>
    by[index] === 'member' && total.name !== '' ? `${key} (${total.name})` : key,
  );
  return [...keys, ...figuresOf(total)];
}

function figuresOf({ usd, isEstimated, ...total }: Total): string[] {
  const { messages, answered, commands, unanswered, inputTokens, outputTokens } = total;
  const counts = [messages, answered, commands, unanswered, inputTokens, outputTokens].map(String);
  return [...counts, `${isEstimated ? '~' : ''}${usd.toFixed(4)}`];
}

function entryOf({ keys, name, isEstimated, ...figures }: Total, by: readonly Dimension[]): object {
  return {
    ...Object.fromEntries(by.map((dimension, index) => [dimension, keys[index]])),
    ...(by.includes('member') && name !== '' && { name }),
    ...figures,
    estimated: isEstimated,
  };
}
