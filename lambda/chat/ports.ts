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
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'usage'; readonly usage: ModelUsage }
  /** The provider ended the answer before it was whole: a limit, or a filter. */
  | { readonly type: 'cut' };

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

/** What came of a message. */
export type Outcome = 'answered' | 'new-conversation' | 'help' | 'apologised' | 'unsupported';

/** What a member is to get for a message, and what is to be remembered of it. Never changes once it is recorded. */
export interface Answer {
  readonly outcome: Outcome;
  /** Each at most 2048 bytes; joined they are the answer. */
  readonly parts: readonly string[];
  /** Of the turn, where there is one to remember. */
  readonly tokens?: number;
}

/** One message in the hands of one worker, and what has become of it so far. */
export interface DeliveryRecord {
  readonly app: string;
  /** Id of the message. */
  readonly id: string;
  /** Which lease this is: a worker whose lease was lost can record nothing. */
  readonly epoch: number;
  /** Fixed at the first lease, so that a retry writes the same turn. */
  readonly place: TurnPlace;
  /** What was recorded by a worker that did not come to the end. */
  readonly answer?: Answer;
  /** How many parts WeCom has certainly taken. */
  readonly sent: number;
}

/** What a worker may do with a message that was handed to it. */
export type Lease =
  /** It is this worker's until the lease ends. */
  | { readonly state: 'leased'; readonly record: DeliveryRecord }
  /** Everything was done before: nothing is left to do. */
  | { readonly state: 'done' }
  /** Another worker has it: it must come again later. */
  | { readonly state: 'taken' };

/** Delivery records. Every write but the first rejects if the lease was lost to another worker. */
export interface Deliveries {
  /**
   * Takes the message, unless it is done or taken.
   * @param until end of the lease, ms since epoch
   * @param place where its turn stands, if this is the first lease
   */
  lease(app: string, id: string, until: number, place: TurnPlace): Promise<Lease>;
  /** Counts a question to the model before it is asked. @returns false if it was asked as often as it may be */
  asking(record: DeliveryRecord): Promise<boolean>;
  /** Records the answer, before any of it is sent. */
  answered(record: DeliveryRecord, answer: Answer): Promise<void>;
  /** Records that so many parts are sent, right after WeCom took the last of them. */
  sent(record: DeliveryRecord, count: number): Promise<void>;
  /** Marks the message done, and removes what was said: it is in the turn. */
  done(record: DeliveryRecord, outcome: Outcome): Promise<void>;
}
