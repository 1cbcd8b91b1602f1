import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** What came of a call to somebody's server. */
export type CallOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly body: Buffer }
  | { readonly kind: 'timed out' }
  | { readonly kind: 'broken'; readonly reason: string };

/** A call with a limit for all of it, connecting included. */
export interface CallOut {
  readonly url: URL;
  /** Sent as a POST of XML; without it, a GET. */
  readonly xml?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Gives up early; the outcome is then `broken`. */
  readonly signal?: AbortSignal;
}

/** Calls over a connection of its own, follows no redirect, never rejects. */
export function callOut({ url, xml, headers, timeoutMs, signal }: CallOut): Promise<CallOutcome> {
  return new Promise((resolve) => {
    const limit = AbortSignal.timeout(timeoutMs);
    const fail = (error: NodeJS.ErrnoException): void =>
      resolve(
        limit.aborted ? { kind: 'timed out' } : { kind: 'broken', reason: error.code ?? error.message },
      );
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const request = send(url, {
      method: xml === undefined ? 'GET' : 'POST',
      headers: {
        'User-Agent': 'Mozilla/4.0',
        Accept: '*/*',
        ...headers,
        ...(xml !== undefined && { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(xml) }),
      },
      agent: false,
      signal: AbortSignal.any(signal ? [limit, signal] : [limit]),
    });
    request.on('error', fail);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.once('end', () =>
        resolve({ kind: 'answered', status: response.statusCode ?? 0, body: Buffer.concat(chunks) }),
      );
    });
    request.end(xml);
  });
}
