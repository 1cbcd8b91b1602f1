import type { ServerResponse } from 'node:http';
import type { ActivityLog } from '../activity';
import { ANYONE, type Caller } from '../caller';
import { sendJson, serveLocally, type LocalHandler, type LocalRequest, type LocalServer } from '../http';
import { sendEvents, tokensOf, type Answer, type StreamEvent } from './answer-stream';
import { answerTo } from './answers';
import { tokensFor } from './attachments';
import { chatEvents } from './chat-events';
import { readCommands, type Commanded, type Fault } from './commands';
import { restOf, saidBefore } from './continuation';
import {
  isObject,
  readChatRequest,
  readResponsesRequest,
  type Conversation,
  type Message,
  type RequestBody,
} from './conversation';
import { FaultCounts } from './fault-counts';
import { Gates } from './gates';
import { askedFor, badRequest, ModelError } from './model-error';
import { ReceivedRequests } from './received-requests';
import { responsesEvents } from './responses-events';

/** A running model stand-in. */
export interface ModelStandIn {
  /** For `OPENAI_BASE_URL`: ends in `/v1`. */
  readonly url: string;
  /** Opens another listener that one caller has to themselves; its `url` ends in `/v1`, too. */
  openFor(caller: Caller): Promise<LocalServer>;
  close(): Promise<void>;
}

/** How one of OpenAI's APIs is read and answered. */
interface Api {
  /** Its path below `/v1/`. */
  readonly operation: string;
  readonly name: string;
  readonly read: (body: RequestBody) => Conversation;
  readonly events: (answer: Answer, fault: Fault | undefined, body: RequestBody) => StreamEvent[];
}

const APIS: readonly Api[] = [
  { operation: 'responses', name: 'responses', read: readResponsesRequest, events: responsesEvents },
  {
    operation: 'chat/completions',
    name: 'chat completions',
    read: readChatRequest,
    events: (answer, fault, { stream_options: options }) =>
      chatEvents(answer, fault, isObject(options) && options['include_usage'] === true),
  },
];

/** What can be asked of a model, e.g. `responses`. */
export const MODEL_OPERATIONS: readonly string[] = [...APIS.map(({ operation }) => operation), 'models'];

/**
 * Answers the openai client in a model's place: streamed Responses and Chat Completions, text only. Beside `/v1`:
 * `GET /requests?contains=<text>` lists the requests whose body holds the text, newest last, as JSON `ModelRequest[]`;
 * `GET /gates` the answers that wait, as JSON `HeldAnswer[]`; `DELETE /gates?contains=<text>` lets those go on, now and
 * later, whose question holds the text → `{ opened }`.
 * @param options.tokensPerSecond how fast an answer is streamed; `Infinity` does not wait at all
 * @throws PortInUseError
 */
export async function startModelStandIn(options: {
  readonly tokensPerSecond: number;
  readonly activity: ActivityLog;
  readonly port?: number;
}): Promise<ModelStandIn> {
  const standIn = new StandIn(options.tokensPerSecond, options.activity);
  const server = await serveLocally(options.port ?? 0, standIn.handlerFor(ANYONE));
  return {
    url: `${server.url}/v1`,
    async openFor(caller) {
      const door = await serveLocally(0, standIn.handlerFor(caller));
      return { url: `${door.url}/v1`, close: () => door.close() };
    },
    close: () => server.close(),
  };
}

class StandIn {
  private readonly received = new ReceivedRequests();
  private readonly faults = new FaultCounts();
  private readonly gates = new Gates();

  constructor(
    private readonly tokensPerSecond: number,
    private readonly activity: ActivityLog,
  ) {}

  handlerFor(caller: Caller): LocalHandler {
    return async (request, response) => {
      const path = request.url.pathname;
      try {
        const told = this.control(request);
        if (told !== undefined) {
          sendJson(response, 200, told);
          return;
        }
        const model = /^\/v1\/models\/([^/]+)$/.exec(path)?.[1];
        if (request.method === 'GET' && model !== undefined) {
          await caller.during('models', () => this.describe(decodeURIComponent(model), response));
          return;
        }
        const api = apiOf(request);
        await caller.during(api.operation, () => this.answer(api, request, response));
      } catch (error) {
        if (!(error instanceof ModelError)) throw error;
        this.activity.record({ place: 'model', what: `${path} → ${error.status} ${error.message}` });
        sendJson(response, error.status, error, error.headers);
      }
    };
  }

  /** What tests ask of the stand-in itself. @throws ModelError */
  private control({ method, url }: LocalRequest): unknown {
    const contains = url.searchParams.get('contains') ?? '';
    switch (`${method} ${url.pathname}`) {
      case 'GET /requests':
        return this.received.containing(contains);
      case 'GET /gates':
        return this.gates.list();
      case 'DELETE /gates':
        if (contains === '')
          throw badRequest('Say whose gate: DELETE /gates?contains=<part of the question>');
        return { opened: this.gates.open(contains) };
      default:
        return undefined;
    }
  }

