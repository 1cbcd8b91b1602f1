import { APIError } from 'openai';
import type {
  ResponseIncompleteEvent,
  ResponseOutputItem,
  ResponseOutputMessage,
  ResponseStreamEvent,
  ResponseUsage,
} from 'openai/resources/responses/responses';
import type { ModelEvent } from '../chat/ports';
import type { Heard } from './asking';
import { Citations, type Annotation } from './citations';
import { failed } from './failures';
import { toolOf } from './responses-tools';
import { usageEvents } from './usage';

/** Reads one stream of the Responses API. */
export class ResponsesReader {
  /** What is being done beside writing, by its place in the answer. */
  private readonly busy = new Map<number, 'thinking' | 'tool'>();
  private readonly citations = new Citations();
  /** Place of the message that was last written to. */
  private writing: number | undefined;

  /** @throws ModelError, APIError */
  read(event: ResponseStreamEvent): Heard {
    const says = this.translate(event);
    const doing = [...this.busy.values()];
    return {
      says,
      busyWith: doing.includes('tool') ? 'tool' : doing[0],
      isLast: event.type === 'response.completed' || event.type === 'response.incomplete',
    };
  }

  private translate(event: ResponseStreamEvent): ModelEvent[] {
    switch (event.type) {
      case 'response.output_text.delta':
        return [{ type: 'text', text: this.gapBefore(event.output_index) + event.delta }];
      case 'response.output_text.annotation.added':
        this.citations.add(event.annotation);
        return [];
      case 'response.output_item.added':
        this.begin(event.output_index, event.item);
        return [];
      case 'response.output_item.done':
        this.busy.delete(event.output_index);
        return this.whatCameOf(event.item);
      case 'response.completed':
        return this.end(event.response.usage);
      case 'response.incomplete':
        return [...this.end(event.response.usage), { type: 'cut', by: cutBy(event) }];
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

  /** What is said before and after a tool was used are messages of their own. */
  private gapBefore(place: number): string {
    const gap = this.writing === undefined || this.writing === place ? '' : '\n\n';
    this.writing = place;
    return gap;
  }

  private begin(place: number, item: ResponseOutputItem): void {
    if (item.type !== 'message') this.busy.set(place, toolOf(item) ? 'tool' : 'thinking');
  }

  private whatCameOf(item: ResponseOutputItem): ModelEvent[] {
    if (item.type === 'message') {
      // Some providers send no event of their own for them.
      for (const annotation of annotationsOf(item)) this.citations.add(annotation);
      return [];
    }
    const tool = toolOf(item);
    if (tool === undefined) return [];
    const drawn = item.type === 'image_generation_call' ? item.result : undefined;
    return [
      { type: 'tool', tool },
      ...(drawn ? [{ type: 'picture' as const, bytes: Buffer.from(drawn, 'base64') }] : []),
    ];
  }

  /** Compatible providers leave out the usage's details, or all of it. */
  private end(usage: Partial<ResponseUsage> | null | undefined): ModelEvent[] {
    const tokens = usageEvents({
      input: usage?.input_tokens,
      cached: usage?.input_tokens_details?.cached_tokens,
      output: usage?.output_tokens,
      reasoning: usage?.output_tokens_details?.reasoning_tokens,
    });
    return [...this.citations.events(), ...tokens];
  }
}

/** Compatible providers leave out what is empty. */
function annotationsOf({ content = [] }: Partial<ResponseOutputMessage>): Annotation[] {
  return content.flatMap((part) => ('annotations' in part ? part.annotations : []));
}

function cutBy({ response }: ResponseIncompleteEvent): 'length' | 'filter' {
  return response.incomplete_details?.reason === 'content_filter' ? 'filter' : 'length';
}
