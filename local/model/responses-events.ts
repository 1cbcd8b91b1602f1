import { buildTextStreamEvents } from '@copilotkit/aimock';
import { cutAt, firstTokens, inOnePiece, type Answer, type StreamEvent } from './answer-stream';
import { callEvents, citationsIn, deltaEvents, withCitations, type ResponsesEvent } from './call-events';
import type { Fault } from './commands';
import { badRequest } from './model-error';

const DELTAS = ['response.output_text.delta', 'response.refusal.delta'];

/**
 * The events of a streamed `POST /v1/responses`, as far as the fault lets them come.
 * @throws ModelError 400 for a fault that is DeepSeek's
 */
export function responsesEvents(answer: Answer, fault: Fault | undefined): StreamEvent[] {
  switch (fault?.kind) {
    case 'failed':
    case 'error': {
      const [created, ...events] = wholeEvents(answer);
      return numbered([...cutAt([created, ...events], fault.after, isDelta), failure(fault, created)]);
    }
    case 'incomplete':
      if (fault.reason === 'insufficient_system_resource') {
        throw badRequest(`The model stand-in plays the fault "${fault.reason}" in DeepSeek's form only.`);
      }
      return numbered(
        wholeEvents(firstTokens(answer, fault.after)).map((event) => incomplete(event, fault.reason)),
      );
    case 'refusal':
      return numbered(wholeEvents({ ...answer, citations: [] }).map(refusal));
    default:
      return numbered(wholeEvents(answer));
  }
}

function wholeEvents(answer: Answer): [ResponsesEvent, ...ResponsesEvent[]] {
  const { model, text, usage, calls } = answer;
  const citations = citationsIn(text, answer.citations, 0);
  const events = buildTextStreamEvents(text, model, inOnePiece(text)).flatMap((built): ResponsesEvent[] => {
    const event = behindCalls(withCitations(built, citations), calls.length);
    if (isDelta(event)) return deltaEvents(event, text, citations);
    if (event.type === 'response.in_progress') return [event, ...callEvents(calls)];
    if (event.type !== 'response.completed') return [event];
    const response = event['response'] as { output: object[] };
    const output = [...calls.map(({ done }) => done), ...response.output];
    return [{ ...event, response: { ...response, output, usage: responsesUsage(usage) } }];
  });
  return events as [ResponsesEvent, ...ResponsesEvent[]];
}

/** The message is an output item, too: it comes behind those of the calls. */
function behindCalls(event: ResponsesEvent, calls: number): ResponsesEvent {
  const index = event['output_index'];
  return typeof index === 'number' ? { ...event, output_index: index + calls } : event;
}

function isDelta({ type }: ResponsesEvent): boolean {
  return DELTAS.includes(type);
}

function failure(fault: { kind: 'failed' | 'error'; code: string }, created: ResponsesEvent): ResponsesEvent {
  const { code } = fault;
  const message = `The model stand-in was asked to fail with ${code}.`;
  if (fault.kind === 'error') return { type: 'error', code, message, param: null };
  const response = {
    ...(created['response'] as object),
    status: 'failed',
    error: { code, message },
    usage: null,
  };
  return { type: 'response.failed', response };
}

function incomplete(event: ResponsesEvent, reason: string): ResponsesEvent {
  if (event.type === 'response.output_item.done') {
    return { ...event, item: { ...(event['item'] as object), status: 'incomplete' } };
  }
  if (event.type !== 'response.completed') return event;
  const response = { ...(event['response'] as object), status: 'incomplete', incomplete_details: { reason } };
  return { type: 'response.incomplete', response };
}

/** The same events with a refusal in the place of the text. */
function refusal(event: ResponsesEvent): ResponsesEvent {
  if (event.type === 'response.output_text.delta') {
    return { ...event, type: 'response.refusal.delta', logprobs: undefined };
  }
  if (event.type === 'response.output_text.done') {
    const { text, ...rest } = event;
    return { ...rest, type: 'response.refusal.done', refusal: text };
  }
  return JSON.parse(JSON.stringify(event), refusedPart) as ResponsesEvent;
}

function refusedPart(_: string, value: unknown): unknown {
  const part = value as { type?: unknown; text?: unknown } | null;
  return part?.type === 'output_text' ? { type: 'refusal', refusal: part.text } : value;
}

function numbered(events: readonly ResponsesEvent[]): StreamEvent[] {
  return events.map((event, index) => ({
    event: event.type,
    data: JSON.stringify({ ...event, sequence_number: index }),
    token: isDelta(event),
  }));
}

function responsesUsage({ input, output }: Answer['usage']): object {
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: input + output,
  };
}
