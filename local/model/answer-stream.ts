import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { buildTextChunks, buildTextStreamEvents } from '@copilotkit/aimock';

/** How many tokens went in and came out. */
export interface Usage {
  readonly input: number;
  readonly output: number;
}

/** An answer on its way: what each API makes of it. */
export interface Answer {
  readonly model: string;
  readonly text: string;
  readonly usage: Usage;
}

/** One server-sent event; those with `token` are sent at the set speed. */
export interface StreamEvent {
  readonly event?: string;
  readonly data: string;
  readonly token: boolean;
}

const BYTES_A_TOKEN = 3;

/** Cuts a text into the stand-in's tokens: about three UTF-8 bytes each, never inside a code point. */
export function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  let token = '';
  for (const character of text) {
    token += character;
    if (Buffer.byteLength(token) < BYTES_A_TOKEN) continue;
    tokens.push(token);
    token = '';
  }
  return token === '' ? tokens : [...tokens, token];
}

/** The events of a streamed `POST /v1/responses`. */
export function responsesEvents({ model, text, usage }: Answer): StreamEvent[] {
  return buildTextStreamEvents(text, model, inOnePiece(text))
    .flatMap((event) => {
      if (event.type === 'response.output_text.delta') {
        return tokensOf(text).map((delta) => ({ ...event, delta, logprobs: [] }));
      }
      if (event.type === 'response.completed') {
        return { ...event, response: { ...(event['response'] as object), usage: responsesUsage(usage) } };
      }
      return event;
    })
    .map((event, index) => ({
      event: event.type,
      data: JSON.stringify({ ...event, sequence_number: index }),
      token: event.type === 'response.output_text.delta',
    }));
}

function responsesUsage({ input, output }: Usage): object {
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: input + output,
  };
}

/** The events of a streamed `POST /v1/chat/completions`; OpenAI tells the usage only when asked to. */
export function chatEvents({ model, text, usage }: Answer, includeUsage: boolean): StreamEvent[] {
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

/**
 * Sends the events, the tokens among them at the given speed.
 * @returns whether all of it was sent; not, when the caller closed the connection
 */
export async function sendEvents(
  response: ServerResponse,
  events: readonly StreamEvent[],
  tokensPerSecond: number,
  closed: AbortSignal,
): Promise<boolean> {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache',
  });
  let due = performance.now();
  for (const { event, data, token } of events) {
    if (token) due += 1000 / tokensPerSecond;
    const early = due - performance.now();
    // A timer cannot wait for less than 1 ms: fast streams go in small bursts.
    if (early >= 1) await sleep(early);
    if (closed.aborted) return false;
    response.write(event === undefined ? `data: ${data}\n\n` : `event: ${event}\ndata: ${data}\n\n`);
  }
  response.end();
  return true;
}

/** The builders cut by UTF-16 units, through emoji too: they get the text whole, and it is cut here. */
function inOnePiece(text: string): number {
  return Math.max(1, text.length);
}
