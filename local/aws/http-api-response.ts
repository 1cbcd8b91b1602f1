import type { OutgoingHttpHeaders } from 'node:http';
import { isRecord } from './service';

/** What goes back to the caller of the HTTP API. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/**
 * What a function returned, as an HTTP API with payload format 2.0 reads it: a response where it
 * names a status code, else the body of a 200.
 * @returns undefined where it is malformed, which API Gateway answers with 500
 */
export function responseOf(returned: unknown): HttpResponse | undefined {
  if (!isRecord(returned) || returned['statusCode'] === undefined) {
    const body = typeof returned === 'string' ? returned : JSON.stringify(returned);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
  }
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded } = returned;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return undefined;
  if (typeof body !== 'string' || !isRecord(headers) || !Array.isArray(cookies)) return undefined;
  return {
    status,
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      ...lowerCased(headers),
      ...(cookies.length === 0 ? {} : { 'set-cookie': cookies.map(String) }),
    },
    body: Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

/** API Gateway works out the length itself. */
function lowerCased(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]) => [name.toLowerCase(), String(value)] as const)
      .filter(([name]) => name !== 'content-length' && name !== 'transfer-encoding'),
  );
}
