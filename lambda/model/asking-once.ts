import type OpenAI from 'openai';
import type { ModelError } from '../chat/ports';
import { failed, modelErrorOf } from './failures';
import { Patience } from './patience';
import { newerKey, providerClient, readKey, type Connection, type KeyReader } from './provider-client';

/** How a provider is asked for something that comes whole. */
export interface Asker {
  readonly apiKey: KeyReader;
  readonly connection: Connection;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
}

/** Asks, and takes what comes. It is called off by the signal. */
export type Call<Result> = (client: OpenAI, signal: AbortSignal) => Promise<Result>;

/**
 * Asks for something that comes whole, until the deadline. A key that is refused is read afresh, once.
 * @param deadline ms since epoch
 * @throws ModelError
 */
export async function askOnce<Result>(asker: Asker, deadline: number, call: Call<Result>): Promise<Result> {
  // It never stalls: nothing is heard before it is whole.
  const patience = new Patience(deadline - asker.clock(), 0, new AbortController().signal);
  const attempt = async (key: string): Promise<Result> => {
    try {
      return await call(providerClient(key, asker.connection), patience.signal);
    } catch (error) {
      patience.signal.throwIfAborted();
      throw modelErrorOf(error, false, asker.clock());
    }
  };
  try {
    const key = await readKey(asker.apiKey);
    return await attempt(key).catch(async (error: unknown) => {
      const newer = await newerKey(asker.apiKey, key, error as ModelError);
      if (newer === undefined) throw error;
      return attempt(newer);
    });
  } finally {
    patience.release();
  }
}

/**
 * The beginning of what comes, at most so many bytes; what is more is not waited for. A body of no known length that
 * breaks off may look complete: with `connection: close`, fetch takes its end for that.
 */
export async function readAtMost(bytes: number, { body }: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= bytes) break;
  }
  return Buffer.concat(chunks).subarray(0, bytes);
}

/** That there is no such thing in the configuration. */
export function notConfigured(what: string): ModelError {
  return failed('bad-request', `no model for ${what} is configured`);
}
