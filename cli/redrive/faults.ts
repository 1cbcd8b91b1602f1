/** What each class of fault knows beyond its name. */
export interface FaultDetails {
  'no-region': object;
  'no-credentials': object;
  'credentials-refused': { readonly reason: string };
  'access-denied': { readonly action: string };
  unreachable: { readonly reason: string };
  aws: { readonly reason: string };

  'no-such-stack': { readonly stack: string; readonly region: string };
  'old-stack': { readonly output: string };
  'not-running': object;

  'no-such-message': { readonly id: string };
  'several-messages': { readonly id: string };
  unreadable: { readonly id: string };
  'not-in-hand': { readonly id: string };
  'not-finished': { readonly id: string };
}

/** The name of a class of fault. */
export type FaultCode = keyof FaultDetails;

/** Why nothing could be listed, or a message not be put back. */
export type Fault<Code extends FaultCode = FaultCode> = {
  [Each in Code]: { readonly code: Each } & FaultDetails[Each];
}[Code];

/** What ended the command. What happened, why, and what to do next is in the texts, by the fault's code. */
export class RedriveError extends Error {
  readonly code: FaultCode;
  constructor(readonly fault: Fault) {
    super(`npm run redrive: ${fault.code}`);
    this.code = fault.code;
  }
}
