import type { ServerResponse } from 'node:http';
import type { Model, ModelEvent, ModelRequest } from '../../../lambda/chat/ports';
import { ResponsesModel } from '../../../lambda/model/responses';
import { FakeServer } from '../../support/fake-server';

export const KEY = 'sk-a-key-that-nobody-may-see';
export const QUESTION = '只有我知道的问题';
/** A real time-out, as short as it can be. */
export const STALL_MS = 50;

type Answer = (response: ServerResponse) => void;
interface Event {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A provider that answers as a test says; the official client of this test file finds it by the environment. */
export function startFakeProvider(): FakeServer {
  const provider = new FakeServer();
  beforeAll(async () => {
    process.env['OPENAI_BASE_URL'] = `${await provider.start()}/v1`;
  });
  afterAll(async () => {
    delete process.env['OPENAI_BASE_URL'];
    await provider.stop();
  });
  return provider;
}

export const model = new ResponsesModel(() => Promise.resolve(KEY), Date.now, STALL_MS);

export const request = (fields: Partial<ModelRequest> = {}): ModelRequest => ({
  model: 'gpt-x',
  persona: '你是助手。',
  turns: [{ question: '一', answer: '二', tokens: 1 }],
  question: QUESTION,
  said: '',
  deadline: Date.now() + 30_000,
  signal: new AbortController().signal,
  ...fields,
});

/** All that comes of a question. */
export async function answerTo(asked = request(), by: Model = model): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of by.ask(asked)) events.push(event);
  return events;
}

/** Answers with these server-sent events. */
export function stream(events: readonly Event[]): Answer {
  return (response) => {
    silence(events)(response);
    response.end();
  };
}

/** Answers with these server-sent events, and then with nothing more. */
export function silence(events: readonly Event[]): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    for (const event of events) response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  };
}

/** Refuses with a status and an error in OpenAI's shape. */
export function refusal(status: number, error: object = {}, headers: Record<string, string> = {}): Answer {
  return (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify({ error }));
}

export const usage = {
  input_tokens: 50,
  input_tokens_details: { cached_tokens: 20 },
  output_tokens: 30,
  output_tokens_details: { reasoning_tokens: 10 },
  total_tokens: 80,
};
export const words = (delta: string): Event => ({ type: 'response.output_text.delta', delta });
export const completed: Event = { type: 'response.completed', response: { status: 'completed', usage } };
export const incomplete = (reason?: string): Event => ({
  type: 'response.incomplete',
  response: { status: 'incomplete', incomplete_details: { reason }, usage },
});
export const failedWith = (error: object | null): Event => ({ type: 'response.failed', response: { error } });

/** Answers with these chunks of Chat Completions, and ends as a provider does. */
export function chat(chunks: readonly object[], end = 'data: [DONE]\n\n'): Answer {
  return (response) => {
    chatSilence(chunks)(response);
    response.end(end);
  };
}

/** Answers with these chunks of Chat Completions, and then with nothing more. */
export function chatSilence(chunks: readonly object[]): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    for (const chunk of chunks) response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
}

/** A chunk of Chat Completions. */
export const chunk = (delta: object, finish_reason: string | null = null) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1_790_000_000,
  model: 'gpt-x',
  choices: [{ index: 0, delta, finish_reason }],
});
