/** A refusal in the shape of OpenAI's errors: `{ error: { message, type, param, code } }`. */
export class ModelError extends Error {
  constructor(
    /** HTTP status of the answer. */
    readonly status: number,
    message: string,
    /** OpenAI's kind of error, e.g. `invalid_request_error`. */
    readonly type: string,
    /** OpenAI's own name for it, where it has one, e.g. `rate_limit_exceeded`. */
    readonly code: string | null = null,
  ) {
    super(message);
  }

  toJSON(): unknown {
    return { error: { message: this.message, type: this.type, param: null, code: this.code } };
  }
}

/** What OpenAI answers to a request that it cannot read: 400. */
export function badRequest(message: string): ModelError {
  return new ModelError(400, message, 'invalid_request_error');
}
