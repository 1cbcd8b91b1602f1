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
    /** Further headers of the answer. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }

  toJSON(): unknown {
    return { error: { message: this.message, type: this.type, param: null, code: this.code } };
  }
}

/** What OpenAI answers to a request that it cannot read: 400. */
export function badRequest(message: string, code: string | null = null): ModelError {
  return new ModelError(400, message, 'invalid_request_error', code);
}

/** A failure that was asked for, as OpenAI tells it. */
export function askedFor(status: number, code?: string, retryAfter?: string): ModelError {
  const [type, usualCode] = USUAL[status] ?? [status < 500 ? 'invalid_request_error' : 'server_error', null];
  const message = `The model stand-in was asked to fail with ${status}.`;
  // Credit that is used up is a type of its own, and no time is told.
  const isCredit = code === 'insufficient_quota';
  const wait = retryAfter ?? (status === 429 && !isCredit ? '1' : undefined);
  const headers = wait === undefined ? undefined : { 'Retry-After': wait };
  return new ModelError(status, message, isCredit ? code : type, code ?? usualCode, headers);
}

/** Type and code of each status, where they are more than `invalid_request_error` or `server_error`. */
const USUAL: Readonly<Record<number, [type: string, code: string | null]>> = {
  401: ['invalid_request_error', 'invalid_api_key'],
  403: ['request_forbidden', 'unsupported_country_region_territory'],
  404: ['invalid_request_error', 'model_not_found'],
  429: ['requests', 'rate_limit_exceeded'],
};
