import { wordsOf } from '../callback-check/words';
import type { Explanation, ReportTexts } from '../texts/texts';
import type { RedriveTexts } from '../texts/redrive-texts';
import type { DeadLetter, DeadLetters } from './dead-letters';
import type { Fault } from './faults';
import type { PutBackResult } from './put-back';

/** What is said in the end: to a person, or to a program. */
export interface Report {
  readonly text: string;
  readonly json: object;
}

/** Enough of an id to tell one message from another. */
const SHORT_ID = 8;
const UNKNOWN = '-';

/** What is in the dead-letter queue, one line each, and never what was said. @param timeZone that of texts */
export function listReport(letters: DeadLetters, { list }: RedriveTexts, timeZone?: string): Report {
  const { held, behind, elsewhere } = letters;
  const rows = held.map((letter) => rowOf(letter, list.unreadable, timeZone));
  const [first] = held;
  const lines = [
    held.length === 0 ? list.empty : list.heading(held.length),
    ...(first ? ['', ...aligned([list.columns, ...rows]), '', list.putBack(shortId(first))] : []),
    ...(behind > 0 ? [list.behind(behind)] : []),
    ...(elsewhere > 0 ? [list.elsewhere(elsewhere)] : []),
  ];
  return { text: lines.join('\n'), json: { ok: true, messages: held.map(entryOf), behind, elsewhere } };
}

/** What became of one message. */
export function putBackReport(letter: DeadLetter, result: PutBackResult, { results }: RedriveTexts): Report {
  return {
    text: `✓ ${results[result](shortId(letter))}`,
    json: { ok: true, result, message: entryOf(letter) },
  };
}

/** What went wrong. */
export function faultReport(fault: Fault, { faults }: RedriveTexts, report: ReportTexts): Report {
  const explain = faults[fault.code] as (fault: Fault) => Explanation;
  const { what, why, next } = explain(fault);
  const lines = [`${report.fault} (${fault.code})`, report.what + what, report.why + why, report.next + next];
  return { text: lines.join('\n  '), json: { ok: false, fault: { ...fault, what, why, next } } };
}

function rowOf(letter: DeadLetter, unreadable: string, timeZone: string | undefined): string[] {
  const { app, member, kind, sentAt } = knownOf(letter);
  return [
    shortId(letter),
    app ?? UNKNOWN,
    member ?? UNKNOWN,
    kind ?? unreadable,
    sentAt === undefined ? UNKNOWN : localTime(sentAt, timeZone),
    localTime(letter.givenUpAt, timeZone),
  ].map(wordsOf);
}

/** Times in UTC. */
function entryOf(letter: DeadLetter): object {
  const { app, member, kind, sentAt } = knownOf(letter);
  return {
    id: letter.messageId,
    readable: letter.message !== undefined,
    ...(letter.message && { app, member, kind }),
    ...(sentAt !== undefined && { sentAt: new Date(sentAt).toISOString() }),
    givenUpAt: new Date(letter.givenUpAt).toISOString(),
  };
}

function knownOf({ message }: DeadLetter) {
  if (!message) return {};
  const { app, member, content, createTime } = message;
  const kind = content.kind === 'unsupported' ? content.what : content.kind;
  return { app, member, kind, sentAt: createTime * 1000 };
}

function shortId({ messageId }: DeadLetter): string {
  return messageId.slice(0, SHORT_ID);
}

/** `2026-11-23 10:05:00`: Sweden writes it so. */
function localTime(ms: number, timeZone: string | undefined): string {
  return new Date(ms).toLocaleString('sv-SE', { timeZone });
}

/** Columns below each other; a Chinese character takes the room of two letters. */
function aligned(rows: readonly (readonly string[])[]): string[] {
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
