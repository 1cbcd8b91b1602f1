/**
 * When a provider wants to be asked again: `retry-after-ms`, or `Retry-After` in seconds or as a date [RFC9110].
 * @param now ms since epoch
 * @returns in how many ms; undefined if it does not say, or nothing that can be read
 */
export function retryAfterMs(headers: Headers | undefined, now: number): number | undefined {
  const ms = headers?.get('retry-after-ms') ?? '';
  if (NUMBER.test(ms)) return Number(ms);
  const value = headers?.get('retry-after') ?? '';
  if (NUMBER.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

const NUMBER = /^\d+(\.\d+)?$/;
