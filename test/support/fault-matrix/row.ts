/** One kind of fault, with what must come of it. */
export interface FaultRow {
  readonly group: Group;
  /** What goes wrong, as docs/faults.md says it. */
  readonly fault: string;
  /** Of WeCom's error table, if that is what it is about. */
  readonly errcode?: number;
  readonly expected: Observed;
}

/** A fault that only one member meets, so that it can happen beside others. */
export interface MemberRow extends FaultRow {
  readonly injected: Injection;
}

/** What goes wrong for one member: the effect of a fault as `PUT /faults` and `PUT /aws-faults` take it. */
export interface Injection {
  /** Of message/send. */
  readonly send?: object;
  readonly aws?: object;
  /** Stands before the question, for the model stand-in. */
  readonly command?: string;
  /** What is asked, if not for `ANSWER`. */
  readonly question?: string;
  /** Whether the member has asked something before. */
  readonly afterATurn?: boolean;
}

/** The headings of the page. */
export const GROUPS = [
  'WeCom refuses one message',
  'WeCom refuses the app',
  'The connection to WeCom',
  'The model',
  'AWS',
] as const;

export type Group = (typeof GROUPS)[number];

/** What came of a fault. */
export interface Observed {
  /** The texts that came to the member, in order. */
  readonly member: readonly string[];
  /** The lines in the functions' logs that an admin would look for, each once. */
  readonly admin: readonly AdminLine[];
  readonly end: End;
}

export interface AdminLine {
  readonly event: string;
  /** The failure's code, else the reason for a wait. */
  readonly code: string;
  readonly says: string;
}

/** What became of the message, and whether the dead-letter queue has it. */
export type End = `${string} ${'at once' | 'later'}${'' | ', kept in the dead-letter queue'}`;

/** What the members ask for unless a row says otherwise. */
export const ANSWER = '这是回答。';

/** Told by the callback, not sent by the worker. */
export const passively = (text: string): string => `(passive reply) ${text}`;

/** A line that an admin sees, of which only some words are given: cause or remedy. */
export const line = (event: string, code: string, words: string): AdminLine => ({
  event,
  code,
  says: expect.stringContaining(words) as string,
});
