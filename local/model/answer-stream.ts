import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './commands';
import type { Citation, ToolCall } from './tool-call';

/** How many tokens went in and came out. */
export interface Usage {
  readonly input: number;
  /** Of the input, what an earlier request of the same conversation held already. */
  readonly repeated: number;
  readonly output: number;
}

/** An answer on its way: what each API makes of it. */
export interface Answer {
  readonly model: string;
  readonly text: string;
  /** What a model that thinks would think before it; no part of the usage. */
  readonly thought: string;
  readonly usage: Usage;
  /** Calls of hosted tools that came before the text. */
  readonly calls: readonly ToolCall[];
  readonly citations: readonly Citation[];
}

/** One server-sent event, or a comment between them; those with `token` are sent at the set speed. */
export type StreamEvent =
  | { readonly event?: string; readonly data: string; readonly token: boolean }
  | { readonly comment: string; readonly token: false };

/** How events are sent. */
export interface Sending {
  /** `Infinity` does not wait at all. */
  readonly tokensPerSecond: number;
  /** Where it breaks off or stalls, if it does. */
  readonly fault: Fault | undefined;
  /** After so many tokens it waits. */
  readonly gate: { readonly after: number; readonly passage: () => Promise<void> } | undefined;
  /** Aborted when the caller closes the connection. */
  readonly closed: AbortSignal;
}

/** How the sending of an answer ended. */
export type Ending = 'whole' | 'broken off' | 'caller hung up';

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

/** The beginning of an answer. */
export function firstTokens(answer: Answer, count: number): Answer {
  const tokens = tokensOf(answer.text).slice(0, count);
  return { ...answer, text: tokens.join(''), usage: { ...answer.usage, output: tokens.length } };
}

/** What comes before the token after so many, or before the end of the tokens. */
export function cutAt<T>(events: readonly T[], tokens: number, isToken: (event: T) => boolean): T[] {
  const places = events.flatMap((event, index) => (isToken(event) ? [index] : []));
  const last = places.at(-1);
  return events.slice(0, places[tokens] ?? (last === undefined ? events.length : last + 1));
}

/** Sends the events, the tokens among them at the given speed, as far as it goes. */
export async function sendEvents(
  response: ServerResponse,
  events: readonly StreamEvent[],
  { tokensPerSecond, fault, gate, closed }: Sending,
): Promise<Ending> {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache',
  });
  const breaksOff = fault?.kind === 'broken' || fault?.kind === 'stalled';
  let due = performance.now();
  let tokens = 0;
  for (const event of breaksOff ? cutAt(events, fault.after, ({ token }) => token) : events) {
    if (event.token) due += 1000 / tokensPerSecond;
    const early = due - performance.now();
    // A timer cannot wait for less than 1 ms: fast streams go in small bursts.
    if (early >= 1) await sleep(early);
    if (closed.aborted) return 'caller hung up';
    response.write(wireForm(event));
    if (event.token) tokens += 1;
    if (event.token && tokens === gate?.after) {
      await gate.passage();
      due = performance.now();
    }
  }
  if (fault?.kind === 'stalled' && !closed.aborted) await once(closed, 'abort');
  if (closed.aborted) return 'caller hung up';
  if (!breaksOff) {
    response.end();
    return 'whole';
  }
  // What was written is to arrive.
  await new Promise((resolve) => response.write(':\n\n', resolve));
  response.destroy();
  return 'broken off';
}

/** The builders cut by UTF-16 units, through emoji too: they get the text whole, and it is cut here. */
export function inOnePiece(text: string): number {
  return Math.max(1, text.length);
}

function wireForm(event: StreamEvent): string {
  if ('comment' in event) return `: ${event.comment}\n\n`;
  return `${event.event === undefined ? '' : `event: ${event.event}\n`}data: ${event.data}\n\n`;
}
