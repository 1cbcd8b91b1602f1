import type { Model, ModelError, ModelEvent, ModelRequest, ShownTurn } from '../chat/ports';
import { failed, modelErrorOf } from './failures';
import { Patience } from './patience';
import { newerKey, readKey, type KeyReader } from './provider-client';

/** One request to the provider. */
export interface Attempt {
  readonly request: ModelRequest;
  readonly turns: readonly ShownTurn[];
  readonly key: string;
  /** Whether the key was read just now. */
  readonly keyIsFresh: boolean;
}

/** What came with one event of a provider's stream; that there was one is a sign of life, whatever it says. */
export interface Heard {
  readonly says: readonly ModelEvent[];
  /** What may now be done in silence: only the deadline ends it. */
  readonly busyWith?: 'thinking' | 'tool' | undefined;
  /** The stream is whole: nothing more is waited for. */
  readonly isLast?: boolean;
}

/** What an answer that broke off is followed by, so that the model continues it. */
export const GO_ON =
  'Your answer broke off there. Go on exactly where it stopped, in the middle of a word if it must be. ' +
  'Repeat nothing, and begin without a preamble.';

function unseen({ question, answer, tokens }: ShownTurn): ShownTurn {
  return { question, answer, tokens };
}

/** A provider's model that answers in a stream: what all its APIs have in common. */
export abstract class StreamingModel implements Model {
  /**
   * @param clock ms since epoch
   * @param stallMs once it has begun to speak, a stream that brings nothing for so long is given up
   */
  constructor(
    private readonly apiKey: KeyReader,
    private readonly clock: () => number,
    private readonly stallMs: number,
  ) {}

  /**
   * Makes one request. Ends without a last event if the stream did.
   * @throws ModelError, and what the official client throws
   */
  protected abstract listen(attempt: Attempt, signal: AbortSignal): AsyncIterable<Heard>;

  async *ask(request: ModelRequest): AsyncGenerator<ModelEvent> {
    const patience = new Patience(request.deadline - this.clock(), this.stallMs, request.signal);
    try {
      const key = await readKey(this.apiKey);
      let attempt: Attempt = { request, turns: request.turns, key, keyIsFresh: false };
      for (;;) {
        try {
          yield* this.attempt(attempt, patience);
          return;
        } catch (error) {
          attempt = await this.instead(attempt, error as ModelError);
        }
      }
    } finally {
      patience.release();
    }
  }

  /**
   * What to ask instead of what was refused before anything was paid; each remedy is tried once.
   * @throws the failure if there is none
   */
  private async instead(attempt: Attempt, error: ModelError): Promise<Attempt> {
    if (error.failure === 'too-long' && attempt.turns.length > 0) return { ...attempt, turns: [] };
    // The member may have chosen a model that sees no pictures, in a conversation that has some.
    const isShown = attempt.turns.some(({ shown = [] }) => shown.length > 0);
    if (error.failure === 'bad-request' && isShown) return { ...attempt, turns: attempt.turns.map(unseen) };
    const key = attempt.keyIsFresh ? undefined : await newerKey(this.apiKey, attempt.key, error);
    if (key === undefined) throw error;
    return { ...attempt, key, keyIsFresh: true };
  }

  /** @throws ModelError */
  private async *attempt(attempt: Attempt, patience: Patience): AsyncGenerator<ModelEvent> {
    let hasSpoken = false;
    // What a tool has done stays done: the same must not be asked as if for the first time.
    let hasBegun = false;
    try {
      for await (const { says, busyWith, isLast = false } of this.listen(attempt, patience.signal)) {
        patience.heard();
        hasBegun ||= busyWith === 'tool';
        for (const event of says) {
          if (event.type === 'cut' && event.by === 'filter' && !hasBegun) {
            throw failed('filtered', "the provider's filter held the answer back");
          }
          hasSpoken ||= event.type === 'text';
          hasBegun ||= hasSpoken || event.type === 'tool';
          yield event;
        }
        if (isLast) return;
        // Before its first word a model may think in silence until the deadline.
        if (hasSpoken && busyWith === undefined) patience.listen();
      }
    } catch (error) {
      patience.signal.throwIfAborted();
      throw modelErrorOf(error, hasBegun, this.clock());
    }
    // The client ends a stream that was aborted or broke off as if it were complete.
    patience.signal.throwIfAborted();
    throw failed('broken', 'its stream broke off');
  }
}
