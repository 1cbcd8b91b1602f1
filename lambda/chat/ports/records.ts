import type { AuditRecord } from '../../shared/audit-record';
import type { ModerationAction } from '../../shared/bot-config';
import type { Choices, Member, TurnPlace } from './memory';
import type { ModelUsage } from './model';
import type { Part } from './sending';

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
  /** A member looked at what is kept of them, or had the conversation deleted. */
  | 'my-data'
  | 'erased'
  /** An admin managed the bot. */
  | 'managed'
  /** Who is no admin tried to. */
  | 'not-admin'
  | 'welcomed'
  | 'left'
  /** Voice in which no words were understood. */
  | 'not-understood'
  | 'unsupported'
  /** Not one of those who may use the app. */
  | 'outside'
  /** Not at this time; not for this money; not so much on one day. */
  | 'closed'
  | 'over-budget'
  | 'limited'
  /** An admin wrote while the app is paused, whom the pause does not keep waiting. */
  | 'paused'
  /** What was asked, or would have been answered, may not be said. */
  | 'moderated'
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
  /** Of all asks that were paid. */
  readonly usage: ModelUsage;
  /** Whether something of usage and tools was not counted by a provider. */
  readonly isEstimated?: true;
  /** Which model was asked. */
  readonly model?: string;
  /** How long the model took for it; ms. */
  readonly modelMs?: number;
  /** How often each tool was used; among them `image`, a picture by command, and seconds of voice. */
  readonly tools?: Readonly<Record<string, number>>;
  /** What the member chose, as it is from now on. */
  readonly choices?: Choices;
  /** What an admin did. */
  readonly managed?: Managed;
  /** What of it may not be said was found. */
  readonly moderation?: readonly Finding[];
  /** Code of the failure, where there was one. */
  readonly failure?: string;
}

/** What an admin did, or had to confirm. */
export interface Managed {
  readonly action: string;
  /** Userid of whom it concerns, or the name of a model. */
  readonly target?: string;
  readonly detail?: string;
}

/** Something that may not be said. */
export interface Finding {
  readonly where: 'question' | 'answer';
  /** Name of the list of words, or of the provider's categories. */
  readonly by: string;
  readonly action: ModerationAction;
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
  /** How much voice a model heard for it; seconds. */
  readonly heardSeconds?: number;
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
   * @param member who sent it
   * @param until end of the lease, ms since epoch
   * @param place where its turn stands, if this is the first lease
   */
  lease(member: Member, id: string, until: number, place: TurnPlace): Promise<Lease>;
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
  /**
   * Fixes what was understood of a voice message, so that a retry answers the same.
   * @param seconds of voice that a model heard for it
   */
  understood(record: DeliveryRecord, text: string, seconds: number): Promise<DeliveryRecord>;
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

/** The company's own records. A record is kept until it is in the log; adding the same again changes nothing. */
export interface Audit {
  add(record: AuditRecord): Promise<void>;
  /** Adds it unless a record with this id was added so before; kept in mind for 35 days. */
  addOnce(record: AuditRecord): Promise<void>;
  /** Puts what was added into the log. Never rejects: what is not there then is put there later. */
  ship(record: AuditRecord): Promise<void>;
}

/** When callbacks last came, for the doctor. */
export interface Arrivals {
  /** Never rejects. @param at when the queue took it; ms since epoch */
  note(app: string, kind: 'message' | 'event', at: number): Promise<void>;
}
