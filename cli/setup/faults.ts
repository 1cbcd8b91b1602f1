import type { InsideFaultDetails } from '../doctor/faults';
import type { SecretStoreFaultDetails } from '../secrets/secret-store';
import { FaultError, type FaultOf, type StackFaultDetails } from '../stack/faults';

/** What each class of fault knows beyond its name. */
export interface SetupFaultDetails extends StackFaultDetails, InsideFaultDetails, SecretStoreFaultDetails {
  'node-too-old': { readonly version: string };
  'bad-config': { readonly reason: string };
  'no-such-app': { readonly app: string; readonly apps: readonly string[] };
  'not-deployed': { readonly app: string };
  'no-room': {
    readonly what: 'vpcs' | 'addresses';
    readonly used: number;
    readonly limit: number;
    readonly region: string;
  };
  'not-agreed': { readonly to: 'bootstrap' | 'unrecorded' | 'deploy' };
  'cdk-failed': { readonly command: 'bootstrap' | 'deploy'; readonly words: string };
  'stack-busy': { readonly stack: string; readonly status: string };
  /** Until when the values before are taken; ms since epoch. */
  'not-taken-over': { readonly app: string; readonly until: number };
  'nobody-there': { readonly question: string };
}

/** Why the setup can't go on. */
export class SetupError extends FaultError<FaultOf<SetupFaultDetails>> {}
