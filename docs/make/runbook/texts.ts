import type { AlarmId } from '../../../lambda/shared/alarms';
import type { ModelFailure } from '../../../lambda/chat/ports';

/** What the runbook says of one alarm, beside what its notice says. */
export interface AlarmSection {
  /** When it goes off. */
  readonly when: string;
  /** What to look at, in this order. */
  readonly look: readonly string[];
  /** What to do about what was found. */
  readonly mend: readonly string[];
  /** When it is over, and what comes by itself then. */
  readonly over: string;
}

/** What the runbook says of a code: what it means, what to do. */
export type CodeSection = readonly [meaning: string, remedy: string];

/** Failures of the model that an admin can mend. */
export const MENDABLE_FAILURES = [
  'credentials',
  'region',
  'not-found',
  'no-credit',
  'busy',
  'too-slow',
  'too-long',
  'bad-request',
  'unavailable',
  'broken',
] as const satisfies readonly ModelFailure[];

/** Codes of our own that an admin can mend. */
export const OWN_CODES = [
  'UNFILLED_CREDENTIALS',
  'SECRET_FORMAT',
  'WECOM_CREDENTIALS_UNREADABLE',
  'WECOM_UNREACHABLE',
  'MEMBER_UNREACHABLE',
  'UNKNOWN_APP',
  'MISSING_VARIABLE',
] as const;

/** All that the runbook says of its own, in one language. */
export interface RunbookTexts {
  readonly title: string;
  /** Before the first heading. */
  readonly intro: readonly string[];
  readonly alarms: string;
  readonly when: string;
  readonly meaning: string;
  readonly first: string;
  readonly look: string;
  readonly mend: string;
  readonly over: string;
  /** In place of the addresses, in what notices say. */
  readonly theAddresses: string;
  readonly wecomCodes: string;
  readonly wecomIntro: string;
  /** What becomes of the messages. */
  readonly handled: {
    readonly waits: string;
    readonly ends: string;
    readonly ofMember: string;
  };
  readonly modelCodes: string;
  readonly modelIntro: string;
  readonly ownCodes: string;
  readonly sections: Readonly<Record<AlarmId, AlarmSection>>;
  readonly failures: Readonly<Record<(typeof MENDABLE_FAILURES)[number], CodeSection>>;
  readonly own: Readonly<Record<(typeof OWN_CODES)[number], CodeSection>>;
}
