/**
 * Settings of an SDK client: without limits it would wait for a service that accepts a connection and never answers
 * until the function's time is over.
 * @param requestMs time for one attempt @param maxAttempts the first included
 */
export const clientSettings = (requestMs: number, maxAttempts = 3) => ({
  maxAttempts,
  requestHandler: {
    connectionTimeout: Math.min(requestMs, 1_000),
    requestTimeout: requestMs,
    throwOnRequestTimeout: true,
  },
});
