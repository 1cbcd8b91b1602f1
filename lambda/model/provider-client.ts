import OpenAI from 'openai';
import type { ModelError } from '../chat/ports';
import { failed, keyFailure } from './failures';

/** Where a provider is, and how it is shown the key. */
export interface Connection {
  /** Absent: `OPENAI_BASE_URL`, else OpenAI itself. */
  readonly baseUrl?: string | undefined;
  /**
   * An Azure OpenAI resource, whose base URL ends with `/openai/v1`: it takes the key as `api-key`, and speaks OpenAI's
   * own APIs, with the name of the deployment as that of the model.
   * https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle
   */
  readonly azure?: boolean | undefined;
}

/** Reads a provider's key, which may be so old, 0 for afresh; ms. Throws if it is not filled in. */
export type KeyReader = (maxAgeMs?: number) => Promise<string>;

/** @throws ModelError if the key can't be read */
export async function readKey(read: KeyReader, maxAgeMs?: number): Promise<string> {
  return read(maxAgeMs).catch((error: unknown) => {
    throw keyFailure(error);
  });
}

/**
 * Whether a key that was refused has been replaced meanwhile.
 * @returns the new one, or undefined if it is still the same
 * @throws ModelError if the key can't be read
 */
export async function newerKey(
  read: KeyReader,
  refused: string,
  { failure }: ModelError,
): Promise<string | undefined> {
  if (failure !== 'credentials') return undefined;
  const key = await readKey(read, 0);
  return key === refused ? undefined : key;
}

/** The official client, which repeats nothing by itself and writes no log. @throws ModelError */
export function providerClient(apiKey: string, { baseUrl, azure = false }: Connection = {}): OpenAI {
  // The client would quote it in an error of its own.
  if (!/^[\x21-\x7e]+$/.test(apiKey)) throw failed('credentials', 'its key holds characters that no key has');
  return new OpenAI({
    apiKey,
    ...(baseUrl !== undefined && { baseURL: baseUrl }),
    maxRetries: 0,
    logLevel: 'off',
    defaultHeaders: {
      // A connection kept from an earlier invocation would have slept in a frozen sandbox.
      connection: 'close',
      ...(azure && { 'api-key': apiKey, authorization: null }),
    },
  });
}
