/** What a member is told by the callback, which has no room for the rest. */
export interface WaitingTexts {
  /** Told by the callback while an operator has paused the app. `isKept`: a message of the member's waits. */
  readonly paused: (isKept: boolean) => string;
  /** Told by the callback while WeCom refuses the app. */
  readonly blocked: BlockedTexts;
}

/** Why a member gets no answer yet. `isKept`: a message of theirs waits; else they have only opened the app. */
export interface BlockedTexts {
  /** An admin has to add this address to 企业可信IP. */
  readonly untrustedAddress: (address: string, isKept: boolean) => string;
  /** Any other of WeCom's codes. */
  readonly other: (errcode: number, isKept: boolean) => string;
}
