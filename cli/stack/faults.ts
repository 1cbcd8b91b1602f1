/** What each fault of finding a stack and of calling AWS knows beyond its name. */
export interface StackFaultDetails {
  'no-region': object;
  /** What the SDK says of where it looked. */
  'no-credentials': { readonly reason: string };
  'credentials-refused': { readonly reason: string };
  'access-denied': { readonly action: string };
  unreachable: { readonly reason: string };
  aws: { readonly reason: string };

  'no-such-stack': { readonly stack: string; readonly region: string };
  'old-stack': { readonly output: string };
  'not-running': object;
}

/** A fault with its code and what it knows. */
export type FaultOf<Details, Code extends keyof Details = keyof Details> = {
  [Each in Code]: { readonly code: Each } & Details[Each];
}[Code];

/** Why a stack was not found, or AWS not called. */
export type StackFault = FaultOf<StackFaultDetails>;

/** What ended a command. What happened, why, and what to do next is in the texts, by the fault's code. */
export class FaultError<Fault extends { readonly code: string }> extends Error {
  readonly code: Fault['code'];
  constructor(readonly fault: Fault) {
    super(fault.code);
    this.code = fault.code;
  }
}