  /** Every model is there. https://developers.openai.com/api/reference/resources/models/methods/retrieve */
  private describe(id: string, response: ServerResponse): void {
    this.activity.record({ place: 'model', what: `models ${id} → 200` });
    sendJson(response, 200, { id, object: 'model', created: 0, owned_by: 'stand-in' });
  }

  /** @throws ModelError */
  private async answer(api: Api, request: LocalRequest, response: ServerResponse): Promise<void> {
    const body = readBody(request);
    this.received.add({ path: request.url.pathname, body, time: Date.now() });
    const conversation = api.read(body);
    const said = saidBefore(conversation.messages);
    const commanded = readCommands(lastQuestion(conversation));
    const fault = this.faultFor(conversation, commanded);
    const call = `${api.name} ${conversation.model}`;
    this.activity.record({
      place: 'model',
      what: `${call} ← ${counted(conversation.messages.length, 'message')}`,
    });
    if (fault?.kind === 'no-connection') {
      this.activity.record({ place: 'model', what: `${call} → connection dropped` });
      response.destroy();
      return;
    }
    const answer = answerIn(conversation, said, commanded, fault);
    demandStreamable(body, answer, conversation);

    const startedAt = performance.now();
    const ending = await sendEvents(response, api.events(answer, fault, body), {
      tokensPerSecond: this.tokensPerSecond,
      fault,
      gate: commanded.gated && said === '' ? this.gateOf(conversation, answer, request.closed) : undefined,
      closed: request.closed,
    });
    this.activity.record({
      place: 'model',
      what: `${call} → ${ending === 'whole' ? counted(answer.usage.output, 'token') : ending}`,
      ms: Math.round(performance.now() - startedAt),
    });
  }

  /** @throws ModelError where the fault is a refusal */
  private faultFor(conversation: Conversation, { faults }: Commanded): Fault | undefined {
    const questions = conversation.messages.filter(({ role }) => role === 'user');
    const fault = this.faults.take(lastQuestion(conversation), faults, questions.length > 1);
    if (fault?.kind === 'status') throw askedFor(fault.status, fault.code, fault.retryAfter);
    if (fault?.kind === 'too-long') throw askedFor(400, 'context_length_exceeded');
    return fault;
  }

  private gateOf(conversation: Conversation, { text }: Answer, closed: AbortSignal) {
    const [sentence] = /^[^。]*。?/.exec(text) ?? [''];
    return {
      after: tokensOf(sentence).length,
      passage: () => this.gates.passage(lastQuestion(conversation), closed),
    };
  }
}

/** @throws ModelError */
function apiOf({ method, url, headers }: LocalRequest): Api {
  const api = method === 'POST' && APIS.find(({ operation }) => url.pathname === `/v1/${operation}`);
  if (!api) {
    throw new ModelError(404, `Invalid URL (${method} ${url.pathname})`, 'invalid_request_error');
  }
  if (!/^Bearer \S/.test(headers.authorization ?? '')) {
    throw new ModelError(401, "You didn't provide an API key.", 'invalid_request_error');
  }
  return api;
}

function readBody(request: LocalRequest): RequestBody {
  let body: unknown;
  try {
    body = JSON.parse(request.body.toString());
  } catch {
    throw badRequest('We could not parse the JSON body of your request.');
  }
  if (!isObject(body)) throw badRequest('The JSON body of your request is not an object.');
  return body;
}

function answerIn(
  { model, messages }: Conversation,
  said: string,
  { overlap }: Commanded,
  fault: Fault | undefined,
): Answer {
  const text = fault?.kind === 'empty' ? '' : restOf(answerTo(messages), said, overlap);
  return { model, text, usage: { input: inputTokens(messages), output: tokensOf(text).length } };
}

function inputTokens(messages: readonly Message[]): number {
  const attachments = messages.flatMap((message) => message.attachments ?? []);
  const asked = messages.map((message) => message.text).join('');
  return attachments.reduce((sum, each) => sum + tokensFor(each), tokensOf(asked).length);
}

function lastQuestion({ messages }: Conversation): string {
  return messages.findLast(({ role }) => role === 'user')?.text ?? '';
}

/** What a model would do here, but the stand-in cannot, is refused rather than done in another way. */
function demandStreamable(body: RequestBody, { usage }: Answer, { maxTokens }: Conversation): void {
  if (body['stream'] !== true) throw badRequest('The model stand-in only streams: send "stream": true.');
  if (usage.output > maxTokens) {
    throw badRequest(
      'The model stand-in does not cut answers: ' +
        `this one has ${usage.output} tokens, and the request allows ${maxTokens}.`,
    );
  }
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
