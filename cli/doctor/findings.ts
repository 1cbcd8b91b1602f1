import type { Verdict } from '../../lambda/doctor/finding';
import type { Finding as CallbackFinding } from '../callback-check/findings';
import type { FaultOf, StackFault } from '../stack/faults';
import type { InsideFault } from './faults';

/** What is looked at from here, as it is named where it could not be. */
export type CheckName =
  | 'versions'
  | 'credentials'
  | 'config'
  | 'outputs'
  | 'stack'
  | 'drift'
  | 'address'
  | 'domain'
  | 'certificate'
  | 'callback'
  | 'inside';

/** What each class of finding knows beyond its name. */
export interface OutsideFacts {
  'node-ok': { readonly version: string };
  'node-older': { readonly version: string; readonly recommended: number };
  'node-too-old': { readonly version: string; readonly needed: string };

  'release-same': { readonly version: string };
  'release-behind': { readonly deployed: string; readonly here: string };
  'release-ahead': { readonly deployed: string; readonly here: string };

  identity: { readonly account: string; readonly arn: string; readonly region: string };
  'config-ok': { readonly region: string };
  'config-region': { readonly region: string; readonly here: string };
  'config-faulty': { readonly faults: string };

  /** The stack can't be found, or AWS not be asked for it. */
  'stack-unseen': { readonly fault: LookFault };
  'stack-ok': StackFacts;
  'stack-busy': StackFacts;
  'stack-rolled-back': StackFacts;
  'stack-stuck': StackFacts;
  'stack-unmade': StackFacts;
  'stack-leaving': StackFacts;
  'stack-odd': StackFacts;
  'outputs-ok': { readonly count: number };
  'outputs-missing': { readonly missing: string };

  'drift-none': { readonly compared: number };
  'drift-changed': { readonly resource: string; readonly type: string; readonly properties: string };
  'drift-deleted': { readonly resource: string; readonly type: string };
  'drift-failed': { readonly reason: string };
  'drift-slow': { readonly seconds: number };

  'address-ok': { readonly ips: string };
  'address-of-network': { readonly ips: string };
  'address-gone': { readonly ip: string };
  'address-idle': { readonly ip: string };

  'domain-ok': { readonly host: string };
  'domain-elsewhere': { readonly host: string; readonly target: string; readonly found: string };
  'certificate-ok': CertificateFacts;
  'certificate-ends': CertificateFacts;
  'certificate-over': { readonly host: string; readonly until: string };
  'certificate-name': { readonly host: string; readonly names: string };
  'certificate-unseen': { readonly host: string; readonly reason: string };

  'callback-ok': { readonly url: string };
  'callback-unfilled': { readonly fields: string };
  /** What `callback-check` says of it. */
  'callback-finding': { readonly finding: CallbackFinding };

  'inside-unseen': { readonly fault: LookFault };
  /** Nothing is known of these, all for the same reason. */
  'not-looked-at': { readonly checks: readonly CheckName[]; readonly fault: LookFault };
}

interface StackFacts {
  readonly stack: string;
  readonly status: string;
  /** Why, in CloudFormation's words; may be empty. */
  readonly reason: string;
}

interface CertificateFacts {
  readonly host: string;
  /** ISO 8601, UTC. */
  readonly until: string;
  readonly days: number;
}

/** Why something could not be looked at: a fault of AWS's, of the doctor function, or one that nobody foresaw. */
export type LookFault = StackFault | InsideFault | FaultOf<{ unforeseen: { readonly reason: string } }>;

/** The name of a class of findings. */
export type OutsideCode = keyof OutsideFacts;

/** Something that was found from here. */
export type OutsideFinding<Code extends OutsideCode = OutsideCode> = {
  [Each in Code]: { readonly code: Each; readonly app?: string; readonly facts: OutsideFacts[Each] };
}[Code];

/** How well each is; a `callback-finding` may also be only a warning. */
export const OUTSIDE_VERDICTS: Readonly<Record<OutsideCode, Verdict>> = {
  'node-ok': 'ok',
  'node-older': 'warn',
  'node-too-old': 'fail',
  'release-same': 'ok',
  'release-behind': 'warn',
  'release-ahead': 'warn',
  identity: 'ok',
  'config-ok': 'ok',
  'config-region': 'warn',
  'config-faulty': 'fail',
  'stack-unseen': 'fail',
  'stack-ok': 'ok',
  'stack-busy': 'warn',
  'stack-rolled-back': 'warn',
  'stack-stuck': 'fail',
  'stack-unmade': 'fail',
  'stack-leaving': 'fail',
  'stack-odd': 'unknown',
  'outputs-ok': 'ok',
  'outputs-missing': 'warn',
  'drift-none': 'ok',
  'drift-changed': 'warn',
  'drift-deleted': 'fail',
  'drift-failed': 'unknown',
  'drift-slow': 'unknown',
  'address-ok': 'ok',
  'address-of-network': 'ok',
  'address-gone': 'fail',
  'address-idle': 'fail',
  'domain-ok': 'ok',
  'domain-elsewhere': 'warn',
  'certificate-ok': 'ok',
  'certificate-ends': 'warn',
  'certificate-over': 'fail',
  'certificate-name': 'fail',
  'certificate-unseen': 'unknown',
  'callback-ok': 'ok',
  'callback-unfilled': 'fail',
  'callback-finding': 'fail',
  'inside-unseen': 'fail',
  'not-looked-at': 'unknown',
};

export function found<Code extends OutsideCode>(
  code: Code,
  facts: OutsideFacts[Code],
  app?: string,
): OutsideFinding {
  return { code, facts, ...(app !== undefined && { app }) } as OutsideFinding;
}
