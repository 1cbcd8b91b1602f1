import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { BotConfig } from '../shared/bot-config';
import type { CallbackSecret } from '../shared/credentials';
import { errorFields, type Log } from '../shared/log';
import type { QueueMessage } from '../shared/queue-message';
import { parseCallbackQuery } from '../wecom/callback-query';
import { parseEnvelope } from '../wecom/envelope';
import { parseWecomMessage } from '../wecom/messages';
import { callbackAppOf, open, type CallbackApp } from './callback-app';
import { queueMessageOf } from './queue-message-of';
import { Refusal, refusalOf } from './refusal';

/** What the callback needs. */
export interface CallbackPorts {
  readonly config: BotConfig;
  readonly secret: () => Promise<CallbackSecret>;
  readonly enqueue: (message: QueueMessage) => Promise<void>;
  readonly log: Log;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
}

const MAX_BODY_BYTES = 1024 * 1024;
/** A repeat by WeCom comes within seconds; an hour leaves room for clocks that are off. */
const MAX_AGE_MS = 60 * 60_000;

/** Answers WeCom's URL check (GET) and takes its messages (POST) [D90238]. */
export async function handleCallback(
  ports: CallbackPorts,
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  try {
    const body = bodyOf(event);
    const app = await callbackAppOf(ports.config, ports.secret, event.pathParameters?.['app']);
    return event.requestContext.http.method === 'GET'
      ? text(200, checkUrl(app, event.rawQueryString))
      : text(200, await receive(ports, app, event.rawQueryString, body));
  } catch (error) {
    const refusal = refusalOf(error);
    ports.log.warn('callback refused', {
      status: refusal.status,
      path: event.rawPath,
      ...errorFields(refusal.cause ?? refusal),
    });
    return text(refusal.status, refusal.message);
  }
}

/** @returns the plaintext of `echostr`, which stays a string: a number or JSON would change it */
function checkUrl(app: CallbackApp, rawQuery: string): string {
  const query = parseCallbackQuery(rawQuery);
  if (query.echostr === undefined) throw new Refusal(400, 'BAD_REQUEST', 'The parameter echostr is missing.');
  return open(app, query, query.echostr);
}

/** @returns the body of the answer: empty, since the worker answers later by message/send */
async function receive(
  { enqueue, clock }: CallbackPorts,
  app: CallbackApp,
  rawQuery: string,
  body: string,
): Promise<string> {
  const query = parseCallbackQuery(rawQuery);
  const xml = open(app, query, parseEnvelope(body).ciphertext);
  const age = Math.abs(clock() - Number(query.timestamp) * 1000);
  if (!(age <= MAX_AGE_MS)) throw new Refusal(401, 'STALE', 'The request is too old.');

  const message = parseWecomMessage(xml);
  // Changes of the contact list and the like belong to no app.
  if (message.agentId === undefined) return '';
  if (message.agentId !== app.agentId) {
    throw new Refusal(403, 'OTHER_AGENT', 'The message is for another app.');
  }
  const queued = queueMessageOf(app.name, message);
  if (queued) await enqueue(queued);
  return '';
}

function bodyOf(event: APIGatewayProxyEventV2): string {
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (body.length > MAX_BODY_BYTES) throw new Refusal(413, 'TOO_LARGE', 'The body is larger than 1 MiB.');
  return body.toString('utf8');
}

function text(statusCode: number, body: string): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}
