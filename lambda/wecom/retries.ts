import { meaningOf } from './error-codes';
import { AnswerTooLargeError, WecomApiError, WecomUnreachableError } from './errors';

/** Waits between two tries, longer the more have failed. */
export type Backoff = (failures: number) => Promise<void>;

/** "稍候再试，请开发者控制合理的重试间隔，最多重试3次" [D90313]. */
const TRIES = 3;
const BACKOFF_MS = 300;

/**
 * A wait of 0.15 to 0.45 s for each failure, so that sandboxes that failed together do not come back together.
 * @param random 0 to 1 @param pause waits so many ms
 */
export function jitteredBackoff(random: () => number, pause: (ms: number) => Promise<void>): Backoff {
  return (failures) => pause(failures * BACKOFF_MS * (0.5 + random()));
}

/** Tries up to three times what has no effect but its answer, while only trying again can help. */
export async function tryReading<T>(read: () => Promise<T>, backoff: Backoff): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await read();
    } catch (error) {
      if (failures === TRIES || !isTransient(error)) throw error;
      await backoff(failures);
    }
  }
}

function isTransient(error: unknown): boolean {
  if (error instanceof WecomApiError) return meaningOf(error.errcode).handling === 'retry';
  return error instanceof WecomUnreachableError && !(error instanceof AnswerTooLargeError);
}
