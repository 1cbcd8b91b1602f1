import { AUDIT_QUESTIONS, type Question } from '../../lib/audit-questions';
import { MOST_ROWS } from '../insights/ask';

/** A saved question, as it is called here. */
export interface NamedQuestion extends Question {
  /** From 1. */
  readonly number: number;
  /** To be typed: `who-used-how-much`. */
  readonly typed: string;
  /** Whether it is about one member. */
  readonly takesMember: boolean;
}

/** Where the query wants a userid. */
const PLACEHOLDER = '"userid"';

/** All of them, in the order in which they are saved. */
export const QUESTIONS: readonly NamedQuestion[] = AUDIT_QUESTIONS.map((question, index) => ({
  ...question,
  number: index + 1,
  typed: question.id.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase(),
  takesMember: question.query.includes(PLACEHOLDER),
}));

/** @param called by its number, or its name to be typed */
export function questionCalled(called: string): NamedQuestion | undefined {
  return QUESTIONS.find(({ number, typed }) => called === String(number) || called.toLowerCase() === typed);
}

/**
 * The query as it is saved, about one member or one app. Neither can hold a quote: both are checked as they are read.
 * @param member userid in lower case
 */
export function queryOf({ query }: Question, member: string | undefined, app: string | undefined): string {
  const aboutMember = member === undefined ? query : query.replace(PLACEHOLDER, () => `"${member}"`);
  return app === undefined ? aboutMember : `filter app = "${app}"\n| ${aboutMember}`;
}

/** What the rows of an answer hold, in the order of the query. */
export function columnsOf({ query }: Question): string[] {
  const commands = query.split('\n').map((line) => line.replace(/^\| /, ''));
  const stats = commands.filter((command) => command.startsWith('stats ')).at(-1);
  if (stats === undefined) {
    const [, fields = ''] = /^fields (.+)/m.exec(query) ?? [];
    return fields.split(', ');
  }
  const [, by = ''] = / by ([\w., ]+)$/.exec(stats) ?? [];
  return [...by.split(', '), ...[...stats.matchAll(/ as ([\w.]+)/g)].map(([, alias = '']) => alias)];
}

/** How many rows there can be. */
export function limitOf({ query }: Question): number {
  return Number(/\| limit (\d+)$/.exec(query)?.[1] ?? MOST_ROWS);
}
