import type { SecretReader } from './secret-reader';

/** How long ago a secret may have been read when what was kept of it did not fit. */
const FRESH_MS = 60_000;

/**
 * The values of a secret that may be in use, the likeliest first: while an operator changes it here and at WeCom, the
 * previous one still is, and a new one may not have been read yet. What was kept is tried before anything is fetched
 * again, and that at most once a minute, so that wrong requests cost nothing.
 */
export async function* versionsInUse<T>(
  current: SecretReader<T>,
  previous: SecretReader<T>,
): AsyncGenerator<T> {
  yield (await current.read()).value;
  yield (await current.read(FRESH_MS)).value;
  yield (await previous.read(FRESH_MS)).value;
}
