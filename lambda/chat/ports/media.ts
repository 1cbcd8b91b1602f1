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
