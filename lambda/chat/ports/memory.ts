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
  /** How much of what was said and sent is kept. */
  kept(member: Member): Promise<{ readonly turns: number; readonly pictures: number }>;
  /** Deletes all that was said and sent; the profile stays, and what was used stays counted. */
  erase(member: Member): Promise<void>;
}

/** Where a turn stands: fixed by the message, so that a retry writes the same item. */
export interface TurnPlace {
  readonly conversation: string;
  /** The queue's SequenceNumber. */
  readonly sequence: string;
}
