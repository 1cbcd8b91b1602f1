import { setTimeout as pause } from 'node:timers/promises';

/** Longer than a machine that is busy with something else may take. */
const DEADLINE_MS = 90_000;
const FIRST_PAUSE_MS = 15;
const LONGEST_PAUSE_MS = 250;

/**
 * Asks again until `probe` gives something other than undefined; throws with `what` when it never does. It pauses for a
 * tenth of what it has waited: asking takes time from those that are waited for.
 */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined> | T | undefined,
  withinMs = DEADLINE_MS,
): Promise<T> {
  const startedAt = Date.now();
  const waited = (): number => Date.now() - startedAt;
  for (;;) {
    const isLast = waited() >= withinMs;
    const value = await probe();
    if (value !== undefined) return value;
    if (isLast) throw new Error(`Waited ${withinMs} ms in vain: ${what}`);
    await pause(Math.min(Math.max(FIRST_PAUSE_MS, waited() / 10), LONGEST_PAUSE_MS));
  }
}
