import { FaultError, type FaultOf, type StackFaultDetails } from '../stack/faults';

/** What each class of fault knows beyond its name. */
export interface PauseFaultDetails extends StackFaultDetails {
  'no-such-app': { readonly app: string; readonly apps: readonly string[] };
}

/** Why nothing could be paused, or shown. */
export class PauseError extends FaultError<FaultOf<PauseFaultDetails>> {}
