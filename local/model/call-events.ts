import { tokensOf } from './answer-stream';
import type { Citation, ToolCall } from './tool-call';

/** An event of the Responses API, before it has its number. */
export type ResponsesEvent = Readonly<Record<string, unknown>> & { readonly type: string };

/** The events of calls, which come before the message. */
export function callEvents(calls: readonly ToolCall[]): ResponsesEvent[] {
  return calls.flatMap(({ begun, steps, done }, index) => [
    { type: 'response.output_item.added', output_index: index, item: begun },
    ...steps.map((step) => ({ ...step, output_index: index, item_id: done.id })),
    { type: 'response.output_item.done', output_index: index, item: done },
  ]);
}

/**
 * The text, token by token, each citation right after the token with which its place is complete.
 * @param whole the delta that holds the text in one piece
 */
export function deltaEvents(
  whole: ResponsesEvent,
  text: string,
  citations: readonly Citation[],
): ResponsesEvent[] {
  const { item_id, output_index, content_index } = whole;
  let characters = 0;
  return tokensOf(text).flatMap((delta) => {
    const before = characters;
    characters += Array.from(delta).length;
    const complete = citations.filter((each) => endOf(each) > before && endOf(each) <= characters);
    return [
      { ...whole, delta, logprobs: [] },
      ...complete.map((annotation) => ({
        type: 'response.output_text.annotation.added',
        item_id,
        output_index,
        content_index,
        annotation_index: citations.indexOf(annotation),
        annotation,
      })),
    ];
  });
}

/** The same event with the citations in the part that holds the whole text. */
export function withCitations(event: ResponsesEvent, citations: readonly Citation[]): ResponsesEvent {
  return JSON.parse(JSON.stringify(event), (_, value: unknown) => {
    const part = value as { type?: unknown; text?: unknown } | null;
    return part?.type === 'output_text' && part.text !== '' ? { ...part, annotations: citations } : value;
  }) as ResponsesEvent;
}

/** The citations as they stand in a text that begins earlier or later; without those that it does not hold whole. */
export function citationsIn(text: string, citations: readonly Citation[], shift: number): Citation[] {
  const length = Array.from(text).length;
  return citations
    .map((each) => shifted(each, shift))
    .filter((each) => beginningOf(each) >= 0 && endOf(each) <= length);
}

function shifted(citation: Citation, by: number): Citation {
  return citation.type === 'file_citation'
    ? { ...citation, index: citation.index + by }
    : { ...citation, start_index: citation.start_index + by, end_index: citation.end_index + by };
}

function beginningOf(citation: Citation): number {
  return citation.type === 'file_citation' ? citation.index : citation.start_index;
}

function endOf(citation: Citation): number {
  return citation.type === 'file_citation' ? citation.index : citation.end_index;
}
