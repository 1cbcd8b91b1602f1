/** The parameters that WeCom puts behind the callback URL [D90238]. */
export interface CallbackQuery {
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
  /** Only in the URL check. */
  readonly echostr?: string;
}

/** The query lacks a parameter, or has one twice. */
export class CallbackQueryError extends Error {
  readonly code = 'CALLBACK_QUERY';
}

/**
 * Reads the query as it came, decoding it once: API Gateway's own decoding turns `+` into a space.
 * @throws CallbackQueryError
 */
export function parseCallbackQuery(rawQuery: string): CallbackQuery {
  const parameters = new URLSearchParams(rawQuery);
  const one = (name: string): string | undefined => {
    const values = parameters.getAll(name);
    if (values.length > 1) throw new CallbackQueryError(`The parameter ${name} is repeated.`);
    return values[0];
  };
  const required = (name: string): string => {
    const value = one(name);
    if (!value) throw new CallbackQueryError(`The parameter ${name} is missing.`);
    return value;
  };

  // Base64 has no space: where one stands, a `+` was sent unencoded.
  const echostr = one('echostr')?.replaceAll(' ', '+');
  return {
    signature: required('msg_signature'),
    timestamp: required('timestamp'),
    nonce: required('nonce'),
    ...(echostr ? { echostr } : {}),
  };
}
