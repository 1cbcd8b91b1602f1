import { randomUUID } from 'node:crypto';
import type { WecomApi } from './api';
import { WecomLimitError } from './errors';
import type { Limits, Payload } from './http';

/** What media/upload takes as `type` [D90253]. */
export type MediaKind = 'image' | 'voice' | 'video' | 'file';

/** A file to be sent to members. */
export interface OutgoingMedia {
  readonly kind: MediaKind;
  /** With its extension; WeCom gets it in ASCII. */
  readonly filename: string;
  readonly bytes: Buffer;
}

/** A file that WeCom keeps for three days, for all apps of the company. */
export interface UploadedMedia {
  readonly mediaId: string;
  /** Milliseconds since epoch. */
  readonly createdAt: number;
}

interface Format {
  readonly contentType: string;
  readonly begins: (bytes: Buffer) => boolean;
}

const MB = 1024 * 1024;
/** "所有文件size必须大于5个字节". */
const MIN_BYTES = 6;

const JPEG_START = Buffer.from([0xff, 0xd8, 0xff]);
const PNG_START = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** What each kind may be [D90253], told by the first bytes: WeCom looks at them too. */
const KINDS: Record<MediaKind, { maxBytes: number; formats: Readonly<Record<string, Format>> }> = {
  image: {
    maxBytes: 10 * MB,
    formats: {
      JPG: { contentType: 'image/jpeg', begins: (bytes) => startsWith(bytes, JPEG_START) },
      PNG: { contentType: 'image/png', begins: (bytes) => startsWith(bytes, PNG_START) },
    },
  },
  voice: {
    maxBytes: 2 * MB,
    // Tencent's own client names it so.
    formats: {
      AMR: { contentType: 'voice/amr', begins: (bytes) => startsWith(bytes, Buffer.from('#!AMR\n')) },
    },
  },
  video: {
    maxBytes: 10 * MB,
    formats: {
      MP4: { contentType: 'video/mp4', begins: (bytes) => bytes.toString('latin1', 4, 8) === 'ftyp' },
    },
  },
  file: {
    maxBytes: 20 * MB,
    formats: { any: { contentType: 'application/octet-stream', begins: () => true } },
  },
};

const UPLOAD_LIMITS: Limits = { timeoutMs: 60_000, maxAnswerBytes: MB };

/**
 * `media/upload` [D90253]. Voice may last 60 s; that is left to WeCom (45007).
 * @throws WecomLimitError, WecomApiError, WecomUnreachableError
 */
export async function uploadMedia(api: WecomApi, app: string, media: OutgoingMedia): Promise<UploadedMedia> {
  const call = { api: 'media/upload', query: { type: media.kind }, body: form(media, contentTypeOf(media)) };
  const answer = await api.write(app, call, { limits: UPLOAD_LIMITS });
  return { mediaId: answer.text('media_id'), createdAt: answer.number('created_at') * 1000 };
}

function contentTypeOf({ kind, bytes }: OutgoingMedia): string {
  const { maxBytes, formats } = KINDS[kind];
  if (bytes.length < MIN_BYTES || bytes.length > maxBytes) {
    throw new WecomLimitError(
      `A ${kind} of ${bytes.length} bytes is not within ${MIN_BYTES} to ${maxBytes} [D90253]`,
      'Make it fit.',
    );
  }
  const format = Object.values(formats).find(({ begins }) => begins(bytes));
  if (!format) {
    const names = Object.keys(formats).join(' or ');
    throw new WecomLimitError(`The ${kind} is not ${names} [D90253]`, 'Convert it, or send it as a file.');
  }
  return format.contentType;
}

/** The form as the document shows it; `FormData` writes no `filelength`. */
function form({ filename, bytes }: OutgoingMedia, contentType: string): Payload {
  const boundary = randomUUID();
  const head =
    `--${boundary}\r\n` +
    `Content-Disposition: form-data; name="media";filename="${asciiName(filename)}"; filelength=${bytes.length}\r\n` +
    `Content-Type: ${contentType}\r\n\r\n`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

/** As in Tencent's own client; nothing that would end the header either. */
function asciiName(filename: string): string {
  return filename.replace(/[^\w.-]+/g, '_');
}

function startsWith(bytes: Buffer, start: Buffer): boolean {
  return bytes.subarray(0, start.length).equals(start);
}
