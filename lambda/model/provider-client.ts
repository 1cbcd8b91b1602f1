import OpenAI from 'openai';
import { failed } from './failures';

/** The official client, which repeats nothing by itself and writes no log. @throws ModelError */
export function providerClient(apiKey: string): OpenAI {
  // The client would quote it in an error of its own.
  if (!/^[\x21-\x7e]+$/.test(apiKey)) throw failed('credentials', 'its key holds characters that no key has');
  return new OpenAI({
    apiKey,
    maxRetries: 0,
    logLevel: 'off',
    // A connection kept from an earlier invocation would have slept in a frozen sandbox.
    defaultHeaders: { connection: 'close' },
  });
}
