import { FaultError, type FaultOf, type StackFaultDetails } from '../stack/faults';

/** What each class of fault knows beyond its name. */
export interface LogsFaultDetails extends StackFaultDetails {
  'no-such-function': { readonly name: string; readonly functions: readonly string[] };
}

/** Why no lines could be shown. */
export class LogsError extends FaultError<FaultOf<LogsFaultDetails>> {}
