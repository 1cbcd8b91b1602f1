import type { FileFaultDetails } from '../files/faults';
import { FaultError, type FaultOf, type StackFaultDetails } from '../stack/faults';

/** What each class of fault knows beyond its name. */
export interface MemberFaultDetails extends StackFaultDetails, FileFaultDetails {
  'no-such-app': { readonly app: string; readonly apps: readonly string[] };
  'not-confirmed': { readonly member: string };
}

/** Why a member's data could not be exported, or erased. */
export class MemberError extends FaultError<FaultOf<MemberFaultDetails>> {}
