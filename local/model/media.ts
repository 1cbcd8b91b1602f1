import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { LocalRequest } from '../http';
import { readCommands, type Fault } from './commands';
import { askedFor, badRequest } from './model-error';
import type { ReceivedBody } from './request-body';
import type { StandInState } from './state';

/** One of OpenAI's APIs that is answered in one piece. */
export interface MediaApi {
  /** Its path below `/v1/`. */
  readonly operation: string;
  readonly name: string;
  readonly receive: (request: LocalRequest) => ReceivedBody | Promise<ReceivedBody>;
  /** @throws ModelError for what OpenAI refuses, and for what the stand-in does not know */
  readonly read: (received: ReceivedBody) => MediaRequest;
  /** Which commands are for it. */
  readonly faults: 'faults' | 'moderationFaults';
}

/** What is asked for. */
export interface MediaRequest {
  readonly model: string;
  /** Commands may stand at its beginning. */
  readonly text: string;
  /** @param text what is left of it behind the commands */
  readonly answer: (text: string) => MediaAnswer;
}

/** What is sent back. */
export interface MediaAnswer {
  readonly contentType: string;
  readonly bytes: Buffer;
  /** What was measured or made, for the activity log. */
  readonly summary: string;
}

const PLAYED: readonly Fault['kind'][] = ['status', 'no-connection', 'broken', 'stalled'];

/** An answer in JSON. */
export function jsonAnswer(value: unknown, summary: string): MediaAnswer {
  return { contentType: 'application/json', bytes: Buffer.from(JSON.stringify(value)), summary };
}

/** Answers a request in one piece, or fails as its text commands. @throws ModelError */
export async function answerInOnePiece(
  api: MediaApi,
  request: LocalRequest,
  response: ServerResponse,
  { received, faults, activity }: StandInState,
): Promise<void> {
  const receivedBody = await api.receive(request);
  received.add({ path: request.url.pathname, body: receivedBody.body, time: Date.now() });
  const { model, text, answer } = api.read(receivedBody);
  const commanded = readCommands(text);
  const wanted = commanded[api.faults];
  const alien = wanted.find(({ fault }) => !PLAYED.includes(fault.kind));
  if (alien)
    throw badRequest(`The model stand-in plays the fault "${alien.fault.kind}" in streams of text only.`);
  const fault = faults.take(`${api.operation} ${JSON.stringify(receivedBody.body)}`, wanted, false);
  if (fault?.kind === 'status') throw askedFor(fault.status, fault.code, fault.retryAfter);

  const { contentType, bytes, summary } = answer(commanded.question);
  const tell = (outcome: string): void =>
    activity.record({ place: 'model', what: `${api.name} ${model} → ${outcome}` });
  if (fault?.kind === 'no-connection') {
    tell('connection dropped');
    response.destroy();
    return;
  }
  response.writeHead(200, { 'Content-Type': contentType, 'Content-Length': bytes.length });
  if (fault?.kind !== 'broken' && fault?.kind !== 'stalled') {
    response.end(bytes);
    tell(summary);
    return;
  }
  await new Promise((resolve) => response.write(bytes.subarray(0, fault.after), resolve));
  if (fault.kind === 'stalled' && !request.closed.aborted) await once(request.closed, 'abort');
  tell(fault.kind === 'stalled' ? 'caller hung up' : 'broken off');
  response.destroy();
}
