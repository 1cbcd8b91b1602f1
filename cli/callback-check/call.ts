import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { OWN_CHECK_HEADER } from '../../lambda/shared/callback-checks';

/** A request to a callback: a POST of XML, or without it a GET. */
export interface Call {
  readonly url: URL;
  readonly xml?: string;
}

/** What a callback answered. */
export interface Answer {
  readonly kind: 'answered';
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** The first 64 KiB. */
  readonly body: Buffer;
}

/** What came of a call. */
export type Outcome =
  | Answer
  | { readonly kind: 'timed out' }
  /** `reason` is Node's error code, e.g. ENOTFOUND. */
  | { readonly kind: 'broken'; readonly reason: string };

const MAX_BODY_BYTES = 64 * 1024;

/**
 * Calls as WeCom does: over a connection of its own, and without following a redirect. Never rejects.
 * @param timeoutMs for all of it, connecting included
 */
export function call({ url, xml }: Call, timeoutMs: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const limit = AbortSignal.timeout(timeoutMs);
    const fail = (error: NodeJS.ErrnoException): void =>
      resolve(
        limit.aborted ? { kind: 'timed out' } : { kind: 'broken', reason: error.code ?? error.message },
      );
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      method: xml === undefined ? 'GET' : 'POST',
      headers: {
        'User-Agent': 'Mozilla/4.0',
        Accept: '*/*',
        [OWN_CHECK_HEADER]: '1',
        ...(xml !== undefined && { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(xml) }),
      },
      agent: false,
      signal: limit,
    });
    request.once('error', fail);
    request.once('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      bodyOf(response).then((body) => resolve({ kind: 'answered', status, headers, body }), fail);
    });
    request.end(xml);
  });
}

async function bodyOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MAX_BODY_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES);
}
