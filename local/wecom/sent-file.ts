import { ControlError } from '../control-input';
import type { MediaKind, MediaStore } from './media-store';
import { plain } from './shapes';

/** A file that a member sends, read from a control request. */
export interface SentFile {
  readonly kind: MediaKind;
  readonly filename: string;
  readonly bytes: Buffer;
}

/** What takes the place of a MediaId until the file is kept. */
const TO_COME = 'to come';

const FILENAMES: Record<MediaKind, string> = {
  image: 'image.jpg',
  voice: 'voice.amr',
  video: 'video.mp4',
  file: 'file',
};

/** One white dot, the picture of every video. */
const THUMBNAIL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4AWP4//8/AAX+Av4fbPrrAAAAAElFTkSuQmCC',
  'base64',
);

/**
 * Takes `"file"` (base64) out of a message's fields, and fills in what WeCom would: MediaId, and PicUrl, Format, ThumbMediaId.
 * The bytes may be anything, so that what is no picture, or a hostile one, can be sent too.
 * @throws ControlError if it is no base64, or the message's kind has no file
 */
export function takeFile(
  msgtype: string,
  given: Record<string, unknown>,
): { file?: SentFile; fields: Record<string, unknown> } {
  const { file, ...fields } = given;
  if (file === undefined) return { fields };
  if (!isMediaKind(msgtype)) throw new ControlError(400, `${msgtype} has no field "file"`);
  const bytes = typeof file === 'string' ? Buffer.from(file, 'base64') : Buffer.alloc(0);
  if (bytes.length === 0) throw new ControlError(400, '"file" must be base64, and not empty');
  const names = new Set(Object.keys(fields).map(plain));
  if (names.has('mediaid') || names.has('thumbmediaid'))
    throw new ControlError(400, 'Give "file" or the media ids, not both');
  const filename = Object.entries(fields).find(([name]) => plain(name) === 'filename')?.[1];
  const missing = {
    image: { PicUrl: 'https://picture.invalid/0' },
    voice: { Format: 'amr' },
    video: { ThumbMediaId: TO_COME },
    file: { FileName: FILENAMES.file },
  }[msgtype];
  const filledIn = Object.entries({ ...missing, MediaId: TO_COME }).filter(
    ([name]) => !names.has(plain(name)),
  );
  return {
    file: { kind: msgtype, bytes, filename: typeof filename === 'string' ? filename : FILENAMES[msgtype] },
    fields: { ...fields, ...Object.fromEntries(filledIn) },
  };
}

/** Keeps the file for media/get. @returns its MediaId, and a ThumbMediaId for a video */
export function keepFile(
  { kind, filename, bytes }: SentFile,
  media: MediaStore,
  now: number,
): Record<string, string> {
  const { id } = media.add(kind, filename, bytes, now);
  if (kind !== 'video') return { MediaId: id };
  return { MediaId: id, ThumbMediaId: media.add('image', 'thumbnail.png', THUMBNAIL, now).id };
}

function isMediaKind(msgtype: string): msgtype is MediaKind {
  return Object.hasOwn(FILENAMES, msgtype);
}
