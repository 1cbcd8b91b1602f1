import type { Row } from '../insights/ask';
import { aligned, type Report } from '../stack/report';
import type { AuditTexts } from '../texts/audit-texts';
import { columnsOf, limitOf, QUESTIONS, type NamedQuestion } from './questions';

/** The saved questions. */
export function listReport({ titles, list }: AuditTexts): Report {
  const rows = QUESTIONS.map((question) => [
    String(question.number),
    question.typed + (question.takesMember ? ' --member USER' : ''),
    titles[question.id] ?? question.name,
  ]);
  return {
    text: [...aligned([list.columns, ...rows]), '', list.next].join('\n'),
    json: {
      ok: true,
      questions: QUESTIONS.map(({ id, number, typed, name, takesMember }) => ({
        number,
        name: typed,
        title: titles[id] ?? name,
        takesMember,
      })),
    },
  };
}

/** What CloudWatch gives as text though it is none. */
const NUMBERS =
  /^(messages|inputTokens|outputTokens|usd|times|answers|parts|attempts|status|costUsd|tokens\..+|ms\..+)$/;
const WIDEST_CELL = 40;
const SHORT_ID = 12;

/** An answer as a table; columns that hold nothing are left out. */
export function tableOf(question: NamedQuestion, rows: readonly Row[]): string[] {
  const columns = columnsOf(question).filter((column) => rows.some((row) => row[column] !== undefined));
  return aligned([columns, ...rows.map((row) => columns.map((column) => cellOf(column, row[column])))]);
}

/** A row for a program: numbers as numbers, times as ISO 8601. */
export function jsonOf(question: NamedQuestion, row: Row): Record<string, string | number> {
  return Object.fromEntries(
    columnsOf(question).flatMap((column) => {
      const value = row[column];
      return value === undefined ? [] : [[column, valueOf(column, value)] as const];
    }),
  );
}

/** Whether there may be more than what was given. */
export function isCutOff(question: NamedQuestion, rows: readonly Row[]): boolean {
  return rows.length >= limitOf(question);
}

function cellOf(column: string, text: string | undefined): string {
  if (text === undefined) return '';
  if (column === 'id') return text.slice(0, SHORT_ID);
  const value = valueOf(column, text);
  if (typeof value === 'number') return String(Number(value.toFixed(6)));
  return value.length > WIDEST_CELL ? `${value.slice(0, WIDEST_CELL - 1).toWellFormed()}…` : value;
}

function valueOf(column: string, text: string): string | number {
  if (NUMBERS.test(column) && text !== '' && Number.isFinite(Number(text))) return Number(text);
  return column === 'lastTime' ? isoTime(text) : text;
}

/** CloudWatch writes its own time as ms since epoch, or with a space in the middle. */
function isoTime(text: string): string {
  if (/^\d{12,14}$/.test(text)) return new Date(Number(text)).toISOString();
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+$/.test(text) ? `${text.replace(' ', 'T')}Z` : text;
}
