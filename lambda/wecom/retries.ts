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

/**
 * Tries up to three times what has no effect but its answer, while only trying again can help.
 * @param hasTime whether there is time for one more
 */
export function tryReading<T>(
  read: () => Promise<T>,
  backoff: Backoff,
  hasTime = (): boolean => true,
): Promise<T> {
  return tryWhile((error) => isTransient(error) && hasTime(), read, backoff);
}

/** Tries up to three times what must not happen twice: only while WeCom certainly did nothing. */
export function tryWriting<T>(write: () => Promise<T>, backoff: Backoff): Promise<T> {
  return tryWhile((error) => isTransient(error) && !mayHaveArrived(error), write, backoff);
}

async function tryWhile<T>(
  isWorthwhile: (error: unknown) => boolean,
  call: () => Promise<T>,
  backoff: Backoff,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await call();
    } catch (error) {
      if (failures === TRIES || !isWorthwhile(error)) throw error;
      await backoff(failures);
    }
  }
}

function isTransient(error: unknown): boolean {
  if (error instanceof WecomApiError) return meaningOf(error.errcode).handling === 'retry';
  return error instanceof WecomUnreachableError && !(error instanceof AnswerTooLargeError);
}

function mayHaveArrived(error: unknown): boolean {
  return error instanceof WecomUnreachableError && error.mayHaveArrived;
}
