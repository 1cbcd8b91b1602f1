import type { DoctorFaultDetails } from '../doctor/faults';
import type { CheckName, OutsideCode, OutsideFacts } from '../doctor/findings';
import type { LeftOut } from '../doctor/look';
import type { FaultTexts } from './stack-texts';
import type { Explanation } from './texts';

/** What was found, and what to do next, if anything. */
export interface FindingWords {
  readonly says: string;
  readonly next?: string;
}

/** Those that have their words elsewhere: of a fault, or of `callback-check`. */
type SaidElsewhere = 'stack-unseen' | 'inside-unseen' | 'not-looked-at' | 'callback-finding';

/** A sentence or two for each class of finding. */
export type OutsideTexts = {
  readonly [Code in Exclude<OutsideCode, SaidElsewhere>]: (facts: OutsideFacts[Code]) => FindingWords;
};

/** Everything that `doctor` says, in one language. */
export interface DoctorTexts {
  readonly help: string;
  /** While the stack is being compared with its template. */
  readonly comparing: string;
  readonly checks: Readonly<Record<CheckName, string>>;
  /** Behind what was found: from where it was seen, and its code. */
  readonly tag: (where: 'outside' | 'inside', code: string) => string;
  readonly findings: OutsideTexts;
  /** @param what happened to the call */
  readonly insideUnseen: (what: string) => string;
  /** @param checks their names */
  readonly notLookedAt: (checks: readonly string[], what: string) => string;
  /** A fault of this program's. */
  readonly unforeseen: (reason: string) => Explanation;
  readonly leftOut: (checks: readonly string[], because: LeftOut['because']) => string;
  /** What is to be done in consoles is done elsewhere here. */
  readonly onThisMachine: (simulatorUrl: string) => string;
  readonly summary: (counts: Readonly<Record<'fail' | 'warn' | 'unknown' | 'ok', number>>) => string;
  readonly faults: FaultTexts<DoctorFaultDetails>;
}
