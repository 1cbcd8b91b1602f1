import type { People } from '../../shared/bot-config';
import type { Member } from './memory';

/** A piece of an answer: one message to the member. */
export type Part =
  /** `aside`: our own words beside the answer, which the model is not shown as its own. */
  | { readonly text: string; readonly aside?: true }
  /** A text file: all that is left of a very long answer, or what was asked for as a file. */
  | { readonly file: string; readonly name?: string }
  /** A picture that is kept under this name. */
  | { readonly picture: string }
  /** These words, spoken; left out where that is not possible. */
  | { readonly speech: string };

/** What WeCom is given to send. */
export type Sendable =
  { readonly text: string } | { readonly media: 'image' | 'voice' | 'file'; readonly mediaId: string };

/** A file to be uploaded. */
export interface NewMedia {
  readonly kind: 'image' | 'voice' | 'file';
  /** With its extension. */
  readonly filename: string;
  readonly bytes: Uint8Array;
}

/** How one part is to be sent. */
export interface Sending {
  /**
   * The part may have arrived before: WeCom is asked to drop it if the member was sent the same within so many seconds.
   * Absent if it was certainly never sent.
   */
  readonly mayHaveArrivedWithinSeconds?: number;
  /** Called right before the call that delivers; throws if there is no time left for it. */
  readonly mayStart: () => void;
  /** As what a text is sent. */
  readonly format: 'text' | 'markdown';
}

export interface Messenger {
  /** Makes what a send needs ready, so that nothing stands between the leave to send and the sending. @throws SendError */
  prepare(app: string): Promise<void>;
  /** @returns its media id, good for three days. @throws SendError */
  upload(app: string, media: NewMedia): Promise<string>;
  /** Resolves when WeCom has certainly taken it. @throws SendError, and what `mayStart` throws */
  send(app: string, member: string, message: Sendable, sending: Sending): Promise<void>;
  /**
   * Sends a text to many members. Repeated within half an hour, it comes to them once; who is not there, or does not see
   * the app, is left out.
   * @throws SendError; then some may have got it. Failure `refused` also if all are left out
   */
  notify(app: string, to: 'everyone' | People, text: string): Promise<void>;
}

/** What is certain of a part that was not, or may not have been, sent. */
export type SendFailure =
  /** It was not sent: no connection, or WeCom is busy. The same will succeed soon. */
  | 'not-sent'
  /** It may have arrived: a time-out or a broken connection after the request was written, or an answer that is none. */
  | 'unknown'
  /** It was not sent: WeCom asks for fewer calls. */
  | 'too-fast'
  /** It was not sent, and nothing will be until an admin has mended it. */
  | 'blocked'
  /** It was not sent, and never will be to this member. */
  | 'unreachable'
  /** It was not sent: WeCom does not take this content. */
  | 'refused';

/** A part was not, or may not have been, sent. */
export class SendError extends Error {
  readonly code: string;
  constructor(
    readonly failure: SendFailure,
    /** A WecomApiError or the like: its code and message are what an admin reads. */
    override readonly cause: Error & { readonly code: string },
    /** With failure `blocked`: by what. */
    readonly block?: Block,
  ) {
    super(cause.message);
    this.code = cause.code;
  }
}

/** What keeps an app from sending anything. */
export interface Block {
  /** WeCom's code. */
  readonly errcode: number;
  /** The address that WeCom saw and does not trust, where it named one. */
  readonly address?: string;
}

/** An operator has stopped an app, or all of them. */
export interface Pause {
  /** Milliseconds since epoch. */
  readonly since: number;
}

/** What keeps an app from answering, if anything does, and what an admin has set. */
export interface AppStatus {
  readonly block?: Block;
  readonly pause?: Pause;
  /** The model in the place of the configuration's. */
  readonly model?: string;
}

/** Whether apps may send. Setting a block is ordered by when the call that showed it began. */
export interface AppStatuses {
  statusOf(app: string): Promise<AppStatus>;
  /** @param began when the refused call began; ms since epoch. @returns whether that was news */
  setBlocked(app: string, block: Block, began: number): Promise<boolean>;
  /** Stops an app, or lets it go on. What is so already keeps its time, and who did it. @param by who does it */
  setPaused(app: string, isPaused: boolean, by: string): Promise<void>;
  /** Puts a model in the place of the configuration's. */
  setModel(app: string, model: string): Promise<void>;
}

/** When a member was sent something in the last minute. */
export interface Paces {
  /**
   * Takes one of the member's sends, before it is made.
   * @returns when the next is free if none is now; ms since epoch
   */
  take(member: Member): Promise<number | undefined>;
}

/** Who a member is. */
export interface Directory {
  /** @returns undefined if WeCom does not say, or can't be asked. Never rejects */
  nameOf(member: Member): Promise<string | undefined>;
}

/** The message in the queue, in this worker's hands. */
export interface QueuedMessage {
  /** When the queue took it; ms since epoch. */
  readonly queuedAt: number;
  /** How long ago it was first taken off the queue, ms. */
  readonly waitedMs: number;
  /** Keeps the message from all workers for so long, from now on; ms. */
  keepAway(ms: number): Promise<void>;
  /** Puts a copy into the dead-letter queue, once for each `copyId`. */
  copyToDeadLetters(copyId: string): Promise<void>;
}
