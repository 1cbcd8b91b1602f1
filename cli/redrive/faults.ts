import { FaultError, type FaultOf, type StackFaultDetails } from '../stack/faults';

/** What each class of fault knows beyond its name. */
export interface RedriveFaultDetails extends StackFaultDetails {
  'no-such-message': { readonly id: string };
  'several-messages': { readonly id: string };
  unreadable: { readonly id: string };
  'not-in-hand': { readonly id: string };
  'not-finished': { readonly id: string };
}

/** Why nothing could be listed, or a message not be put back. */
export class RedriveError extends FaultError<FaultOf<RedriveFaultDetails>> {}
