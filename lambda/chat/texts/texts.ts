import type { UnsupportedKind } from '../../shared/queue-message';
import type { ModelFailure } from '../ports';

/** Everything that the bot itself says to a member, in one language. */
export interface Texts {
  readonly help: string;
  /** When a member opens the app, once in so many days. */
  readonly welcome: string;
  /** Stands under help and welcome where what is said goes into the audit log. */
  readonly contentIsRecorded: string;
  readonly newConversation: string;
  readonly unsupported: Readonly<Record<UnsupportedKind, string>>;
  readonly tooLong: string;
  /** Stands under an answer that the provider ended before it was whole. */
  readonly cutOff: string;
  /** Stands under an answer that the provider's filter ended. */
  readonly filteredOff: string;
  /** When there was no word for some seconds. */
  readonly signOfLife: string;
  /** After too many attempts. */
  readonly givenUp: string;
  /** WeCom refuses the words of the answer. */
  readonly notTaken: string;
  /** Told by the callback while an operator has paused the app. `isKept`: a message of the member's waits. */
  readonly paused: (isKept: boolean) => string;
  /** Told by the callback while WeCom refuses the app. */
  readonly blocked: BlockedTexts;
  readonly modelFailed: Readonly<Record<ModelFailure, string>>;
}

/** Why a member gets no answer yet. `isKept`: a message of theirs waits; else they have only opened the app. */
export interface BlockedTexts {
  /** An admin has to add this address to 企业可信IP. */
  readonly untrustedAddress: (address: string, isKept: boolean) => string;
  /** Any other of WeCom's codes. */
  readonly other: (errcode: number, isKept: boolean) => string;
}
