/** What the bot needs from outside; `lambda/aws`, `lambda/wecom` and `lambda/model` implement it. */

/** One question with its answer, as it is remembered. */
export interface Turn {
  readonly question: string;
  readonly answer: string;
  /** What this turn adds to the tokens of a later request, by the provider's count. */
  readonly tokens: number;
}

/** What the bot knows of a member. */
export interface Profile {
  /** The conversation that is open: the id of the message that opened it. */
  readonly conversation: string;
  /** When it last had a turn or was opened; ms since epoch. */
  readonly activeAt: number;
}

/** Names a member: userids are the company's, but each app keeps its own memory. */
export interface Member {
  readonly app: string;
  /** UserID in lower case. */
  readonly id: string;
}

export interface Memory {
  profile(member: Member): Promise<Profile | undefined>;
  saveProfile(member: Member, profile: Profile): Promise<void>;
  /** @returns at most `limit` turns that have not expired, the latest of them, oldest first */
  latestTurns(member: Member, conversation: string, limit: number): Promise<Turn[]>;
  /** Saving the same turn again changes nothing. `expiresAt` is in seconds since epoch. */
  saveTurn(member: Member, place: TurnPlace, turn: Turn, expiresAt: number): Promise<void>;
}

/** Where a turn stands: fixed by the message, so that a retry writes the same item. */
export interface TurnPlace {
  readonly conversation: string;
  /** The queue's SequenceNumber. */
  readonly sequence: string;
}

/** Tokens of one request, as the provider counted them. */
export interface ModelUsage {
  readonly inputTokens: number;
  /** Of the answer as it was given; reasoning that nobody sees is left out. */
  readonly outputTokens: number;
}

export interface ModelRequest {
  readonly model: string;
  /** The system prompt. */
  readonly persona: string;
  /** Earlier turns, oldest first. */
  readonly turns: readonly Turn[];
  readonly question: string;
  /** When to give up; ms since epoch. */
  readonly deadline: number;
}

/** What a model's stream brings: pieces of text, then, from providers that count, the usage. */
export type ModelEvent =
  { readonly type: 'text'; readonly text: string } | { readonly type: 'usage'; readonly usage: ModelUsage };

export interface Model {
  /** Iterating throws ModelError. */
  ask(request: ModelRequest): AsyncIterable<ModelEvent>;
}

/** Why the model gave no answer; each has a sentence for the member. */
export type ModelFailure =
  'credentials' | 'region' | 'not-found' | 'busy' | 'too-slow' | 'refused' | 'empty' | 'unavailable';

/** The model gave no answer. */
export class ModelError extends Error {
  readonly code: string;
  /** @param cause what the provider said, without secrets and without the member's text */
  constructor(
    readonly failure: ModelFailure,
    cause: string,
    remedy: string,
  ) {
    super(`The model gave no answer: ${cause}. ${remedy}`);
    this.code = `MODEL_${failure.toUpperCase().replaceAll('-', '_')}`;
  }
}

export interface Messenger {
  /** Sends one text of at most 2048 bytes to a member; throws if it is not certain that WeCom took it. */
  sendText(app: string, member: string, text: string): Promise<void>;
}

/** What a worker may do with a message that was handed to it. */
export type Lease =
  /** It is this worker's until the lease ends. */
  | { readonly state: 'leased'; readonly epoch: number }
  /** It was answered before: nothing is left to do. */
  | { readonly state: 'done' }
  /** Another worker has it: it must come again later. */
  | { readonly state: 'taken' };

export interface Deliveries {
  /** Takes the message, unless it is done or taken. `until` is in ms since epoch. */
  lease(app: string, id: string, until: number): Promise<Lease>;
  /** Marks it answered; throws if the lease was lost to another worker. */
  done(app: string, id: string, epoch: number, outcome: Outcome): Promise<void>;
}

/** What came of a message. */
export type Outcome = 'answered' | 'command' | 'apologised' | 'unsupported';
