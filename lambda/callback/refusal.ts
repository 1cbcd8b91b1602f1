import { UnfilledCredentialsError } from '../shared/credentials';
import type { RefusalClass } from '../shared/metrics';
import { CallbackQueryError } from '../wecom/callback-query';
import { WecomCryptoError } from '../wecom/crypto';
import { XmlError } from '../wecom/xml';

type Status = 400 | 401 | 403 | 404 | 413 | 503;

/** An answer other than 200. The message goes to whoever asked: it names no secret, and no signature that is right. */
export class Refusal extends Error {
  constructor(
    readonly status: Status,
    readonly code: string,
    message: string,
    options?: { cause: unknown },
  ) {
    super(message, options);
  }

  /** What it is counted as. */
  get class(): RefusalClass {
    if (this.code === UNAVAILABLE) return 'unavailable';
    if (this.status === 503) return 'not-filled-in';
    return this.status === 401 || this.status === 403 ? 'signature' : 'malformed';
  }
}

/** Nobody's fault but ours: the same request may succeed soon. */
export const UNAVAILABLE = 'UNAVAILABLE';

/** What to answer when handling failed with this error; what is said to a stranger is less than what is logged. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const options = { cause: error };
  if (error instanceof CallbackQueryError) return new Refusal(400, error.code, error.message, options);
  if (error instanceof XmlError)
    return new Refusal(400, error.code, 'The body is not a WeCom callback.', options);
  // The key in our own secret is malformed: whoever saves the callback URL is the one who can mend it.
  if (error instanceof WecomCryptoError && error.code === 'WECOM_-40004') {
    return new Refusal(503, error.code, error.message, options);
  }
  if (error instanceof WecomCryptoError) {
    return new Refusal(400, error.code, 'The message can not be decrypted.', options);
  }
  if (error instanceof UnfilledCredentialsError) return new Refusal(503, error.code, error.message, options);
  return new Refusal(503, UNAVAILABLE, 'The message could not be taken. Please repeat it.', options);
}
