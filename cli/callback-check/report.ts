import type { Explanation, FindingTexts, Texts } from '../texts/texts';
import type { CheckResult } from './check';
import { isFault, type Finding, type FindingCode } from './findings';

/** The result for a person. */
export function asText({ target, steps, findings }: CheckResult, { report, findings: texts }: Texts): string {
  const blocks = findings.map((finding) => {
    const { what, why, next } = explain(texts, finding);
    return [
      `${isFault(finding) ? report.fault : report.warning} (${finding.code})`,
      `  ${report.what}${what}`,
      `  ${report.why}${why}`,
      `  ${report.next}${next}`,
    ].join('\n');
  });
  const requests = steps.map(
    ({ name, status, tookMs }) => `  ${report.steps[name]}: HTTP ${status}, ${tookMs} ms`,
  );
  return [[report.checking(target), ...requests].join('\n'), ...blocks, conclusion(findings, report)].join(
    '\n\n',
  );
}

/** The result for a program; sentences are in the language of the texts. */
export function asJson({ target, steps, findings }: CheckResult, { findings: texts }: Texts): string {
  const explained = findings.map((finding) => ({
    severity: isFault(finding) ? 'fault' : 'warning',
    ...finding,
    ...explain(texts, finding),
  }));
  return JSON.stringify({ target, ok: !findings.some(isFault), steps, findings: explained }, null, 2);
}

function explain<Code extends FindingCode>(texts: FindingTexts, finding: Finding<Code>): Explanation {
  return texts[finding.code](finding);
}

function conclusion(findings: readonly Finding[], report: Texts['report']): string {
  const faults = findings.filter(isFault).length;
  if (faults > 0) return report.faults(faults);
  return findings.length > 0 ? report.warningsOnly : report.allWell;
}
