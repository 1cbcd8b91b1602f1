/**
 * Passes a stream on, and does something once if a time is over before it has ended; what the stream brings meanwhile
 * waits for that.
 * @param time resolves when it is over; that it rejects means nothing
 */
export async function* whileWatching<T>(
  stream: AsyncIterable<T>,
  time: Promise<void>,
  onTime: () => Promise<void>,
): AsyncGenerator<T> {
  let isOver = false;
  const over = time.then(
    () => 'over' as const,
    () => new Promise<never>(() => undefined),
  );
  const source = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = source.next();
      if (!isOver && (await Promise.race([next, over])) === 'over') {
        isOver = true;
        await onTime();
      }
      const result = await next;
      if (result.done) return;
      yield result.value;
    }
  } finally {
    await source.return?.();
  }
}

/** Waits for something, and does something once if a time is over before. @param time as for {@link whileWatching} */
export async function whileWaiting<T>(
  work: Promise<T>,
  time: Promise<void>,
  onTime: () => Promise<void>,
): Promise<T> {
  const once = async function* (): AsyncGenerator<T> {
    yield await work;
  };
  for await (const result of whileWatching(once(), time, onTime)) return result;
  throw new TypeError('What is waited for has no result.');
}
