import OpenAI from 'openai';
import type { ResponseStreamEvent, ResponseUsage } from 'openai/resources/responses/responses';
import { ModelError, type Model, type ModelEvent, type ModelRequest, type ModelUsage } from '../chat/ports';
import { modelErrorOf } from './failures';

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
        const ours = translate(event);
        if (ours) yield ours;
      }
    } catch (error) {
      throw modelErrorOf(error, giveUp.aborted);
    }
    // The client ends an aborted stream as if it were complete.
    if (giveUp.aborted) throw modelErrorOf(undefined, true);
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

function translate(event: ResponseStreamEvent): ModelEvent | undefined {
  switch (event.type) {
    case 'response.output_text.delta':
      return { type: 'text', text: event.delta };
    case 'response.completed':
    case 'response.incomplete':
      return event.response.usage && { type: 'usage', usage: usageOf(event.response.usage) };
    case 'response.refusal.done':
      throw new ModelError('refused', 'the model refused', 'Nothing is to be done.');
    case 'response.failed':
      throw failed(event.response.error?.code ?? 'failed');
    case 'error':
      throw failed(event.code ?? 'error');
    default:
      return undefined;
  }
}

function usageOf(usage: ResponseUsage): ModelUsage {
  return {
    inputTokens: usage.input_tokens,
    outputTokens: usage.output_tokens - usage.output_tokens_details.reasoning_tokens,
  };
}

function failed(code: string): ModelError {
  return code === 'rate_limit_exceeded'
    ? new ModelError('busy', code, 'If it lasts, raise the limits of the account at the provider.')
    : new ModelError('unavailable', code, "If it lasts, look at the provider's status page.");
}
