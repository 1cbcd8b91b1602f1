import type { FoundEvent } from './read';

/** A line may come after others that were written up to so much later. */
const LATE_MS = 120_000;

/**
 * Lines as they come, each once. It asks again for what it has, as far back as a line may be late.
 * @param read all lines from a time on, the oldest first; ms since epoch
 * @param wait until it is time to ask again; false: no more
 */
export async function* follow(
  read: (from: number) => Promise<readonly FoundEvent[]>,
  since: number,
  wait: () => Promise<boolean>,
): AsyncGenerator<FoundEvent[]> {
  const seen = new Map<string, number>();
  let from = since;
  do {
    const fresh = (await read(from)).filter(({ eventId }) => !seen.has(eventId));
    for (const { eventId, timestamp } of fresh) seen.set(eventId, timestamp);
    yield fresh;
    // By the lines' own times: this machine's clock may be wrong, or have slept.
    from = Math.max(from, (fresh.at(-1)?.timestamp ?? 0) - LATE_MS);
    for (const [eventId, timestamp] of seen) if (timestamp < from) seen.delete(eventId);
  } while (await wait());
}
