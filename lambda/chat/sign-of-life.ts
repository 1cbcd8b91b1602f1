import type { Delivery } from './delivery';
import { whileWaiting } from './quiet';

/** What a sign of life takes. */
export interface SignOfLifePorts {
  /** Milliseconds since epoch. */
  readonly clock: () => number;
  /** Resolves after so many ms; rejects when the signal is aborted. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/**
 * Waits for something that the member waits for, too: with a sign of life if it takes long.
 * @param quietUntil when the member is to get it; ms since epoch
 */
export async function withSignOfLife<T>(
  { clock, pause }: SignOfLifePorts,
  delivery: Delivery,
  sentence: string,
  quietUntil: number,
  work: Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  try {
    const quiet = pause(Math.max(0, quietUntil - clock()), ended.signal);
    return await whileWaiting(work, quiet, () => delivery.giveSignOfLife(sentence));
  } finally {
    ended.abort();
  }
}
