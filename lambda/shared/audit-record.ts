/** What happened. */
export type AuditEvent =
  /** A member got an answer of the model, perhaps one that broke off. */
  | 'answered'
  /** A member got no answer, but a sentence why, or nothing. */
  | 'failed'
  /** The company's rules let the bot not answer: who may, when, how much, or what. */
  | 'refused'
  /** An admin managed the bot in the chat, or looked at it. */
  | 'managed'
  /** A member told the bot something, and it did it. */
  | 'command'
  | 'welcomed'
  /** A member left the app's visible range, or the company: the conversation has ended. */
  | 'left'
  /** A message had to wait in the queue; what became of it is a record of its own. */
  | 'waited'
  /** WeCom refuses the app. */
  | 'blocked'
  | 'unblocked'
  /** An operator stopped the app. */
  | 'paused'
  | 'resumed'
  /** From now on the stack works by this configuration. */
  | 'configuration';

/** Tokens of the requests that were paid, as the provider counted them; see `isEstimated`. */
export interface AuditTokens {
  readonly input: number;
  /** Of `input`, what the provider had cached. */
  readonly cachedInput: number;
  /** Of the answer as the member read it. */
  readonly output: number;
  /** Thought and not said; paid as output. */
  readonly reasoning: number;
}

/** How long a message took, ms from when the queue had it; the model's from when it was asked. */
export interface AuditTimes {
  /** Until a worker took it. */
  readonly queued: number;
  /** Until the first part was with WeCom. */
  readonly firstWords?: number;
  /** What the model took for the answer. */
  readonly model?: number;
  /** Until all was sent. */
  readonly total: number;
}

/** What was said; only where the operator asked for it. */
export interface AuditContent {
  readonly question: string;
  readonly answer: string;
}

/** One thing that happened, for the company's own records; see docs/audit.md. */
export interface AuditRecord {
  /** The same for the same thing, however often it is written: to be counted once. */
  readonly id: string;
  /** When it happened; ISO 8601 in UTC, with ms. */
  readonly time: string;
  readonly event: AuditEvent;
  /** `*`: all of them. */
  readonly app: string;
  /** UserID in lower case. */
  readonly member?: string;
  /** The member's name, as WeCom tells it. */
  readonly name?: string;
  /** What the member sent: text, image … */
  readonly kind?: string;
  /** More exactly than `event`: how an answer ended, why a message waits, which command. */
  readonly result?: string;
  /** Code of what went wrong: of WeCom, the model or ours. */
  readonly error?: string;
  readonly model?: string;
  readonly tokens?: AuditTokens;
  /** How often each tool of the provider's was used; pictures by command and seconds of voice are among them. */
  readonly tools?: Readonly<Record<string, number>>;
  /** US dollars, at the prices of the configuration. */
  readonly costUsd?: number;
  /** Tokens and tools of an ask that broke off, or whose worker died, were not counted but estimated. */
  readonly isEstimated?: true;
  readonly ms?: AuditTimes;
  /** Messages that the answer was sent in. */
  readonly parts?: number;
  /** How often a worker took the message; waiting does not count. */
  readonly attempts?: number;
  /** The address that WeCom does not trust. */
  readonly address?: string;
  /** What an admin did, to whom, and how much. With `-asked` behind it, it was yet to be confirmed. */
  readonly managed?: {
    readonly action: string;
    readonly target?: string;
    readonly detail?: string;
  };
  /** What may not be said and was found, by the lists of the configuration. */
  readonly moderation?: readonly {
    readonly where: 'question' | 'answer';
    readonly by: string;
    readonly action: string;
  }[];
  /** Who paused or resumed. */
  readonly by?: string;
  readonly content?: AuditContent;
  /** What is compiled into the functions. */
  readonly configuration?: object;
}

/** Stands for all apps. No app can be called so. */
export const ALL_APPS = '*';
