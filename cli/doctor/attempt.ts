import { wordsOf } from '../callback-check/words';
import { faultIn } from '../stack/command';
import type { StackOptions } from '../stack/options';
import { found, type CheckName, type LookFault, type OutsideFinding } from './findings';

/** Something to be looked at. */
export interface Check {
  readonly name: CheckName;
  readonly run: () => Promise<readonly OutsideFinding[]>;
}

/** Looks; that it could not is a finding too. */
export async function attempt(
  { name, run }: Check,
  options: Pick<StackOptions, 'from'>,
): Promise<readonly OutsideFinding[]> {
  try {
    return await run();
  } catch (error) {
    return [found('not-looked-at', { checks: [name], fault: lookFault(error, options) })];
  }
}

/** Why something could not be looked at. */
export function lookFault(error: unknown, options: Pick<StackOptions, 'from'>): LookFault {
  const fault = faultIn(error, options) as LookFault | undefined;
  return fault ?? { code: 'unforeseen', reason: wordsOf(String(error)) };
}

/** What could not be looked at for the same reason is said once, and not at all where it is why there is no stack. */
export function merged(findings: readonly OutsideFinding[]): OutsideFinding[] {
  const checksOf = new Map<string, CheckName[]>();
  const said = new Set<string>();
  for (const finding of findings) {
    const reason = reasonOf(finding);
    if (finding.code === 'stack-unseen') said.add(reason);
    if (finding.code !== 'not-looked-at') continue;
    checksOf.set(reason, [...(checksOf.get(reason) ?? []), ...finding.facts.checks]);
  }
  return findings.flatMap((finding) => {
    if (finding.code !== 'not-looked-at') return [finding];
    const reason = reasonOf(finding);
    if (said.has(reason)) return [];
    said.add(reason);
    return [found('not-looked-at', { ...finding.facts, checks: checksOf.get(reason) ?? [] })];
  });
}

function reasonOf({ facts }: OutsideFinding): string {
  return 'fault' in facts ? JSON.stringify(facts.fault) : '';
}
