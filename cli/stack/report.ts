import { wordsOf } from '../callback-check/words';
import type { FaultTexts } from '../texts/stack-texts';
import type { Explanation, ReportTexts } from '../texts/texts';

/** What is said in the end: to a person, or to a program. */
export interface Report {
  readonly text: string;
  readonly json: object;
}

/** What went wrong. */
export function faultReport<Details>(
  fault: { readonly code: keyof Details & string },
  faults: FaultTexts<Details>,
  report: ReportTexts,
): Report {
  const explain = faults[fault.code] as (fault: object) => Explanation;
  const { what, why, next } = explain(fault);
  const lines = [`${report.fault} (${fault.code})`, report.what + what, report.why + why, report.next + next];
  return { text: lines.join('\n  '), json: { ok: false, fault: { ...fault, what, why, next } } };
}

/** What else a time is written by. */
export interface TimeStyle {
  /** @default this machine's */
  readonly timeZone?: string | undefined;
  /** Whether milliseconds are written too. @default false */
  readonly isExact?: boolean;
}

/** A time as every command writes it for a person, with its zone: `2026-11-23 10:05:00 +08:00`. @param ms since epoch */
export function localTime(ms: number, { timeZone, isExact = false }: TimeStyle = {}): string {
  const at = new Date(ms);
  // A format throws at a time that is none; a report does not.
  if (Number.isNaN(at.getTime())) return 'Invalid Date';
  const { time, zone } = formatsOf(timeZone);
  const [, offset = '+00:00'] = /GMT([+-].+)$/.exec(zone.format(at)) ?? [];
  const fraction = isExact ? `.${String(at.getUTCMilliseconds()).padStart(3, '0')}` : '';
  return `${time.format(at)}${fraction} ${offset}`;
}

interface TimeFormats {
  readonly time: Intl.DateTimeFormat;
  readonly zone: Intl.DateTimeFormat;
}

/** By zone: to make one takes far longer than to use it. */
const FORMATS = new Map<string | undefined, TimeFormats>();

function formatsOf(timeZone: string | undefined): TimeFormats {
  const known = FORMATS.get(timeZone);
  if (known) return known;
  // Sweden writes times so; English has the zone without signs that are no ASCII.
  const formats = {
    time: new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }),
    zone: new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }),
  };
  FORMATS.set(timeZone, formats);
  return formats;
}

/** Columns below each other, without anything that would steer a terminal; a Chinese character takes the room of two letters. */
export function aligned(cells: readonly (readonly string[])[]): string[] {
  const rows = cells.map((row) => row.map(wordsOf));
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}

function widthOf(text: string): number {
  return text.length + (text.match(/[\u1100-\uffff]/g)?.length ?? 0);
}
