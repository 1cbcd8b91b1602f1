import type { Verdict } from '../../lambda/doctor/finding';
import type { ReportedFinding } from '../../lambda/doctor/handler';
import type { Language } from '../../lambda/shared/bot-config';
import { isFault, type Finding as CallbackFinding, type FindingCode } from '../callback-check/findings';
import type { DoctorTexts } from '../texts/doctor-texts';
import type { Explanation, FindingTexts, Texts } from '../texts/texts';
import { OUTSIDE_VERDICTS, type LookFault, type OutsideCode, type OutsideFinding } from './findings';

/** A finding as it stands in the list, wherever it was made. */
export interface Listed {
  readonly where: 'outside' | 'inside';
  readonly code: string;
  readonly app?: string;
  readonly verdict: Verdict;
  readonly facts: object;
  readonly says: string;
  readonly why?: string;
  readonly next?: string;
}

/** How long an answer takes is measured from this machine, which may be far from the stack and from WeCom. */
const MEASURED_FROM_HERE: ReadonlySet<FindingCode> = new Set([
  'slow-check',
  'slow-first-check',
  'slow-message',
]);

/** What was found from inside, in one language. */
export function listedInside(finding: ReportedFinding, language: Language): Listed {
  const { code, app, verdict, facts, words } = finding;
  return { where: 'inside', code, ...(app !== undefined && { app }), verdict, facts, ...words[language] };
}

/** What was found from here. */
export function listedOutside(finding: OutsideFinding, texts: Texts): Listed {
  const { code, app, facts } = finding;
  const of = { where: 'outside' as const, ...(app !== undefined && { app }) };
  const { doctor } = texts;
  switch (code) {
    case 'callback-finding':
      return { ...of, ...ofCallback(facts.finding, texts.findings) };
    case 'stack-unseen':
      return {
        ...of,
        code,
        verdict: OUTSIDE_VERDICTS[code],
        facts,
        ...ofFault(facts.fault, doctor, (what) => what),
      };
    case 'inside-unseen':
      return {
        ...of,
        code,
        verdict: OUTSIDE_VERDICTS[code],
        facts,
        ...ofFault(facts.fault, doctor, doctor.insideUnseen),
      };
    case 'not-looked-at': {
      const names = facts.checks.map((check) => doctor.checks[check]);
      const says = (what: string): string => doctor.notLookedAt(names, what);
      return { ...of, code, verdict: OUTSIDE_VERDICTS[code], facts, ...ofFault(facts.fault, doctor, says) };
    }
    default: {
      const words = doctor.findings[code] as (facts: object) => Pick<Listed, 'says' | 'next'>;
      return { ...of, code, verdict: OUTSIDE_VERDICTS[code as OutsideCode], facts, ...words(facts) };
    }
  }
}

function ofCallback(finding: CallbackFinding, texts: FindingTexts): Omit<Listed, 'where'> {
  const { code, ...facts } = finding;
  const { what, why, next } = (texts[code] as (finding: CallbackFinding) => Explanation)(finding);
  const isBad = isFault(finding) && !MEASURED_FROM_HERE.has(code);
  return { code, verdict: isBad ? 'fail' : 'warn', facts, says: what, why, next };
}

function ofFault(
  fault: LookFault,
  { faults, unforeseen }: DoctorTexts,
  says: (what: string) => string,
): Pick<Listed, 'says' | 'why' | 'next'> {
  if (fault.code === 'unforeseen') {
    const { what, why, next } = unforeseen(fault.reason);
    return { says: says(what), why, next };
  }
  const explain = faults[fault.code] as (fault: object) => Explanation;
  const { what, why, next } = explain(fault);
  return { says: says(what), why, next };
}
