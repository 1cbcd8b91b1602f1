import { Cards } from './cards';
import type { Directory } from './directory';
import { DuplicateCheck } from './duplicate-check';
import { Faults } from './faults';
import { TrustedIps } from './trusted-ips';
import { VisibleRange } from './visible-range';

/** A self-built app as its admin set it up. */
export interface SimulatedApp {
  name: string;
  /** Whether it is the one whose control paths need no `/apps/{name}` before them; exactly one is. */
  default: boolean;
  agentId: number;
  /** For gettoken. */
  secret: string;
  /** Signs callbacks. */
  token: string;
  /** 43 characters; encrypts callbacks. */
  encodingAesKey: string;
}

/** A message on the member's phone. */
export interface PhoneMessage {
  /** `in`: the member wrote it; `out`: it came to them. */
  readonly direction: 'in' | 'out';
  readonly msgtype: string;
  /** The text of text and markdown, the name of an event, empty otherwise. */
  readonly content: string;
  /** The other elements of the message, by WeCom's names; nested where WeCom's are. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Milliseconds since epoch. */
  readonly time: number;
  /** Events and passive replies have none. */
  readonly msgid?: string;
  /** It was the answer to a callback, not sent by message/send. */
  readonly passive?: true;
  /** WeCom cut it: a text at 2048 bytes, a title or description at its own limit. */
  readonly cut?: true;
  /** The app took it back: the phone shows that, and nothing of the message. */
  readonly recalled?: true;
}

/** One attempt to deliver a callback. */
export interface CallbackAttempt {
  readonly member: string;
  /** undefined for an event */
  readonly msgid?: string;
  /** From 1; above 1 it is a repeat. */
  readonly attempt: number;
  /** The status, or why there was none. */
  readonly outcome: string;
  /** Milliseconds since epoch, and how long it took in ms. */
  readonly time: number;
  readonly ms: number;
  /** What WeCom did with the body of the answer: nothing, shown to the member, or why not. */
  readonly passiveReply: string;
}

/** A member's chat with one app. */
export interface Member {
  /** As first seen; userids compare without regard to case. */
  readonly userid: string;
  readonly messages: PhoneMessage[];
  /** When a message was sent to them, ms since epoch, within the last hour. */
  sentAt: number[];
}

const KEPT_ATTEMPTS = 5000;

/** One app's side of the company: what the admin entered, and what went over it. */
export class App {
  /** What 保存 accepted last. */
  callbackUrl: string | undefined;
  readonly trustedIps = new TrustedIps();
  readonly visibleRange: VisibleRange;
  readonly faults = new Faults();
  /** The buttons of menu/create, as they were sent. */
  menu: readonly unknown[] | undefined;
  cards = new Cards();
  duplicates = new DuplicateCheck();
  private members = new Map<string, Member>();
  private attempts: CallbackAttempt[] = [];

  /** @throws Error if the EncodingAESKey is none, which would else come out at the first callback */
  constructor(
    readonly settings: SimulatedApp,
    directory: Directory,
  ) {
    this.visibleRange = new VisibleRange(directory);
    if (!/^[0-9A-Za-z]{43}$/.test(settings.encodingAesKey))
      throw new Error(
        `The EncodingAESKey of app "${settings.name}" must have 43 letters and digits [D91116].`,
      );
  }

  /** The member's chat; begins one with a userid that was not seen before. */
  member(userid: string): Member {
    const key = userid.toLowerCase();
    const known = this.members.get(key);
    if (known) return known;
    const member: Member = { userid, messages: [], sentAt: [] };
    this.members.set(key, member);
    return member;
  }

  /** @returns none for a userid that was not seen before */
  messagesOf(userid: string): readonly PhoneMessage[] {
    return this.members.get(userid.toLowerCase())?.messages ?? [];
  }

  knownMembers(): Member[] {
    return [...this.members.values()];
  }

  /** Changes a message that was sent on the phones of these members. @returns how many phones had it */
  changeSent(
    msgid: string,
    members: readonly Member[],
    change: (message: PhoneMessage) => PhoneMessage,
  ): number {
    let changed = 0;
    for (const { messages } of members) {
      const at = messages.findIndex((message) => message.direction === 'out' && message.msgid === msgid);
      const message = messages[at];
      if (!message) continue;
      messages[at] = change(message);
      changed++;
    }
    return changed;
  }

  isVisibleTo(userid: string): boolean {
    return this.visibleRange.hasMember(userid);
  }

  recordAttempt(attempt: CallbackAttempt): void {
    this.attempts.push(attempt);
    if (this.attempts.length > KEPT_ATTEMPTS) this.attempts.shift();
  }

  callbackAttempts(): readonly CallbackAttempt[] {
    return this.attempts;
  }

  /** Forgets members, messages and faults; keeps what the admin entered, and the menu. */
  reset(): void {
    this.members = new Map();
    this.attempts = [];
    this.cards = new Cards();
    this.duplicates = new DuplicateCheck();
    this.faults.replace([]);
  }
}
