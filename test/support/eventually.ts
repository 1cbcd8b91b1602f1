import { setTimeout as pause } from 'node:timers/promises';

/** Longer than a machine that is busy with something else may take. */
const DEADLINE_MS = 90_000;
const INTERVAL_MS = 15;

/** Asks again until `probe` gives something other than undefined; throws with `what` when it never does. */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined> | T | undefined,
  withinMs = DEADLINE_MS,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    const value = await probe();
    if (value !== undefined) return value;
    await pause(INTERVAL_MS);
  }
  throw new Error(`Waited ${withinMs} ms in vain: ${what}`);
}
