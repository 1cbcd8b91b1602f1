import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { WecomApiError, WecomUnreachableError } from './errors';

/** One call of the server API. */
export interface ApiCall {
  /** Below `/cgi-bin/`, e.g. `message/send`. */
  readonly api: string;
  readonly query: Readonly<Record<string, string>>;
  /** Sent as JSON by POST; without it the call is a GET. */
  readonly body?: unknown;
}

/** The fields that every answer has, beside its own. */
export type ApiAnswer = Readonly<Record<string, unknown>>;

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

/**
 * Calls WeCom over a connection of its own: one that slept through a frozen sandbox would fail.
 * @param baseUrl e.g. `https://qyapi.weixin.qq.com`
 * @throws WecomApiError for an errcode, WecomUnreachableError for anything but JSON with HTTP 200
 */
export async function callWecom(baseUrl: string, call: ApiCall, timeoutMs = TIMEOUT_MS): Promise<ApiAnswer> {
  const { status, text } = await exchange(baseUrl, call, timeoutMs);
  // Errors of the application come with HTTP 200; any other status is from a machine in between.
  if (status !== 200) throw new WecomUnreachableError(call.api, `HTTP ${status}`, true);
  const answer = parseAnswer(text);
  if (!answer) throw new WecomUnreachableError(call.api, 'the answer is not JSON', true);
  if (answer['errcode'] !== 0 && answer['errcode'] !== undefined) {
    throw new WecomApiError(
      call.api,
      Number(answer['errcode']),
      typeof answer['errmsg'] === 'string' ? answer['errmsg'] : '',
    );
  }
  return answer;
}

function exchange(
  baseUrl: string,
  { api, query, body }: ApiCall,
  timeoutMs: number,
): Promise<{ status: number; text: string }> {
  const url = new URL(`/cgi-bin/${api}`, baseUrl);
  url.search = new URLSearchParams(query).toString();
  const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const options: RequestOptions = {
    agent: false,
    method: payload ? 'POST' : 'GET',
    headers: payload
      ? { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': payload.length }
      : {},
    signal: AbortSignal.timeout(timeoutMs),
  };
  return new Promise((resolve, reject) => {
    const isTls = url.protocol === 'https:';
    let isConnected = false;
    const fail = (error: NodeJS.ErrnoException): void =>
      reject(new WecomUnreachableError(api, reasonOf(error, timeoutMs), isConnected));
    const request = (isTls ? httpsRequest : httpRequest)(url, options, (response) => {
      readText(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), fail);
    });
    request.once('error', fail);
    request.once('socket', (socket) => {
      socket.once(isTls ? 'secureConnect' : 'connect', () => (isConnected = true));
    });
    request.end(payload);
  });
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new Error('the answer is larger than 1 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseAnswer(text: string): ApiAnswer | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as ApiAnswer) : undefined;
  } catch {
    return undefined;
  }
}

/** The error's own words can hold the URL, and so the token: only its code, or our words. */
function reasonOf(error: NodeJS.ErrnoException, timeoutMs: number): string {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return `no answer within ${timeoutMs} ms`;
  return error.code ?? 'the connection broke';
}
