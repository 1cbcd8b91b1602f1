import { FaultError, type FaultOf, type StackFaultDetails } from '../stack/faults';

/** What each class of fault knows beyond its name. */
export interface InsightsFaultDetails extends StackFaultDetails {
  'query-failed': { /** As CloudWatch calls it. */ readonly status: string };
  'query-too-slow': { readonly minutes: number };
  'no-such-app': { readonly app: string; readonly apps: readonly string[] };
}

/** Why a log gave no answer. */
export class InsightsError extends FaultError<FaultOf<InsightsFaultDetails>> {}
