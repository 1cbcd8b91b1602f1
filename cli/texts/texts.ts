import type { Finding, FindingCode } from '../callback-check/findings';
import type { OwnCheckFaultDetails } from '../callback-check/faults';
import type { StepName } from '../callback-check/check';
import type { ArgumentTexts } from './arguments-texts';
import type { DoctorTexts } from './doctor-texts';
import type { AuditTexts } from './audit-texts';
import type { FieldTexts } from './fields-texts';
import type { InsightsTexts } from './insights-texts';
import type { LogsTexts } from './logs-texts';
import type { MemberTexts } from './member-texts';
import type { PauseTexts } from './pause-texts';
import type { RedriveTexts } from './redrive-texts';
import type { SetupTexts } from './setup-texts';
import type { SecretsTexts } from './secrets-texts';
import type { FaultTexts, StackTexts } from './stack-texts';
import type { UsageTexts as UsageOfMembersTexts } from './usage-texts';
import type { TeardownTexts } from './teardown-texts';

/** What an operator is told of a finding. */
export interface Explanation {
  /** What happened. */
  readonly what: string;
  readonly why: string;
  /** What to do next. */
  readonly next: string;
}

/** A sentence or two for each class of finding. */
export type FindingTexts = {
  readonly [Code in FindingCode]: (finding: Finding<Code>) => Explanation;
};

/** What is said of a call that can't work. */
export interface UsageTexts extends ArgumentTexts {
  readonly unknownLanguage: string;
  readonly oneUrl: string;
  readonly notAUrl: string;
  readonly missing: (variables: readonly string[]) => string;
  /** `--local`, and a URL. */
  readonly urlOrLocal: string;
  /** Ctrl-C at a question. */
  readonly left: string;
}

/** What a report is made of. */
export interface ReportTexts {
  readonly checking: (target: string) => string;
  readonly steps: Readonly<Record<StepName, string>>;
  /** @param step its name @param tookMs duration of the request */
  readonly answered: (step: string, status: number, tookMs: number) => string;
  readonly fault: string;
  readonly warning: string;
  readonly what: string;
  readonly why: string;
  readonly next: string;
  readonly allWell: string;
  readonly warningsOnly: string;
  readonly faults: (count: number) => string;
}

/** What is said to whoever is asked. */
export interface TerminalTexts {
  /** An answer is neither yes nor no. */
  readonly yesOrNo: string;
}

/** Everything that the commands say, in one language: `callback-check`, and by name the others. */
export interface Texts {
  readonly help: string;
  readonly usage: UsageTexts;
  readonly report: ReportTexts;
  readonly findings: FindingTexts;
  /** Of `callback-check`, and of no other command. */
  readonly checkFaults: FaultTexts<OwnCheckFaultDetails>;
  readonly fields: FieldTexts;
  readonly stack: StackTexts;
  readonly redrive: RedriveTexts;
  readonly doctor: DoctorTexts;
  readonly pause: PauseTexts;
  readonly member: MemberTexts;
  readonly secrets: SecretsTexts;
  readonly setup: SetupTexts;
  readonly terminal: TerminalTexts;
  readonly logs: LogsTexts;
  readonly teardown: TeardownTexts;
  readonly insights: InsightsTexts;
  readonly audit: AuditTexts;
  /** Of the command `usage`: that name is taken. */
  readonly usageOfMembers: UsageOfMembersTexts;
}
