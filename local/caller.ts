/** Whoever calls a service, as the service sees them: they may be killed by a call. */
export interface Caller {
  /**
   * Serves one call.
   * @param operation its name, e.g. `UpdateItem`, `message/send`
   * @param act what the service does
   * @throws CallerGoneError where the caller was killed before the service acted, or before it could answer
   */
  during<T>(operation: string, act: () => Promise<T> | T): Promise<T>;
}

/** A caller who outlives every call. */
export const ANYONE: Caller = { during: async (_, act) => act() };

/** A call gets no answer: its connection is broken off. */
export class NoAnswerError extends Error {
  readonly code: string = 'NO_ANSWER';
}

/** Nobody is there to answer any more. */
export class CallerGoneError extends NoAnswerError {
  override readonly code = 'CALLER_GONE';
  constructor() {
    super('The caller was killed; its call gets no answer.');
  }
}
