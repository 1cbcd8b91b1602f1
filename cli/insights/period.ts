/** A point in time as it is typed: so long ago, or by the clock of a place. */
export type TypedTime =
  | { readonly agoMs: number }
  | { readonly date: string; /** `08:30`; undefined: the whole day. */ readonly clock: string | undefined };

/** What a command is asked about, as it is typed. */
export interface TypedPeriod {
  readonly since: TypedTime | 'this-month';
  /** Undefined: now. */
  readonly until: TypedTime | undefined;
}

/** Ms since epoch; `to` is no longer in it. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `7d`, `24h`, `30m`, `2026-11-01` or `2026-11-01T08:30`. @returns undefined where it is none of them */
export function typedTime(text: string): TypedTime | undefined {
  const [, count, unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  if (count !== undefined) return { agoMs: Number(count) * (UNITS_MS[unit] ?? 0) };
  const [, date, clock] = /^(\d{4}-\d\d-\d\d)(?:T([01]\d:[0-5]\d|2[0-3]:[0-5]\d))?$/.exec(text) ?? [];
  return date !== undefined && isDate(date) ? { date, clock } : undefined;
}

/**
 * @param now ms since epoch
 * @param timeZone in which dates are meant, an IANA name; undefined: this machine's
 * @returns undefined where it ends before it begins
 */
export function periodOf(
  { since, until }: TypedPeriod,
  now: number,
  timeZone: string | undefined,
): Period | undefined {
  const from =
    since === 'this-month'
      ? instantOf(`${dayIn(timeZone, now).slice(0, 'YYYY-MM'.length)}-01`, '00:00', timeZone)
      : beginningOf(since, now, timeZone);
  const to = until === undefined ? now : Math.min(now, endOf(until, now, timeZone));
  return from < to ? { from, to } : undefined;
}

/** The day of a moment, `2026-11-26`. @param at ms since epoch */
export function dayIn(timeZone: string | undefined, at: number): string {
  return writtenIn(timeZone, at).slice(0, 'YYYY-MM-DD'.length);
}

/** The day after, `2026-12-01` of `2026-11-30`. */
export function dayAfter(date: string): string {
  return new Date(Date.parse(date) + DAY_MS).toISOString().slice(0, date.length);
}

const DAY_MS = 86_400_000;

function beginningOf(time: TypedTime, now: number, timeZone: string | undefined): number {
  return 'agoMs' in time ? now - time.agoMs : instantOf(time.date, time.clock ?? '00:00', timeZone);
}

/** A date alone is meant with all of its day. */
function endOf(time: TypedTime, now: number, timeZone: string | undefined): number {
  return 'date' in time && time.clock === undefined
    ? instantOf(dayAfter(time.date), '00:00', timeZone)
    : beginningOf(time, now, timeZone);
}

/** When the clock of a place shows that. */
function instantOf(date: string, clock: string, timeZone: string | undefined): number {
  const asIfUtc = Date.parse(`${date}T${clock}Z`);
  const guess = asIfUtc - offsetIn(timeZone, asIfUtc);
  // Another offset may hold there: around a change to summer time.
  return asIfUtc - offsetIn(timeZone, guess);
}

/** How far a place is ahead of UTC, ms. */
function offsetIn(timeZone: string | undefined, at: number): number {
  return Date.parse(`${writtenIn(timeZone, at).replace(' ', 'T')}Z`) - at;
}

/** `2026-11-26 10:05:00`: Sweden writes it so. */
function writtenIn(timeZone: string | undefined, at: number): string {
  return new Date(at).toLocaleString('sv-SE', { timeZone });
}

function isDate(date: string): boolean {
  const at = new Date(`${date}T00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}
