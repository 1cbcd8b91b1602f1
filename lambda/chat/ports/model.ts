import type { ToolsConfig } from '../../shared/bot-config';
import type { Turn } from './memory';

/** Tokens of one request, as the provider counted them. */
export interface ModelUsage {
  readonly inputTokens: number;
  /** Of those, what the provider had cached. */
  readonly cachedTokens: number;
  /** Of the answer as it was given; reasoning that nobody sees is left out. */
  readonly outputTokens: number;
  /** Thought and not said. */
  readonly reasoningTokens: number;
}

/** A picture, as the model is shown it. */
export interface Picture {
  readonly bytes: Uint8Array;
  readonly type: 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp';
}

/** A PDF, as the model is shown it. */
export interface Document {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** An earlier turn, with what of its pictures is shown again. */
export interface ShownTurn extends Turn {
  readonly shown?: readonly Picture[];
}

export interface ModelRequest {
  readonly model: string;
  /** The system prompt. */
  readonly persona: string;
  /** Earlier turns, oldest first. */
  readonly turns: readonly ShownTurn[];
  readonly question: string;
  /** Shown with the question. */
  readonly pictures?: readonly Picture[];
  readonly document?: Document;
  /** What the model may use. */
  readonly tools?: ToolsConfig;
  /** What the model has said of its answer before it broke off, to be continued; empty at the first ask. */
  readonly said: string;
  /** When to give up; ms since epoch. */
  readonly deadline: number;
  /** Gives up at once. */
  readonly signal: AbortSignal;
}

/** A tool of the provider's, by its name in the configuration; one of a remote server with `mcp:` and its label. */
export type ToolName = 'webSearch' | 'codeInterpreter' | 'imageGeneration' | 'fileSearch' | `mcp:${string}`;

/** A page or a file that an answer cites. */
export interface Source {
  /** Of a file, its name. */
  readonly title: string;
  /** Empty for a file. */
  readonly url: string;
}

/** What a model's stream brings: pieces of text, then, from providers that count, the usage. */
export type ModelEvent =
  | { readonly type: 'text'; readonly text: string }
  /** The model used a tool. */
  | { readonly type: 'tool'; readonly tool: ToolName }
  /** The model drew: PNG or JPEG. */
  | { readonly type: 'picture'; readonly bytes: Uint8Array }
  /** What the answer cites; at its end. */
  | { readonly type: 'sources'; readonly sources: readonly Source[] }
  | { readonly type: 'usage'; readonly usage: ModelUsage }
  /** The provider ended the answer before it was whole: at a limit of length, or by its filter. */
  | { readonly type: 'cut'; readonly by: 'length' | 'filter' };

export interface Model {
  /** Iterating throws ModelError. */
  ask(request: ModelRequest): AsyncIterable<ModelEvent>;
}

/** What was understood of a voice message. */
export interface Understood {
  /** Empty: there was no speech. */
  readonly text: string;
  /** The model was not sure of it. */
  readonly isDoubtful: boolean;
  /** How long the voice is that the model heard; 0 if none was asked. */
  readonly seconds: number;
}

/** Hears and speaks. `deadline` is in ms since epoch. */
export interface Speech {
  /**
   * @param voice AMR or WAV: its bytes say which
   * @throws MediaError if it is no voice, or lasts too long; ModelError
   */
  understand(voice: Uint8Array, deadline: number): Promise<Understood>;
  /**
   * @returns AMR of at most 60 s: what does not fit is not spoken
   * @throws ModelError
   */
  speak(text: string, deadline: number): Promise<Uint8Array>;
}

/** Draws. */
export interface Painter {
  /**
   * @param deadline ms since epoch
   * @returns JPEG or PNG that WeCom takes
   * @throws ModelError
   */
  paint(prompt: string, deadline: number): Promise<Uint8Array>;
}

/** Why the model gave no answer; each has a sentence for the member. */
export type ModelFailure =
  /** Wrong key, or one that may not use the model. */
  | 'credentials'
  /** The provider does not serve the region that the request came from. */
  | 'region'
  /** There is no such model. */
  | 'not-found'
  /** The account's credit is used up. */
  | 'no-credit'
  /** Too many requests; others will succeed soon. */
  | 'busy'
  /** The deadline passed. */
  | 'too-slow'
  /** The model, or its provider's policy, declined. */
  | 'refused'
  /** The provider's filter held the answer back. */
  | 'filtered'
  /** The stream ended as it should, without a word. */
  | 'empty'
  /** Question and earlier turns are longer than the model takes. */
  | 'too-long'
  /** The provider says that the request is wrong. */
  | 'bad-request'
  /** The stream began, then broke off, stalled or reported a failure. */
  | 'broken'
  /** No connection, 408, 409 or 5xx: nothing began. */
  | 'unavailable';

/** What a model may do later, though it did not now. */
export const PASSING_FAILURES: ReadonlySet<ModelFailure> = new Set(['busy', 'unavailable']);

/** The model gave no answer. */
export class ModelError extends Error {
  readonly code: string;
  /**
   * @param cause what the provider said, without secrets and without the member's text
   * @param retryAfterMs when the provider wants to be asked again, where it says so
   */
  constructor(
    readonly failure: ModelFailure,
    cause: string,
    remedy: string,
    readonly retryAfterMs?: number,
  ) {
    super(`The model gave no answer: ${cause}. ${remedy}`);
    this.code = `MODEL_${failure.toUpperCase().replaceAll('-', '_')}`;
  }
}
