import type { AuditEvent } from '../../lambda/shared/audit-record';
import type { InsightsFaultDetails } from '../insights/faults';
import type { Period } from '../insights/period';
import type { FaultTexts } from './stack-texts';

/** What is said of a call that can't work. */
export interface AuditUsageTexts {
  readonly oneQuestion: string;
  readonly whichQuestion: string;
  readonly noSuchQuestion: (called: string) => string;
  readonly whichMember: string;
  readonly noMemberThere: string;
  readonly noAppThere: string;
  readonly notAUserid: string;
  readonly eventOfRecords: string;
  readonly noSuchEvent: (events: readonly AuditEvent[]) => string;
}

/** Everything that `audit` says, in one language. */
export interface AuditTexts {
  readonly help: string;
  readonly usage: AuditUsageTexts;
  /** The saved questions by their ids; one that is missing is called as it is saved. */
  readonly titles: Readonly<Record<string, string>>;
  readonly list: {
    /** Number, what is typed, the question. */
    readonly columns: readonly string[];
    readonly next: string;
  };
  readonly asking: (title: string, period: Period) => string;
  readonly nothing: string;
  /** There may be more. */
  readonly cutOff: (rows: number) => string;
  readonly printed: (records: number, period: Period) => string;
  readonly faults: FaultTexts<InsightsFaultDetails>;
}
