import { APIError } from 'openai';
import type { CompletionUsage } from 'openai/resources/completions';
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { ModelEvent } from '../chat/ports';
import type { Heard } from './asking';
import { failed } from './failures';
import { ThoughtFilter } from './thought-filter';
import { usageEvents } from './usage';

/** Reasons to end an answer before it is whole: OpenAI's, and `sensitive` of Zhipu's. All others mean that it is whole. */
const CUTS: ReadonlyMap<string, 'length' | 'filter'> = new Map([
  ['length', 'length'],
  ['content_filter', 'filter'],
  ['sensitive', 'filter'],
]);

/** Reasons that are failures of the provider's: DeepSeek's and Zhipu's. */
const FAILURES: ReadonlySet<string> = new Set(['insufficient_system_resource', 'network_error']);

/**
 * Reads one stream of Chat Completions, as OpenAI and those who speak it after them send it: what they let the model
 * think stands beside the answer, in fields of their own (DeepSeek, Qwen, newer Ollama), or before it in `<think>`.
 */
export class ChatReader {
  private readonly thoughts = new ThoughtFilter();
  private usage: CompletionUsage | undefined;
  private reason: string | undefined;

  /** Whether the provider has said why the answer ends. */
  get hasEnded(): boolean {
    return this.reason !== undefined;
  }

  /** @throws ModelError, APIError */
  read({ choices = [], usage }: Partial<ChatCompletionChunk>): Heard {
    this.usage = usage ?? this.usage;
    const [choice] = choices as readonly Partial<ChatCompletionChunk.Choice>[];
    if (!choice) return { says: [] };
    if (choice.delta?.refusal) throw failed('refused', 'the model refused');
    const reason: string | undefined = choice.finish_reason ?? undefined;
    if (reason !== undefined && FAILURES.has(reason)) {
      throw new APIError(undefined, { code: reason }, undefined, undefined);
    }
    this.reason = reason ?? this.reason;
    return { says: textOf(this.thoughts.push(choice.delta?.content ?? '')) };
  }

  /** What remains to be said when nothing more comes. */
  end(): Heard {
    const by = CUTS.get(this.reason ?? '');
    return {
      says: [
        ...textOf(this.thoughts.end()),
        ...usageEvents(countedIn(this.usage)),
        ...(by ? [{ type: 'cut' as const, by }] : []),
      ],
      isLast: true,
    };
  }
}

function textOf(text: string): ModelEvent[] {
  return text === '' ? [] : [{ type: 'text', text }];
}

/** What DeepSeek had cached stands in a field of its own. */
function countedIn(
  usage: (Partial<CompletionUsage> & { readonly prompt_cache_hit_tokens?: number }) | undefined,
) {
  return {
    input: usage?.prompt_tokens,
    cached: usage?.prompt_tokens_details?.cached_tokens ?? usage?.prompt_cache_hit_tokens,
    output: usage?.completion_tokens,
    reasoning: usage?.completion_tokens_details?.reasoning_tokens,
  };
}
