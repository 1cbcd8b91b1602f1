import type { QueueMessage } from '../shared/queue-message';

/** What it takes to put a message on the queue against resistance. */
export interface EnqueuePorts {
  /** Rejects when `signal` is aborted. */
  readonly enqueue: (message: QueueMessage, signal: AbortSignal) => Promise<void>;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

const TRY_FOR_MS = 4_000;
/** WeCom cuts the connection after 5 s [D90238]. */
const HOLD_FOR_MS = 5_500;
const FIRST_PAUSE_MS = 100;

/**
 * Puts a message on the queue, trying again for 4 s.
 * @param startedAt when the request came; ms since epoch
 * @throws what the queue said last
 */
export async function enqueuePatiently(
  { enqueue, clock, pause }: EnqueuePorts,
  message: QueueMessage,
  startedAt: number,
): Promise<void> {
  const giveUpAt = startedAt + TRY_FOR_MS;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs *= 2) {
    try {
      await enqueue(message, AbortSignal.timeout(Math.max(1, giveUpAt - clock())));
      return;
    } catch (error) {
      if (clock() + pauseMs >= giveUpAt) throw error;
      await pause(pauseMs);
    }
  }
}

/**
 * Holds a request that has failed past WeCom's 5 s: by one reading of the documents WeCom repeats after any status but
 * 200, by the other only after a time-out or a broken connection [D90238, D90930]. This way it repeats by both.
 * @param startedAt when the request came; ms since epoch
 */
export async function holdPastTimeout(
  { clock, pause }: Pick<EnqueuePorts, 'clock' | 'pause'>,
  startedAt: number,
): Promise<void> {
  await pause(Math.max(0, startedAt + HOLD_FOR_MS - clock()));
}
