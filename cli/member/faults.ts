import { FaultError, type FaultOf, type StackFaultDetails } from '../stack/faults';

/** What each class of fault knows beyond its name. */
export interface MemberFaultDetails extends StackFaultDetails {
  'no-such-app': { readonly app: string; readonly apps: readonly string[] };
  'file-exists': { readonly file: string };
  'not-written': { readonly file: string; readonly reason: string };
  'not-confirmed': { readonly member: string };
}

/** Why a member's data could not be exported, or erased. */
export class MemberError extends FaultError<FaultOf<MemberFaultDetails>> {}
