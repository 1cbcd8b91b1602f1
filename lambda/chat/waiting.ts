import type { Timing } from '../shared/timing';
import type { GiveBack } from './ports';

/** Why a message can't be brought to its end now. */
export type WaitReason =
  'paused' | 'blocked' | 'pacing' | 'not-sent' | 'too-fast' | 'unknown-send' | 'model' | 'taken';

const NOTHING_COUNTS: GiveBack = { attempt: true, ask: false };

/** The message must wait in the queue and come again: no failure, so mostly it is not counted as an attempt. */
export class MustWaitError extends Error {
  readonly code = 'MUST_WAIT';
  /**
   * @param because what an admin may read of it
   * @param atLeastMs how long at least, where that is known
   * @param options `cause`: the failure, if there was one; it has a code
   */
  constructor(
    readonly reason: WaitReason,
    because: string,
    readonly atLeastMs = 0,
    readonly giveBack: GiveBack = NOTHING_COUNTS,
    options?: { readonly cause: unknown },
  ) {
    super(because, options);
  }
}

/**
 * How long to stay away: a tenth of the time waited so far, within bounds, so that what waits for long costs little and
 * what waits briefly is soon back. Ms.
 */
export function waitMs(waitedMs: number, atLeastMs: number, { waitAtLeastMs, waitAtMostMs }: Timing): number {
  return Math.min(Math.max(waitedMs / 10, atLeastMs, waitAtLeastMs), waitAtMostMs);
}
