import { Agent, request as httpRequest } from 'node:http';
import type { CallbackCredentials } from '../support/running-stack';
import { Chance } from './chance';
import { drawRequest, type FuzzedRequest } from './requests';

/** What a run found. */
export interface FuzzReport {
  readonly requests: number;
  readonly signed: number;
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Requests that were answered as they may not be, with the reason; the first ten. */
  readonly faults: readonly { readonly reason: string; readonly request: string }[];
}

export interface FuzzOptions {
  readonly callbackUrl: string;
  readonly credentials: CallbackCredentials;
  readonly seed: number;
  readonly requests: number;
  /** Called after each thousandth request. */
  readonly onProgress?: (done: number) => void;
}

const AT_ONCE = 4;
const MOST_FAULTS = 10;
/** Of a request that was answered wrongly; the seed brings back the whole. */
const SHOWN_CHARACTERS = 500;

/** Everything that a stranger may read: nothing in it depends on a secret. */
const SAID_TO_STRANGERS = [
  /^The parameter (msg_signature|timestamp|nonce|echostr) is (missing|repeated)\.$/,
  /^The body is not a WeCom callback\.$/,
  /^The body is larger than 1 MiB\.$/,
  /^The signature does not match\.$/,
  /^There is no such app\.$/,
  // API Gateway's own words for a path that it does not know.
  /^\{"message":"Not Found"\}$/,
];

/** Sends so many requests, drawn from the seed, and judges each answer. */
export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const chance = new Chance(options.seed);
  const statuses: Record<number, number> = {};
  const faults: { reason: string; request: string }[] = [];
  let sent = 0;
  let signed = 0;

  const sendOneAfterAnother = async (): Promise<void> => {
    while (sent < options.requests) {
      sent += 1;
      const request = drawRequest(options.credentials, chance, Date.now());
      if (request.isSigned) signed += 1;
      const { status, body } = await send(options.callbackUrl, agent, request);
      statuses[status] = (statuses[status] ?? 0) + 1;
      const reason = faultOf(request, status, body, options.credentials);
      if (reason !== undefined && faults.length < MOST_FAULTS) {
        faults.push({ reason, request: JSON.stringify(request).slice(0, SHOWN_CHARACTERS) });
      }
      if (sent % 1_000 === 0) options.onProgress?.(sent);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendOneAfterAnother));
  agent.destroy();
  return { requests: sent, signed, statuses, faults };
}

/** @returns what is wrong with an answer, if something is */
function faultOf(
  { isSigned }: FuzzedRequest,
  status: number,
  body: string,
  { token, encodingAesKey }: CallbackCredentials,
): string | undefined {
  if (status >= 500) return `answered ${status}: ${body}`;
  if (body.includes(token) || body.includes(encodingAesKey)) return 'the answer holds a secret';
  // A URL longer than servers take, ours and API Gateway's alike: the function never sees it.
  if (isSigned || status === 431) return undefined;
  if (![400, 401, 404, 413].includes(status)) return `not signed, and answered ${status}: ${body}`;
  return SAID_TO_STRANGERS.some((said) => said.test(body)) ? undefined : `a stranger is told: ${body}`;
}

function send(
  callbackUrl: string,
  agent: Agent,
  { method, target, headers, body }: FuzzedRequest,
): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(callbackUrl);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ agent, hostname, port, method, path: target, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}
