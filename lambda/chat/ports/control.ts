import type { Member } from './memory';

/** Who WeCom says that a member is. What it says is at most some minutes old. */
export interface Groups {
  /**
   * @returns whether the member is in one of these departments, or in one below it, or has one of these tags
   * @throws SendError if WeCom can't be asked now
   */
  isAmong(
    member: Member,
    groups: { departments: readonly number[]; tags: readonly number[] },
  ): Promise<boolean>;
}

/** What a member may use on a day; absent: any number. */
export interface Limits {
  readonly messages?: number;
  readonly tokens?: number;
}

/** One message, as it is counted: all of it is fixed by the message's record. */
export interface Counted {
  /** Id of the message. */
  readonly id: string;
  /** When it was first taken; ms since epoch. Tells a message that was put back from its first time. */
  readonly at: number;
  /** The day on which it counts, by the company's clock: `2026-11-26`. */
  readonly date: string;
}

/** Whether the model may be asked about a message. */
export type Admission =
  | { readonly isAdmitted: true; /** Of the day, this message included. */ readonly used: Used }
  | { readonly isAdmitted: false; /** Which limit is reached. */ readonly by: keyof Limits };

/** What a message took. */
export interface Spent {
  /** Read and written by the model. */
  readonly tokens: number;
  /** US dollars. */
  readonly cost: number;
}

/** What is said to a member once a day at most. */
export type DailyWord = 'outside' | 'near-limit';

/** What members use: each message is counted once, however often it is retried, and however many count at once. */
export interface UsageCounts {
  /** Counts a message before the model is asked. A message that was admitted stays so. */
  admit(member: Member, counted: Counted, limits: Limits): Promise<Admission>;
  /** Adds what a message took, once. */
  settle(member: Member, counted: Counted, spent: Spent): Promise<void>;
  /** A message was not answered: if it was counted, it is no longer. */
  takeBack(member: Member, counted: Counted): Promise<void>;
  /** What the member used on a day and in its month. @param date `2026-11-26` */
  used(member: Member, date: string): Promise<{ readonly day: Used; readonly month: Used }>;
  /** Whether this message is the one that may say it on this day: true again when it is retried. */
  mayTell(member: Member, counted: Counted, word: DailyWord): Promise<boolean>;
}

/** What a member, or all of them, used. */
export interface Used {
  /** Answered by the model. */
  readonly messages: number;
  /** Read and written by the model. */
  readonly tokens: number;
  /** US dollars. */
  readonly cost: number;
}

/** What all members of an app used together, but for what is being answered. */
export interface Spendings {
  /** @param period a day, `2026-11-26`, or a month, `2026-11` */
  spent(app: string, period: string): Promise<Used>;
}

/** How the stack is. */
export interface Health {
  /** How many messages wait or are being answered, and how many were given up. */
  queues(): Promise<{ readonly waiting: number; readonly deadLetters: number }>;
}

/** What an admin has set for a member. */
export interface MemberControl {
  /** The member may not use the app. */
  readonly blocked?: { readonly by: string; /** Ms since epoch. */ readonly at: number };
  /** More than the limits, on this day alone. */
  readonly raised?: { readonly date: string; readonly messages: number; readonly tokens: number };
}

/** What admins set for members. Repeating a change with the same id changes nothing. */
export interface Controls {
  controlOf(member: Member): Promise<MemberControl>;
  /** @param by userid of the admin */
  block(member: Member, by: string, at: number): Promise<void>;
  unblock(member: Member): Promise<void>;
  /** @param id of the message that says so */
  raise(member: Member, date: string, more: { messages: number; tokens: number }, id: string): Promise<void>;
}

/** What the provider's moderation says of a text. */
export interface Moderator {
  /**
   * @param deadline ms since epoch
   * @returns the categories for which it is flagged; none: it is not
   * @throws ModelError
   */
  flags(model: string, text: string, deadline: number): Promise<readonly string[]>;
}

/** What an admin has to confirm before it is done. */
export interface Confirmations {
  /** Takes the place of what that admin had yet to confirm. @param until ms since epoch */
  propose(admin: Member, action: ManagingAction, until: number): Promise<void>;
  /**
   * What the admin has to confirm, for the one message that does.
   * @param id of that message; true again when it is retried
   */
  take(admin: Member, id: string): Promise<ManagingAction | undefined>;
}

/** What an admin can do in the chat that changes something. */
export type ManagingAction =
  | { readonly name: 'block' | 'unblock'; readonly target: string }
  | { readonly name: 'raise'; readonly target: string; readonly messages: number; readonly tokens: number }
  | { readonly name: 'pause' | 'resume' }
  | { readonly name: 'use-model'; readonly model: string }
  | { readonly name: 'notify'; readonly text: string };
