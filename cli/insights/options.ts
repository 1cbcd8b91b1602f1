import type { PeriodUsageTexts } from '../texts/insights-texts';
import { UsageError } from '../usage-error';
import { periodOf, typedTime, type Period, type TypedPeriod, type TypedTime } from './period';

/** Of `parseArgs`, for every command that asks a log. */
export const PERIOD_OPTIONS = {
  since: { type: 'string' },
  until: { type: 'string' },
  app: { type: 'string' },
} as const;

/** @param preset where there is no --since @throws UsageError */
export function typedPeriodIn(
  { since, until }: { readonly since?: string; readonly until?: string },
  preset: TypedPeriod['since'],
  texts: PeriodUsageTexts,
): TypedPeriod {
  return {
    since: since === undefined ? preset : timeIn(since, texts),
    until: until === undefined ? undefined : timeIn(until, texts),
  };
}

/** As {@link periodOf}. @throws UsageError where it ends before it begins */
export function periodMeant(
  typed: TypedPeriod,
  now: number,
  timeZone: string | undefined,
  texts: PeriodUsageTexts,
): Period {
  const period = periodOf(typed, now, timeZone);
  if (!period) throw new UsageError(texts.endsBeforeItBegins);
  return period;
}

/** What can be the name of an app; also of one that is no more. @throws UsageError */
export function appIn(text: string | undefined, texts: PeriodUsageTexts): string | undefined {
  if (text !== undefined && !/^[a-z][a-z0-9-]{0,31}$/.test(text)) throw new UsageError(texts.notAnApp);
  return text;
}

function timeIn(text: string, texts: PeriodUsageTexts): TypedTime {
  const time = typedTime(text);
  if (!time) throw new UsageError(texts.notATime(text));
  return time;
}
