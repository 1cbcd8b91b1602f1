import type { ActivityLog } from '../activity';
import type { FaultCounts } from './fault-counts';
import type { Gates } from './gates';
import type { ReceivedRequests } from './received-requests';

/** What all answers of one stand-in share. */
export interface StandInState {
  /** How fast text is streamed; `Infinity` does not wait at all. */
  readonly tokensPerSecond: number;
  readonly activity: ActivityLog;
  readonly received: ReceivedRequests;
  readonly faults: FaultCounts;
  readonly gates: Gates;
}
