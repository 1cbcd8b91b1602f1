import type { AuditRecord } from '../shared/audit-record';
import type { ToolsConfig } from '../shared/bot-config';

/** What the bot needs from outside; `lambda/aws`, `lambda/wecom` and `lambda/model` implement it. */

/** One question with its answer, as it is remembered. */
export interface Turn {
  readonly question: string;
  readonly answer: string;
  /** What this turn adds to the tokens of a later request, by the provider's count. */
  readonly tokens: number;
  /** What came with the question. */
  readonly pictures?: readonly PictureRef[];
}

/** A picture that a member sent. */
export interface PictureRef {
  readonly mediaId: string;
  /** When it came; ms since epoch. */
  readonly at: number;
}

/** What a member chose; absent: what the app has. */
export interface Choices {
  readonly model?: string;
  /** Its name. */
  readonly persona?: string;
  /** Whether answers are spoken, too; absent: where the member spoke. */
  readonly voice?: boolean;
}

/** What the bot knows of a member. */
export interface Profile extends Choices {
  /** The conversation that is open: the id of the message that opened it. */
  readonly conversation: string;
  /** When it last had a turn or was opened; ms since epoch. */
  readonly activeAt: number;
  /** As WeCom last told it. */
  readonly name?: string;
  /** When WeCom last told it; ms since epoch. */
  readonly namedAt?: number;
  /** When the member was last welcomed; ms since epoch. */
  readonly welcomedAt?: number;
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
  /** A picture of this conversation, unless it has expired. */
  picture(member: Member, conversation: string, mediaId: string): Promise<Uint8Array | undefined>;
  /** Keeps a picture for the conversation. `expiresAt` is in seconds since epoch. */
  savePicture(
    member: Member,
    conversation: string,
    mediaId: string,
    bytes: Uint8Array,
    expiresAt: number,
  ): Promise<void>;
  /** Deletes all that was said, sent and chosen; what was used stays counted. */
  erase(member: Member): Promise<void>;
}

/** Files that members sent. */
export interface MediaSource {
  /**
   * @param maxBytes what has more is not fetched to its end
   * @throws MediaError if WeCom no longer has it, or it has too many bytes; SendError if WeCom can't be asked now
   */
  get(app: string, mediaId: string, maxBytes: number): Promise<Uint8Array>;
}

/** Files on their way to a member: those of a message's parts that are not text. */
export interface Attachments {
  /** Keeps it until the message is done, or can come no more. */
  keep(place: AttachmentPlace, bytes: Uint8Array): Promise<void>;
  find(place: AttachmentPlace): Promise<Uint8Array | undefined>;
  /** Where WeCom has it, if it was uploaded. */
  uploadOf(place: AttachmentPlace): Promise<Upload | undefined>;
  noteUpload(place: AttachmentPlace, upload: Upload): Promise<void>;
  remove(place: AttachmentPlace): Promise<void>;
}

/** Names a file of a message. */
export interface AttachmentPlace {
  readonly app: string;
  /** Id of the message. */
  readonly id: string;
  /** Which of its files. */
  readonly name: string;
}

