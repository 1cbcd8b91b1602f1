import { APIError } from 'openai';
import type {
  EasyInputMessage,
  ResponseIncompleteEvent,
  ResponseStreamEvent,
  ResponseUsage,
} from 'openai/resources/responses/responses';
import type { Model, ModelError, ModelEvent, ModelRequest, Turn } from '../chat/ports';
import { failed, keyFailure, modelErrorOf } from './failures';
import { Patience } from './patience';
import { providerClient } from './provider-client';

/** One request to the provider. */
interface Attempt {
  readonly request: ModelRequest;
  readonly turns: readonly Turn[];
  readonly key: string;
  /** Whether the key was read just now. */
  readonly keyIsFresh: boolean;
}

const GO_ON =
  'Your answer broke off there. Go on exactly where it stopped, in the middle of a word if it must be. ' +
  'Repeat nothing, and begin without a preamble.';

/** OpenAI's Responses API, streamed; nothing is kept at the provider (`store: false`). */
export class ResponsesModel implements Model {
  /**
   * @param apiKey reads the key, which may be so old, 0 for afresh; throws if it is not filled in
   * @param clock ms since epoch
   * @param stallMs once it has begun to speak, a stream that brings nothing for so long is given up
   */
  constructor(
    private readonly apiKey: (maxAgeMs?: number) => Promise<string>,
    private readonly clock: () => number,
    private readonly stallMs: number,
  ) {}

  async *ask(request: ModelRequest): AsyncGenerator<ModelEvent> {
    const patience = new Patience(request.deadline - this.clock(), this.stallMs, request.signal);
    try {
      let attempt: Attempt = { request, turns: request.turns, key: await this.readKey(), keyIsFresh: false };
      for (;;) {
        try {
          yield* this.attempt(attempt, patience);
          return;
        } catch (error) {
          attempt = await this.instead(attempt, error as ModelError);
        }
      }
    } finally {
      patience.release();
    }
  }

  /**
   * What to ask instead of what was refused before anything was paid; each remedy is tried once.
   * @throws the failure if there is none
   */
  private async instead(attempt: Attempt, error: ModelError): Promise<Attempt> {
    if (error.failure === 'too-long' && attempt.turns.length > 0) return { ...attempt, turns: [] };
    if (error.failure === 'credentials' && !attempt.keyIsFresh) {
      const key = await this.readKey(0);
      if (key !== attempt.key) return { ...attempt, key, keyIsFresh: true };
    }
    throw error;
  }

  /** @throws ModelError */
  private async *attempt(attempt: Attempt, patience: Patience): AsyncGenerator<ModelEvent> {
    let hasSpoken = false;
    try {
      for await (const event of await open(attempt, patience.signal)) {
        patience.heard();
        for (const said of translate(event, hasSpoken)) {
          hasSpoken ||= said.type === 'text';
          yield said;
        }
        if (isLast(event)) return;
        // Before its first word a model may think in silence until the deadline.
        if (hasSpoken) patience.listen();
      }
    } catch (error) {
      patience.signal.throwIfAborted();
      throw modelErrorOf(error, hasSpoken, this.clock());
    }
    // The client ends a stream that was aborted or broke off as if it were complete.
    patience.signal.throwIfAborted();
    throw failed('broken', 'its stream broke off');
  }

  /** @throws ModelError */
  private async readKey(maxAgeMs?: number): Promise<string> {
    return this.apiKey(maxAgeMs).catch((error: unknown) => {
      throw keyFailure(error);
    });
  }
}

function open({ request, turns, key }: Attempt, signal: AbortSignal) {
  const { model, persona, question, said } = request;
  const input: EasyInputMessage[] = [
    ...turns.flatMap((turn): EasyInputMessage[] => [
      { role: 'user', content: turn.question },
      { role: 'assistant', content: turn.answer },
    ]),
    { role: 'user', content: question },
  ];
  if (said !== '') input.push({ role: 'assistant', content: said }, { role: 'developer', content: GO_ON });
  return providerClient(key).responses.create(
    { model, instructions: persona, input, stream: true, store: false },
    { signal },
  );
}

function isLast({ type }: ResponseStreamEvent): boolean {
  return type === 'response.completed' || type === 'response.incomplete';
}

function translate(event: ResponseStreamEvent, hasSpoken: boolean): ModelEvent[] {
  switch (event.type) {
    case 'response.output_text.delta':
      return [{ type: 'text', text: event.delta }];
    case 'response.completed':
      return usageOf(event.response.usage);
    case 'response.incomplete':
      return [...usageOf(event.response.usage), { type: 'cut', by: cutBy(event, hasSpoken) }];
    case 'response.refusal.done':
      throw failed('refused', 'the model refused');
    case 'response.failed':
      throw new APIError(undefined, event.response.error ?? undefined, undefined, undefined);
    // From providers that do not name the event beside its data; otherwise the client throws.
    case 'error':
      throw new APIError(undefined, event, undefined, undefined);
    default:
      return [];
  }
}

function cutBy({ response }: ResponseIncompleteEvent, hasSpoken: boolean): 'length' | 'filter' {
  if (response.incomplete_details?.reason !== 'content_filter') return 'length';
  if (!hasSpoken) throw failed('filtered', "the provider's filter held the answer back");
  return 'filter';
}

/** Compatible providers leave out the details, or all of it. */
function usageOf(usage: Partial<ResponseUsage> | null | undefined): ModelEvent[] {
  const { input_tokens: inputTokens, output_tokens: outputTokens } = usage ?? {};
  if (inputTokens === undefined || outputTokens === undefined) return [];
  const reasoningTokens = usage?.output_tokens_details?.reasoning_tokens ?? 0;
  const cachedTokens = usage?.input_tokens_details?.cached_tokens ?? 0;
  return [
    {
      type: 'usage',
      usage: {
        inputTokens,
        cachedTokens,
        outputTokens: outputTokens - reasoningTokens,
        reasoningTokens,
      },
    },
  ];
}
