import OpenAI from 'openai';
import type { ResponseStreamEvent, ResponseUsage } from 'openai/resources/responses/responses';
import { ModelError, type Model, type ModelEvent, type ModelRequest } from '../chat/ports';
import { brokenOff, failedWith, modelErrorOf } from './failures';

/** OpenAI's Responses API, streamed; nothing is kept at the provider (`store: false`). */
export class ResponsesModel implements Model {
  /** @param apiKey reads the key; throws if it is not filled in */
  constructor(
    private readonly apiKey: () => Promise<string>,
    private readonly clock: () => number,
  ) {}

  async *ask(request: ModelRequest): AsyncGenerator<ModelEvent> {
    const giveUp = AbortSignal.timeout(Math.max(0, request.deadline - this.clock()));
    try {
      for await (const event of await this.open(request, giveUp)) {
        yield* translate(event);
        if (isLast(event)) return;
      }
    } catch (error) {
      throw modelErrorOf(error, giveUp.aborted);
    }
    // The client ends a stream that was aborted or broke off as if it were complete.
    throw giveUp.aborted ? modelErrorOf(undefined, true) : brokenOff();
  }

  private async open({ model, persona, turns, question }: ModelRequest, signal: AbortSignal) {
    const client = new OpenAI({
      apiKey: await this.apiKey(),
      maxRetries: 0,
      logLevel: 'off',
      // A connection kept from an earlier invocation would have slept in a frozen sandbox.
      defaultHeaders: { connection: 'close' },
    });
    return client.responses.create(
      {
        model,
        instructions: persona,
        input: [
          ...turns.flatMap((turn) => [
            { role: 'user' as const, content: turn.question },
            { role: 'assistant' as const, content: turn.answer },
          ]),
          { role: 'user' as const, content: question },
        ],
        stream: true,
        store: false,
      },
      { signal },
    );
  }
}

function isLast({ type }: ResponseStreamEvent): boolean {
  return type === 'response.completed' || type === 'response.incomplete';
}

function translate(event: ResponseStreamEvent): ModelEvent[] {
  switch (event.type) {
    case 'response.output_text.delta':
      return [{ type: 'text', text: event.delta }];
    case 'response.completed':
      return usageOf(event.response.usage);
    case 'response.incomplete':
      return [...usageOf(event.response.usage), { type: 'cut' }];
    case 'response.refusal.done':
      throw new ModelError('refused', 'the model refused', 'Nothing is to be done.');
    case 'response.failed':
      throw failedWith(event.response.error?.code);
    default:
      return [];
  }
}

/** Compatible providers leave out the details, or all of it. */
function usageOf(usage: Partial<ResponseUsage> | null | undefined): ModelEvent[] {
  const { input_tokens: inputTokens, output_tokens: outputTokens } = usage ?? {};
  if (inputTokens === undefined || outputTokens === undefined) return [];
  const reasoning = usage?.output_tokens_details?.reasoning_tokens ?? 0;
  return [{ type: 'usage', usage: { inputTokens, outputTokens: outputTokens - reasoning } }];
}
