import type { ActivityLog } from '../activity';
import { sendJson, serveLocally, type LocalRequest } from '../http';
import {
  chatEvents,
  responsesEvents,
  sendEvents,
  tokensOf,
  type Answer,
  type StreamEvent,
} from './answer-stream';
import { answerTo } from './answers';
import {
  isObject,
  readChatRequest,
  readResponsesRequest,
  type Conversation,
  type RequestBody,
} from './conversation';
import { ModelError, badRequest } from './model-error';
import { ReceivedRequests } from './received-requests';

/** A running model stand-in. */
export interface ModelStandIn {
  /** For `OPENAI_BASE_URL`: ends in `/v1`. */
  readonly url: string;
  close(): Promise<void>;
}

/** How one of OpenAI's APIs is read and answered. */
interface Api {
  readonly name: string;
  readonly read: (body: RequestBody) => Conversation;
  readonly events: (answer: Answer, body: RequestBody) => StreamEvent[];
}

const APIS: Readonly<Record<string, Api>> = {
  '/v1/responses': { name: 'responses', read: readResponsesRequest, events: responsesEvents },
  '/v1/chat/completions': {
    name: 'chat completions',
    read: readChatRequest,
    events: (answer, { stream_options: options }) =>
      chatEvents(answer, isObject(options) && options['include_usage'] === true),
  },
};

/**
 * Answers the openai client in a model's place: streamed Responses and Chat Completions, text only.
 * `GET {origin}/requests?contains=<text>` lists the requests whose body holds the text, newest last,
 * as JSON `ModelRequest[]`.
 * @param options.tokensPerSecond how fast an answer is streamed; `Infinity` does not wait at all
 * @throws PortInUseError
 */
export async function startModelStandIn(options: {
  readonly tokensPerSecond: number;
  readonly activity: ActivityLog;
  readonly port?: number;
}): Promise<ModelStandIn> {
  const { tokensPerSecond, activity } = options;
  const received = new ReceivedRequests();

  const server = await serveLocally(options.port ?? 0, async (request, response) => {
    const path = request.url.pathname;
    if (request.method === 'GET' && path === '/requests') {
      sendJson(response, 200, received.containing(request.url.searchParams.get('contains') ?? ''));
      return;
    }
    try {
      const api = apiOf(request);
      const body = readBody(request);
      received.add({ path, body, time: Date.now() });
      const conversation = api.read(body);
      const answer = answerIn(conversation);
      demandStreamable(body, answer, conversation);

      const call = `${api.name} ${conversation.model}`;
      const messages = counted(conversation.messages.length, 'message');
      activity.record({ place: 'model', what: `${call} ← ${messages}` });
      const startedAt = performance.now();
      const whole = await sendEvents(response, api.events(answer, body), tokensPerSecond, request.closed);
      activity.record({
        place: 'model',
        what: `${call} → ${whole ? counted(answer.usage.output, 'token') : 'caller hung up'}`,
        ms: Math.round(performance.now() - startedAt),
      });
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      activity.record({ place: 'model', what: `${path} → ${error.status} ${error.message}` });
      sendJson(response, error.status, error, error.status === 429 ? { 'Retry-After': '1' } : {});
    }
  });
  return { url: `${server.url}/v1`, close: () => server.close() };
}

function apiOf({ method, url, headers }: LocalRequest): Api {
  const api = method === 'POST' ? APIS[url.pathname] : undefined;
  if (api === undefined) {
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

function answerIn({ model, messages }: Conversation): Answer {
  const text = answerTo(messages);
  const asked = messages.map((message) => message.text).join('');
  return { model, text, usage: { input: tokensOf(asked).length, output: tokensOf(text).length } };
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
