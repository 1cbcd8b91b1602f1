import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { BotConfig } from '../shared/bot-config';
import { OWN_CHECK_HEADER, URL_CHECKED } from '../shared/callback-checks';
import type { Log } from '../shared/log';
import { parseCallbackQuery } from '../wecom/callback-query';
import { ciphertextIn } from '../wecom/envelope';
import { parseWecomMessage, type EventMessage, type WecomMessage } from '../wecom/messages';
import { appOfPath, openWithAny, type Opened, type SecretVersion } from './callback-app';
import { enqueuePatiently, holdPastTimeout, type EnqueuePorts } from './enqueue';
import { queueEventOf, queueMessageOf } from './queue-message-of';
import { Refusal, refusalOf, UNAVAILABLE } from './refusal';
import type { RefusalLog } from './refusal-log';
import { waitingReply, type WaitingReplyPorts } from './waiting-reply';

/** What the callback needs. */
export interface CallbackPorts extends EnqueuePorts, WaitingReplyPorts {
  readonly config: Pick<BotConfig, 'language' | 'apps' | 'timing' | 'verificationFiles' | 'admins'>;
  /** The versions of the callback secret that may be in use, the likeliest first. */
  readonly secrets: () => AsyncIterable<SecretVersion>;
  readonly refusals: Pick<RefusalLog, 'note'>;
}

const MAX_BODY_BYTES = 1024 * 1024;
/** A repeat by WeCom comes within seconds; an hour leaves room for clocks that are off. */
const MAX_AGE_MS = 60 * 60_000;

/** Answers WeCom's URL check (GET) and takes its messages (POST) [D90238], and serves the files of its domain check. */
export async function handleCallback(
  ports: CallbackPorts,
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  const startedAt = ports.clock();
  const file = ports.config.verificationFiles[event.rawPath.slice(1)];
  if (file !== undefined) return text(200, file);
  const isMessage = event.requestContext.http.method !== 'GET';
  try {
    const app = appOfPath(ports.config, event.pathParameters?.['app']);
    return isMessage
      ? text(200, await receive(ports, app, event.rawQueryString, bodyOf(event), startedAt))
      : text(200, await checkUrl(ports, app, event));
  } catch (error) {
    const refusal = refusalOf(error);
    ports.refusals.note(refusal, event.rawPath);
    if (isMessage && refusal.code === UNAVAILABLE) await holdPastTimeout(ports, startedAt);
    return text(refusal.status, refusal.message);
  }
}

/**
 * Leaves a line in the log: an operator who has pressed 保存 sees by it that WeCom has asked, and with which values.
 * @returns the plaintext of `echostr`, which stays a string: a number or JSON would change it
 */
async function checkUrl(
  { secrets, log }: CallbackPorts,
  app: string,
  { rawQueryString, headers }: APIGatewayProxyEventV2,
): Promise<string> {
  const query = parseCallbackQuery(rawQueryString);
  if (query.echostr === undefined) throw new Refusal(400, 'BAD_REQUEST', 'The parameter echostr is missing.');
  const { plaintext, version } = await openWithAny(secrets(), app, query, query.echostr);
  log.info(URL_CHECKED, { app, secretVersion: version, own: headers[OWN_CHECK_HEADER] !== undefined });
  return plaintext;
}

/** @returns the body of the answer: empty, since the worker answers later by message/send, unless that is refused */
async function receive(
  ports: CallbackPorts,
  app: string,
  rawQuery: string,
  body: string,
  startedAt: number,
): Promise<string> {
  const query = parseCallbackQuery(rawQuery);
  const opened = await openWithAny(ports.secrets(), app, query, ciphertextIn(body));
  const age = Math.abs(startedAt - Number(query.timestamp) * 1000);
  if (!(age <= MAX_AGE_MS)) throw new Refusal(401, 'STALE', 'The request is too old.');

  const message = messageFor(opened);
  if (message === undefined) return '';
  if (message.kind === 'event') {
    noteEvent(ports.log, app, message);
    return receiveEvent(ports, app, opened, message, startedAt);
  }
  const [reply] = await Promise.all([
    waitingReply(ports, app, opened.seal, message.from, true),
    enqueuePatiently(ports, queueMessageOf(app, message), startedAt),
  ]);
  return reply;
}

/**
 * A member who opens the app is welcomed by the worker, or told at once that the app can't answer; what is a command
 * waits like a message; that somebody left is seen to whatever the app can do.
 */
async function receiveEvent(
  ports: CallbackPorts,
  app: string,
  { seal }: Opened,
  message: EventMessage,
  startedAt: number,
): Promise<string> {
  const event = queueEventOf(app, message);
  if (event === undefined) return '';
  const { kind } = event.content;
  if (kind === 'left') {
    await enqueuePatiently(ports, event, startedAt);
    return '';
  }
  const isKept = kind !== 'event';
  const reply = await waitingReply(ports, app, seal, message.from, isKept);
  if (isKept || reply === '') await enqueuePatiently(ports, event, startedAt);
  return reply;
}

/**
 * @returns undefined for what belongs to no app, like changes of the contact list
 * @throws Refusal 403, XmlError
 */
function messageFor({ plaintext, agentId }: Opened): WecomMessage | undefined {
  const message = parseWecomMessage(plaintext);
  if (message.agentId === undefined) return undefined;
  if (message.agentId !== agentId) throw new Refusal(403, 'OTHER_AGENT', 'The message is for another app.');
  return message;
}

/** WeCom suspends an app that nobody uses: its admin should hear of that. */
function noteEvent(log: Log, app: string, { event }: WecomMessage & { kind: 'event' }): void {
  const remedy = UNUSED_APP_REMEDIES.get(event);
  if (remedy !== undefined) log.warn('app is unused', { app, wecomEvent: event, remedy });
}

const OPEN_IT = 'Open the app in WeCom, or have a member write to it.';
const UNUSED_APP_REMEDIES = new Map<string, string>([
  ['inactive_alert', OPEN_IT],
  ['low_active_alert', OPEN_IT],
  ['close_inactive_agent', 'Enable the app again in the WeCom console.'],
]);

function bodyOf(event: APIGatewayProxyEventV2): string {
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (body.length > MAX_BODY_BYTES) throw new Refusal(413, 'TOO_LARGE', 'The body is larger than 1 MiB.');
  return body.toString('utf8');
}

function text(statusCode: number, body: string): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}
