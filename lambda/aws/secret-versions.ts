import type { Secret, SecretReader } from './secret-reader';

/**
 * How long ago a secret may have been read when what was kept of it did not fit, ms. Whoever enters new values at WeCom
 * later than this after they were entered here loses no message: every sandbox knows them by then, or reads them.
 */
export const FRESH_MS = 10_000;
/** Time to enter new values at WeCom as well, ms. After that the old ones, which may have leaked, open nothing. */
export const PREVIOUS_FITS_MS = 24 * 60 * 60_000;

/**
 * The values of a secret that may be in use, the likeliest first: while an operator changes it here and at WeCom, the
 * previous one still is, for a day, and a new one may not have been read yet. What was kept is tried before anything is
 * fetched again, and that at most every ten seconds, so that wrong requests cost next to nothing.
 * @param clock milliseconds since epoch
 */
export async function* versionsInUse<T>(
  current: SecretReader<T>,
  previous: SecretReader<T>,
  clock: () => number,
): AsyncGenerator<Secret<T>> {
  yield await current.read();
  const fresh = await current.read(FRESH_MS);
  yield fresh;
  if (clock() - fresh.createdAt < PREVIOUS_FITS_MS) yield await previous.read(FRESH_MS);
}
