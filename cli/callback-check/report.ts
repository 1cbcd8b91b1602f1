import type { Report } from '../stack/report';
import type { Explanation, FindingTexts, Texts } from '../texts/texts';
import type { CheckResult } from './check';
import { isFault, type Finding, type FindingCode } from './findings';

/** What came of a check. */
export function checkReport(result: CheckResult, texts: Texts): Report {
  return { text: asText(result, texts), json: asJson(result, texts) };
}

function asText({ target, steps, findings }: CheckResult, { report, findings: texts }: Texts): string {
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
    ({ name, status, tookMs }) => `  ${report.answered(report.steps[name], status, tookMs)}`,
  );
  return [[report.checking(target), ...requests].join('\n'), ...blocks, conclusion(findings, report)].join(
    '\n\n',
  );
}

/** Sentences are in the language of the texts. */
function asJson({ target, steps, findings }: CheckResult, { findings: texts }: Texts): object {
  const explained = findings.map((finding) => ({
    severity: isFault(finding) ? 'fault' : 'warning',
    ...finding,
    ...explain(texts, finding),
  }));
  return { target, ok: !findings.some(isFault), steps, findings: explained };
}

function explain<Code extends FindingCode>(texts: FindingTexts, finding: Finding<Code>): Explanation {
  return texts[finding.code](finding);
}

function conclusion(findings: readonly Finding[], report: Texts['report']): string {
  const faults = findings.filter(isFault).length;
  if (faults > 0) return report.faults(faults);
  return findings.length > 0 ? report.warningsOnly : report.allWell;
}
