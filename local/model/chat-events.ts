import { buildTextChunks } from '@copilotkit/aimock';
import { inOnePiece, tokensOf, type Answer, type StreamEvent } from './answer-stream';
import type { Fault } from './commands';
import { badRequest } from './model-error';

/** What faults look like that are not told in this API's own words. */
const SAME_EVERYWHERE: readonly Fault['kind'][] = ['broken', 'stalled', 'empty'];

/**
 * The events of a streamed `POST /v1/chat/completions`.
 * @param includeUsage OpenAI tells the usage only when asked to
 * @throws ModelError 400 for a fault that is played in the Responses API only
 */
export function chatEvents(
  { model, text, usage }: Answer,
  fault: Fault | undefined,
  includeUsage: boolean,
): StreamEvent[] {
  if (fault && !SAME_EVERYWHERE.includes(fault.kind)) {
    throw badRequest(`The model stand-in plays the fault "${fault.kind}" in the Responses API only.`);
  }
  const chunks = buildTextChunks(text, model, inOnePiece(text)).flatMap((chunk) => {
    const [choice] = chunk.choices;
    return choice?.delta.content
      ? tokensOf(text).map((content) => ({ ...chunk, choices: [{ ...choice, delta: { content } }] }))
      : [chunk];
  });
  const [first] = chunks;
  const usageChunk = {
    ...first,
    choices: [],
    usage: {
      prompt_tokens: usage.input,
      completion_tokens: usage.output,
      total_tokens: usage.input + usage.output,
    },
  };
  return [
    ...chunks.map((chunk) => ({
      data: JSON.stringify(chunk),
      token: Boolean(chunk.choices[0]?.delta.content),
    })),
    ...(includeUsage ? [{ data: JSON.stringify(usageChunk), token: false }] : []),
    { data: '[DONE]', token: false },
  ];
}
