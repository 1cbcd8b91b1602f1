/** A moment by the clock on the company's wall. */
export interface Moment {
  /** `2026-11-26`. */
  readonly date: string;
  /** Minutes since midnight. */
  readonly minute: number;
  /** From 0, Monday, to 6. */
  readonly weekday: number;
}

/** @param at ms since epoch @param timeZone an IANA name */
export function momentIn(timeZone: string, at: number): Moment {
  // Sweden writes a date as ISO 8601 does.
  const written = new Date(at).toLocaleString('sv-SE', { timeZone });
  const [date = '', time = ''] = written.split(' ');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return { date, minute: hours * 60 + minutes, weekday: (new Date(date).getUTCDay() + 6) % 7 };
}

/** The day of a moment, `2026-11-26`. @param at ms since epoch */
export function dateIn(timeZone: string, at: number): string {
  return momentIn(timeZone, at).date;
}

/** `2026-11`. @param date `2026-11-26` */
export function monthOf(date: string): string {
  return date.slice(0, 'YYYY-MM'.length);
}
