import type { ServerResponse } from 'node:http';
import type { ActivityLog } from '../activity';
import { ANYONE, type Caller } from '../caller';
import { sendJson, serveLocally, type LocalHandler, type LocalRequest, type LocalServer } from '../http';
import { chatEvents } from './chat-events';
import { readChatRequest, readResponsesRequest } from './conversation';
import { FaultCounts } from './fault-counts';
import { demandKey, nothingAt, routeOf } from './forms';
import { Gates } from './gates';
import { images } from './images';
import { answerInOnePiece, type MediaApi } from './media';
import { badRequest, ModelError } from './model-error';
import { moderations } from './moderations';
import { ReceivedRequests } from './received-requests';
import { responsesEvents } from './responses-events';
import { speech } from './speech';
import type { StandInState } from './state';
import { answerInText, type TextApi } from './text-answers';
import { transcriptions } from './transcriptions';

/** A running model stand-in. */
export interface ModelStandIn {
  /** For `OPENAI_BASE_URL`: ends in `/v1`. */
  readonly url: string;
  /** Opens another listener that one caller has to themselves; its `url` ends in `/v1`, too. */
  openFor(caller: Caller): Promise<LocalServer>;
  close(): Promise<void>;
}

const TEXT_APIS: readonly TextApi[] = [
  { operation: 'responses', name: 'responses', read: readResponsesRequest, events: responsesEvents },
  { operation: 'chat/completions', name: 'chat completions', read: readChatRequest, events: chatEvents },
];
const MEDIA_APIS: readonly MediaApi[] = [transcriptions, speech, images, moderations];

/** What can be asked of a model, e.g. `responses`. */
export const MODEL_OPERATIONS: readonly string[] = [
  ...[...TEXT_APIS, ...MEDIA_APIS].map(({ operation }) => operation),
  'models',
];

/**
 * Answers the openai client in a model's place: streamed Responses and Chat Completions with text, pictures and PDFs,
 * transcriptions, speech, images and moderations. It answers with what it measured in what it received, and refuses what it does not
 * know. With `/forms/deepseek`, `/forms/qwen`, `/forms/ollama` or `/forms/azure/openai` in front of `/v1` it answers in
 * the form of another provider. Beside `/v1`:
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
  const { tokensPerSecond, activity } = options;
  const standIn = new StandIn({
    tokensPerSecond,
    activity,
    received: new ReceivedRequests(),
    faults: new FaultCounts(),
    gates: new Gates(),
  });
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
  constructor(private readonly state: StandInState) {}

  handlerFor(caller: Caller): LocalHandler {
    return async (request, response) => {
      try {
        const told = this.control(request);
        if (told === undefined) await this.serve(request, response, caller);
        else sendJson(response, 200, told);
      } catch (error) {
        if (!(error instanceof ModelError)) throw error;
        const what = `${request.url.pathname} → ${error.status} ${error.message}`;
        this.state.activity.record({ place: 'model', what });
        sendJson(response, error.status, error, error.headers);
      }
    };
  }

  /** What tests ask of the stand-in itself. @throws ModelError */
  private control({ method, url }: LocalRequest): unknown {
    const contains = url.searchParams.get('contains') ?? '';
    switch (`${method} ${url.pathname}`) {
      case 'GET /requests':
        return this.state.received.containing(contains);
      case 'GET /gates':
        return this.state.gates.list();
      case 'DELETE /gates':
        if (contains === '')
          throw badRequest('Say whose gate: DELETE /gates?contains=<part of the question>');
        return { opened: this.state.gates.open(contains) };
      default:
        return undefined;
    }
  }

  /** What the openai client asks. @throws ModelError */
  private async serve(request: LocalRequest, response: ServerResponse, caller: Caller): Promise<void> {
    const { form, operation } = routeOf(request);
    const model = /^models\/([^/]+)$/.exec(operation)?.[1];
    if (request.method === 'GET' && model !== undefined) {
      await caller.during('models', () => this.describe(decodeURIComponent(model), response));
      return;
    }
    const isCalled = (api: { operation: string }): boolean =>
      request.method === 'POST' && api.operation === operation;
    const [textApi, mediaApi] = [TEXT_APIS.find(isCalled), MEDIA_APIS.find(isCalled)];
    if (textApi ?? mediaApi) demandKey(request, form);
    if (textApi) {
      await caller.during(operation, () => answerInText(textApi, form, request, response, this.state));
    } else if (mediaApi) {
      await caller.during(operation, () => answerInOnePiece(mediaApi, request, response, this.state));
    } else {
      throw nothingAt(request.method, request.url);
    }
  }

  /** Every model is there. https://developers.openai.com/api/reference/resources/models/methods/retrieve */
  private describe(id: string, response: ServerResponse): void {
    this.state.activity.record({ place: 'model', what: `models ${id} → 200` });
    sendJson(response, 200, { id, object: 'model', created: 0, owned_by: 'stand-in' });
  }
}
