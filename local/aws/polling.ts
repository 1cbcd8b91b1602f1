import type { Clock } from './clock';
import type { FifoQueue, ReceivedMessage } from './queue';

/** How a queue is waited at. */
export interface Poll {
  readonly max: number;
  /** How long to wait where there is nothing, in ms. */
  readonly waitMs: number;
  readonly visibilityTimeoutMs?: number;
  /** Asked each time before anything is taken; what it throws ends the poll. */
  readonly permit?: () => void;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Long polling: receives what is there, or waits for something; empty after `waitMs` or an abort. */
export async function receiveWhenThere(queue: FifoQueue, poll: Poll): Promise<ReceivedMessage[]> {
  const { max, clock, signal, visibilityTimeoutMs } = poll;
  const deadline = clock.now() + poll.waitMs;
  while (!signal.aborted) {
    poll.permit?.();
    // Asked before: what becomes visible between the two would be waited for to the end.
    const nextVisibleAt = queue.nextVisibleAt() ?? deadline;
    const messages = queue.receive(max, visibilityTimeoutMs);
    const now = clock.now();
    if (messages.length > 0 || now >= deadline) return messages;
    await changeOrTimeout(queue, Math.min(deadline, nextVisibleAt) - now, signal);
  }
  return [];
}

function changeOrTimeout(queue: FifoQueue, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      unsubscribe();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, Math.max(ms, 1));
    const unsubscribe = queue.subscribe(finish);
    signal.addEventListener('abort', finish);
  });
}
