import { randomBytes } from 'node:crypto';

/** What media/upload takes as `type` [D90253]. */
export const MEDIA_KINDS = ['image', 'voice', 'video', 'file'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

/** A file that was uploaded, or that a member sent. */
export interface Media {
  readonly id: string;
  readonly kind: MediaKind;
  readonly filename: string;
  readonly bytes: Buffer;
}

/** "media_id在三天内有效" [D90253] [D90239]. */
const LIFE_MS = 3 * 24 * 3_600_000;

/** The temporary media of the company; its apps share them [D90253]. */
export class MediaStore {
  private readonly kept = new Map<string, { media: Media; until: number }>();

  /** @param now ms */
  add(kind: MediaKind, filename: string, bytes: Buffer, now: number): Media {
    const media = { id: randomBytes(33).toString('base64url'), kind, filename, bytes };
    this.kept.set(media.id, { media, until: now + LIFE_MS });
    return media;
  }

  /** @returns undefined if there is none with this id, or its three days are over */
  find(id: string, now: number): Media | undefined {
    const found = this.kept.get(id);
    return found && found.until > now ? found.media : undefined;
  }
}
