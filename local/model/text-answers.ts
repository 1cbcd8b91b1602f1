import type { ServerResponse } from 'node:http';
import type { LocalRequest } from '../http';
import { sendEvents, tokensOf, type Answer, type StreamEvent } from './answer-stream';
import { answerTo, thoughtAbout } from './answers';
import { tokensFor } from './attachments';
import { readCommands, type Commanded, type Fault } from './commands';
import { restOf, saidBefore } from './continuation';
import { citationsIn } from './call-events';
import type { ChatForm } from './chat-form';
import type { Conversation, Message } from './conversation';
import type { Form } from './forms';
import { askedFor, badRequest } from './model-error';
import { readJson, type RequestBody } from './request-body';
import type { StandInState } from './state';
import { listServers, useTool } from './tool-use';

/** How one of OpenAI's APIs for text is read and answered. */
export interface TextApi {
  /** Its path below `/v1/`. */
  readonly operation: string;
  readonly name: string;
  /** @throws ModelError for what OpenAI refuses, and for what the stand-in does not know */
  readonly read: (body: RequestBody, form: ChatForm) => Conversation;
  readonly events: (
    answer: Answer,
    fault: Fault | undefined,
    body: RequestBody,
    form: ChatForm,
  ) => StreamEvent[];
}

/** Streams the answer to a request, or fails as its question commands. @throws ModelError */
export async function answerInText(
  api: TextApi,
  { chat: form }: Form,
  request: LocalRequest,
  response: ServerResponse,
  state: StandInState,
): Promise<void> {
  const { activity } = state;
  const { body } = readJson(request);
  state.received.add({ path: request.url.pathname, body, time: Date.now() });
  const conversation = api.read(body, form);
  const said = saidBefore(conversation.messages);
  const commanded = readCommands(lastQuestion(conversation));
  const fault = faultFor(conversation, commanded, state);
  const call = `${api.name} ${conversation.model}`;
  activity.record({ place: 'model', what: `${call} ← ${counted(conversation.messages.length, 'message')}` });
  if (fault?.kind === 'no-connection') {
    activity.record({ place: 'model', what: `${call} → connection dropped` });
    response.destroy();
    return;
  }
  const answer = answerIn(conversation, said, commanded, fault);
  demandStreamable(body, answer, conversation);

  const startedAt = performance.now();
  const ending = await sendEvents(response, api.events(answer, fault, body, form), {
    tokensPerSecond: state.tokensPerSecond,
    fault,
    gate:
      commanded.gated && said === ''
        ? {
            after: tokensOf(firstSentence(answer.text)).length,
            passage: () => state.gates.passage(lastQuestion(conversation), request.closed),
          }
        : undefined,
    closed: request.closed,
  });
  activity.record({
    place: 'model',
    what: `${call} → ${ending === 'whole' ? counted(answer.usage.output, 'token') : ending}`,
    ms: Math.round(performance.now() - startedAt),
  });
}

/** @throws ModelError where the fault is a refusal */
function faultFor(conversation: Conversation, { faults }: Commanded, state: StandInState): Fault | undefined {
  const questions = conversation.messages.filter(({ role }) => role === 'user');
  const fault = state.faults.take(lastQuestion(conversation), faults, questions.length > 1);
  if (fault?.kind === 'status') throw askedFor(fault.status, fault.code, fault.retryAfter);
  if (fault?.kind === 'too-long') throw askedFor(400, 'context_length_exceeded');
  return fault;
}

function answerIn(
  { model, messages, toolbox }: Conversation,
  said: string,
  { question, overlap }: Commanded,
  fault: Fault | undefined,
): Answer {
  const use = useTool(question, toolbox);
  const text = fault?.kind === 'empty' ? '' : restOf(answerTo(messages, use?.text), said, overlap);
  // Pictures are told of before what was found, and what was said is not said again.
  const shift = Array.from(text).length - Array.from(use?.text ?? '').length;
  return {
    model,
    text,
    thought: thoughtAbout(question),
    usage: {
      input: inputTokens(messages),
      repeated: inputTokens(messages.slice(0, turnBefore(messages))),
      output: tokensOf(text).length,
    },
    // What was found is not looked for again.
    calls: [...listServers(toolbox), ...(said === '' ? (use?.calls ?? []) : [])],
    citations: citationsIn(text, use?.citations ?? [], shift),
  };
}

function inputTokens(messages: readonly Message[]): number {
  const attachments = messages.flatMap((message) => message.attachments ?? []);
  const asked = messages.map((message) => message.text).join('');
  return attachments.reduce((sum, each) => sum + tokensFor(each), tokensOf(asked).length);
}

/** How many of the messages belong to earlier turns; none where there were none, though there are instructions. */
function turnBefore(messages: readonly Message[]): number {
  const questions = messages.flatMap(({ role }, index) => (role === 'user' ? [index] : []));
  return questions.length > 1 ? (questions.at(-1) ?? 0) : 0;
}

function lastQuestion({ messages }: Conversation): string {
  return messages.findLast(({ role }) => role === 'user')?.text ?? '';
}

function firstSentence(text: string): string {
  return /^[^。]*。?/.exec(text)?.[0] ?? '';
}

/** What a model would do here, but the stand-in cannot, is refused rather than done in another way. */
function demandStreamable(body: RequestBody, { usage }: Answer, { maxTokens }: Conversation): void {
  if (body['stream'] !== true) throw badRequest('The model stand-in only streams: send "stream": true.');
  if (usage.output > maxTokens) {
    throw badRequest(
      'The model stand-in does not cut answers: ' +
        `this one has ${usage.output} tokens, and the request allows ${maxTokens}.`,
    );
  }
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