/** A file that WeCom keeps for three days. */
export interface Upload {
  readonly mediaId: string;
  /** Milliseconds since epoch. */
  readonly at: number;
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

/** Why a file of a member's can't be used; each has a sentence for the member. */
export type MediaFailure =
  /** WeCom no longer has it: it keeps files for three days. */
  | 'expired'
  /** It has more bytes than are taken. */
  | 'too-large'
  /** The voice is longer than a minute. */
  | 'too-long'
  /** It is not what it says it is, or broken. */
  | 'malformed'
  /** Nothing that the bot can read. */
  | 'unreadable';

/** A file that a member sent can't be used. */
export class MediaError extends Error {
  readonly code: string;
  /** @param because what an admin may read of it */
  constructor(
    readonly failure: MediaFailure,
    because: string,
  ) {
    super(`A member's file can't be used: ${because}. The member is told, and can send another.`);
    this.code = `MEDIA_${failure.toUpperCase().replaceAll('-', '_')}`;
  }
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

/** What keeps an app from answering, if anything does. */
export interface AppStatus {
  readonly block?: Block;
  readonly pause?: Pause;
}

/** Whether apps may send. Setting a block is ordered by when the call that showed it began. */
export interface AppStatuses {
  statusOf(app: string): Promise<AppStatus>;
  /** @param began when the refused call began; ms since epoch. @returns whether that was news */
  setBlocked(app: string, block: Block, began: number): Promise<boolean>;
}

/** When callbacks last came, for the doctor. */
export interface Arrivals {
  /** Never rejects. @param at when the queue took it; ms since epoch */
  note(app: string, kind: 'message' | 'event', at: number): Promise<void>;
}

/** What came of a message. */
export type Outcome =
  | 'answered'
  /** The answer ends in the middle: the model failed, and was asked as often as it may be. */
  | 'broken-off'
  /** A picture was drawn by command. */
  | 'drawn'
  | 'new-conversation'
  | 'help'
  /** A member looked at the models, or chose one; and so on. */
  | 'model'
  | 'persona'
  | 'voice'
  | 'usage'
  | 'export'
  | 'who-am-i'
  | 'unknown-command'
  | 'welcomed'
  | 'left'
  /** Voice in which no words were understood. */
  | 'not-understood'
  | 'unsupported'
  /** A sentence why there is no answer. */
  | 'apologised'
  /** A sentence, after too many attempts; the message is kept in the dead-letter queue. */
  | 'given-up'
  /** WeCom delivers nothing to this member; the message is kept in the dead-letter queue. */
  | 'unreachable';

/** What stands at the end of an answer, once nothing of it changes any more. */
export interface Conclusion {
  readonly outcome: Outcome;
  /** What the turn adds to a later request. */
  readonly tokens: number;
  readonly usage: ModelUsage;
  /** Which model was asked. */
  readonly model?: string;
  /** How long the model took for it; ms. */
  readonly modelMs?: number;
  /** How often each tool was used. */
  readonly tools?: Readonly<Record<string, number>>;
  /** What the member chose, as it is from now on. */
  readonly choices?: Choices;
  /** Code of the failure, where there was one. */
  readonly failure?: string;
}

/** One message in the hands of one worker, and what has become of it so far. */
export interface DeliveryRecord {
  readonly app: string;
  /** Id of the message. */
  readonly id: string;
  /** Which lease this is: a worker whose lease was lost can record nothing. */
  readonly epoch: number;
  /** How often it was taken, this time included; waiting does not count. */
  readonly attempts: number;
  /** How often the model was asked. */
  readonly asks: number;
  /** When it was first taken; ms since epoch. */
  readonly receivedAt: number;
  /** When it first had to wait for the model; ms since epoch. */
  readonly modelWaitSince?: number;
  /** Fixed at the first lease, so that a retry writes the same turn. */
  readonly place: TurnPlace;
  /** What is committed: it never changes, and more may follow while there is no conclusion. */
  readonly parts: readonly Part[];
  /** When parts were committed last; ms since epoch. */
  readonly committedAt: number;
  /** How many parts WeCom has certainly taken. */
  readonly sent: number;
  /** When it took the first; ms since epoch. */
  readonly firstSentAt?: number;
  /** Whether the member was sent a sign of life. */
  readonly gaveSignOfLife: boolean;
  /** What was understood of a voice message. */
  readonly understood?: string;
  /** How often it was put back after it was done; absent: never. */
  readonly reopened?: number;
  /** There once all parts are committed. */
  readonly conclusion?: Conclusion;
}

/** What a worker may do with a message that was handed to it. */
export type Lease =
  /** It is this worker's until the lease ends. */
  | { readonly state: 'leased'; readonly record: DeliveryRecord }
  /** Everything was done before: nothing is left to do. */
  | { readonly state: 'done' }
  /** Another worker has it: it must come again later. */
  | { readonly state: 'taken' };

/**
 * Delivery records. Every write but the first rejects if the lease was lost to another worker, and may be repeated: a
 * write whose answer was lost counts as made. Each returns the record as it is then.
 */
export interface Deliveries {
  /**
   * Write 1. Takes the message, unless it is done or taken.
   * @param until end of the lease, ms since epoch
   * @param place where its turn stands, if this is the first lease
   */
  lease(app: string, id: string, until: number, place: TurnPlace): Promise<Lease>;
  /** Holds the lease until then; ms since epoch. */
  renew(record: DeliveryRecord, until: number): Promise<void>;
  /** Write 2: counts a question to the model before it is asked. */
  asking(record: DeliveryRecord): Promise<DeliveryRecord>;
  /** Write 3: commits one more part before it is sent. */
  commit(record: DeliveryRecord, part: Part): Promise<DeliveryRecord>;
  /** Write 4: one more part is sent, right after WeCom took it. */
  sent(record: DeliveryRecord): Promise<DeliveryRecord>;
  /** Write 5: commits what remains, and that nothing more comes. */
  answered(record: DeliveryRecord, rest: readonly Part[], conclusion: Conclusion): Promise<DeliveryRecord>;
  /** Instead of write 5, or after it: drops what is not sent and puts these words in its place. */
  giveUp(record: DeliveryRecord, apology: readonly Part[], conclusion: Conclusion): Promise<DeliveryRecord>;
  /** Fixes what was understood of a voice message, so that a retry answers the same. */
  understood(record: DeliveryRecord, text: string): Promise<DeliveryRecord>;
  /** Claims the one sign of life, before it is sent. @returns undefined if it was claimed before */
  claimSignOfLife(record: DeliveryRecord): Promise<DeliveryRecord | undefined>;
  /** Write 7: marks the message done, and removes what was said: it is in the turn. */
  done(record: DeliveryRecord): Promise<void>;
  /** Write 8: gives the lease back. */
  release(record: DeliveryRecord, giveBack: GiveBack): Promise<void>;
}

/** What a wait is not to be counted as. */
export interface GiveBack {
  readonly attempt: boolean;
  /** The model was not paid, as it refused to begin. */
  readonly ask: boolean;
  /** Since when the message waits for the model, if it does; the first such time stays. Ms since epoch. */
  readonly modelWaitSince?: number;
}

/** When a member was sent something in the last minute. */
export interface Paces {
  /**
   * Takes one of the member's sends, before it is made.
   * @returns when the next is free if none is now; ms since epoch
   */
  take(member: Member): Promise<number | undefined>;
}

/** What each member used on each day, each message counted once. */
export interface UsageCounts {
  count(member: Member, id: string, at: number, usage: ModelUsage): Promise<void>;
  /** What the member used on the day of `now` and in its month, as far as it is counted. @param now ms since epoch */
  used(member: Member, now: number): Promise<{ readonly day: Used; readonly month: Used }>;
}

/** What a member used. */
export interface Used {
  readonly messages: number;
  /** Read and written by the model. */
  readonly tokens: number;
}

/** The company's own records. A record is kept until it is in the log; adding the same again changes nothing. */
export interface Audit {
  add(record: AuditRecord): Promise<void>;
  /** Adds it unless a record with this id was added so before; kept in mind for 35 days. */
  addOnce(record: AuditRecord): Promise<void>;
  /** Puts what was added into the log. Never rejects: what is not there then is put there later. */
  ship(record: AuditRecord): Promise<void>;
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
