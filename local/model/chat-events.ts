import { randomUUID } from 'node:crypto';
import { cutAt, firstTokens, tokensOf, type Answer, type StreamEvent } from './answer-stream';
import type { ChatForm } from './chat-form';
import type { Fault } from './commands';
import { badRequest } from './model-error';
import { isObject, type RequestBody } from './request-body';

type ThoughtField = ReturnType<ChatForm['thinksIn']>;

/** What is new in a chunk. */
interface Chunk {
  readonly delta: object;
  readonly finish: string | null;
  /** Whether it is a token of the answer. */
  readonly token: boolean;
}

/** What faults look like that are not told in this API's own words. */
const SAME_EVERYWHERE: readonly Fault['kind'][] = ['broken', 'stalled', 'empty'];
const HARMLESS = { filtered: false, severity: 'safe' };
const SAFE = { hate: HARMLESS, self_harm: HARMLESS, sexual: HARMLESS, violence: HARMLESS };
const CAUGHT = { ...SAFE, violence: { filtered: true, severity: 'high' } };
const PROMPT_REPORT: StreamEvent = {
  data: JSON.stringify({
    id: '',
    object: '',
    created: 0,
    model: '',
    choices: [],
    prompt_filter_results: [{ prompt_index: 0, content_filter_results: SAFE }],
  }),
  token: false,
};
const KEEP_ALIVE: StreamEvent = { comment: 'keep-alive', token: false };
const DONE: StreamEvent = { data: '[DONE]', token: false };

/**
 * The events of a streamed `POST /v1/chat/completions`.
 * @throws ModelError 400 for a fault that does not happen in this form
 */
export function chatEvents(
  answer: Answer,
  fault: Fault | undefined,
  body: RequestBody,
  form: ChatForm,
): StreamEvent[] {
  if (fault?.kind === 'incomplete' && form.finishes.includes(fault.reason)) {
    const finish = fault.reason === 'max_output_tokens' ? 'length' : fault.reason;
    return wholeEvents(firstTokens(answer, fault.after), finish, body, form);
  }
  const events = wholeEvents(answer, 'stop', body, form);
  if (fault?.kind === 'error') {
    return [...cutAt(events, fault.after, ({ token }) => token), errorEvent(fault.code)];
  }
  if (!fault || SAME_EVERYWHERE.includes(fault.kind)) return events;
  const what = fault.kind === 'incomplete' ? `${fault.kind}: ${fault.reason}` : fault.kind;
  throw badRequest(`The model stand-in does not play the fault "${what}" in this form of Chat Completions.`);
}

function wholeEvents(answer: Answer, finish: string, body: RequestBody, form: ChatForm): StreamEvent[] {
  const head = {
    id: `chatcmpl-${randomUUID()}`,
    object: 'chat.completion.chunk',
    created: Math.floor(Date.now() / 1000),
    model: answer.model,
  };
  const field = form.thinksIn(body);
  const thought = field === undefined ? '' : answer.thought;
  const usage = usageOf(answer, tokensOf(thought).length, form);
  const isUsageAsked = isObject(body['stream_options']) && body['stream_options']['include_usage'] === true;
  const asEvent = ({ delta, finish, token }: Chunk): StreamEvent => {
    const reports = form.reportsFilter && {
      content_filter_results: finish === 'content_filter' ? CAUGHT : SAFE,
    };
    const choice = { index: 0, delta, logprobs: null, finish_reason: finish, ...reports };
    const told = finish !== null && form.usage === 'with the end' && { usage };
    return { data: JSON.stringify({ ...head, choices: [choice], ...told }), token };
  };
  return [
    ...(form.keepsAlive ? [KEEP_ALIVE] : []),
    ...(form.reportsFilter ? [PROMPT_REPORT] : []),
    ...thoughtChunks(thought, field).map(asEvent),
    ...(form.keepsAlive ? [KEEP_ALIVE] : []),
    ...answerChunks(answer.text, field, finish).map(asEvent),
    ...(isUsageAsked && form.usage === 'when asked'
      ? [{ data: JSON.stringify({ ...head, choices: [], usage }), token: false }]
      : []),
    DONE,
  ];
}

/** The first chunk, and what was thought. */
function thoughtChunks(thought: string, field: ThoughtField): Chunk[] {
  const written = field === 'content' ? `<think>\n${thought}\n</think>\n\n` : thought;
  return [
    { delta: { role: 'assistant', ...deltaOf(field, '', null) }, finish: null, token: false },
    ...tokensOf(written).map((token) => ({ delta: deltaOf(field, token, null), finish: null, token: false })),
  ];
}

/** What is said, and the last chunk. */
function answerChunks(text: string, field: ThoughtField, finish: string): Chunk[] {
  return [
    ...tokensOf(text).map((token) => ({ delta: deltaOf(field, null, token), finish: null, token: true })),
    { delta: field === undefined ? {} : deltaOf(field, null, ''), finish, token: false },
  ];
}

function deltaOf(field: ThoughtField, thought: string | null, text: string | null): object {
  switch (field) {
    case 'reasoning_content':
      return { content: text, reasoning_content: thought };
    case 'reasoning':
      return { content: text ?? '', ...(thought !== null && { reasoning: thought }) };
    default:
      return { content: text ?? thought };
  }
}

function usageOf({ usage }: Answer, reasoningTokens: number, form: ChatForm): object {
  const output = usage.output + reasoningTokens;
  return {
    prompt_tokens: usage.input,
    completion_tokens: output,
    total_tokens: usage.input + output,
    ...form.usageDetails(usage, reasoningTokens),
  };
}

function errorEvent(code: string): StreamEvent {
  const message = `The model stand-in was asked to fail with ${code}.`;
  return { data: JSON.stringify({ error: { message, type: code, param: null, code } }), token: false };
}
