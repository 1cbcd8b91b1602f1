import type { SecretStoreFaultDetails } from '../secrets/secret-store';
import { FaultError, type FaultOf, type StackFaultDetails } from '../stack/faults';

/** What each fault of its own knows beyond its name. */
export interface OwnCheckFaultDetails {
  /** The stack of `npm start` has others. */
  'no-such-app': { readonly app: string; readonly apps: readonly string[] };
  /** Fields of its callback secret. */
  unfilled: { readonly fields: readonly string[] };
}

/** What each class of fault knows beyond its name. */
export interface CheckFaultDetails extends StackFaultDetails, SecretStoreFaultDetails, OwnCheckFaultDetails {}

/** Why a callback could not be checked. */
export class CheckError extends FaultError<FaultOf<OwnCheckFaultDetails>> {}
