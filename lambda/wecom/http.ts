import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { AnswerTooLargeError, WecomUnreachableError } from './errors';

/** Where the server API is. */
export const WECOM_API = 'https://qyapi.weixin.qq.com';

/** One call of the server API. */
export interface ApiCall {
  /** Below `/cgi-bin/`, e.g. `message/send`. */
  readonly api: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent by POST; without it the call is a GET. */
  readonly body?: Payload;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a POST carries. */
export interface Payload {
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** What ends a call. */
export interface Limits {
  /** For the whole of it, ms. */
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
}

/** What came back, whatever it means. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
}

/** For lists that grow with the company: some 100,000 members. */
export const LIST_LIMITS: Limits = { timeoutMs: 10_000, maxAnswerBytes: 8 * 1024 * 1024 };

/** For calls whose question and answer are JSON. */
export const JSON_LIMITS: Limits = { timeoutMs: 10_000, maxAnswerBytes: 1024 * 1024 };

/** A value as JSON in plain UTF-8: WeCom refuses `\uXXXX` (40033), so what could only be sent so is left out. */
export function jsonPayload(value: object): Payload {
  const text = JSON.stringify(value, (_, field: unknown) =>
    typeof field === 'string' ? field.toWellFormed().replace(UNSENDABLE, '') : field,
  );
  return { contentType: 'application/json; charset=utf-8', bytes: Buffer.from(text) };
}

/** Control characters but for tab and line ends. */
const UNSENDABLE = /[^\P{Cc}\t\n\r\x7f-\x9f]/gu;

/**
 * Calls WeCom over a connection of its own: one that slept through a frozen sandbox would fail.
 * @param baseUrl e.g. `https://qyapi.weixin.qq.com`
 * @throws WecomUnreachableError if no whole answer came; AnswerTooLargeError, which is one of them
 */
export function exchange(baseUrl: string, call: ApiCall, limits = JSON_LIMITS): Promise<Reply> {
  const { api, query, body, headers } = call;
  const url = new URL(`/cgi-bin/${api}`, baseUrl);
  url.search = new URLSearchParams(query).toString();
  const options: RequestOptions = {
    agent: false,
    method: body ? 'POST' : 'GET',
    headers: {
      ...headers,
      ...(body && { 'Content-Type': body.contentType, 'Content-Length': body.bytes.length }),
    },
    signal: AbortSignal.timeout(limits.timeoutMs),
  };
  return new Promise((resolve, reject) => {
    const isTls = url.protocol === 'https:';
    let isConnected = false;
    const fail = (error: Error): void =>
      reject(
        error instanceof AnswerTooLargeError
          ? error
          : new WecomUnreachableError(api, reasonOf(error, limits.timeoutMs), isConnected),
      );
    const request = (isTls ? httpsRequest : httpRequest)(url, options, (response) => {
      readBytes(api, response, limits.maxAnswerBytes).then(
        (bytes) => resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes }),
        fail,
      );
    });
    request.on('error', fail);
    request.once('socket', (socket) => {
      socket.once(isTls ? 'secureConnect' : 'connect', () => (isConnected = true));
    });
    request.end(body?.bytes);
  });
}

async function readBytes(api: string, response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new AnswerTooLargeError(api, maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The error's own words can hold the URL, and so the token: only its code, or our words. */
function reasonOf(error: NodeJS.ErrnoException, timeoutMs: number): string {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return `no answer within ${timeoutMs} ms`;
  return error.code ?? 'the connection broke';
}
