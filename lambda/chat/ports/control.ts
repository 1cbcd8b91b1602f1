import type { Member } from './memory';
import type { ModelUsage } from './model';

/** What each member used on each day, each message counted once. */
export interface UsageCounts {
  count(member: Member, id: string, at: number, usage: ModelUsage): Promise<void>;
  /** What the member used on the day of `now` and in its month, as far as it is counted. @param now ms since epoch */
  used(member: Member, now: number): Promise<{ readonly day: Used; readonly month: Used }>;
}

/** What a member used. */
export interface Used {
  readonly messages: number;
  /** Read and written by the model. */
  readonly tokens: number;
}
