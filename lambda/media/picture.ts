import { MediaError, type Picture } from '../chat/ports';
import { startsWith } from './byte-reader';
import { measureGif } from './pictures/gif';
import { measureJpeg } from './pictures/jpeg';
import { measurePng } from './pictures/png';
import type { Size } from './pictures/size';
import { measureWebp } from './pictures/webp';

/** Pixels of the longer side. */
const MAX_SIDE = 12_000;
/** A photo has 12 to 50 million. */
const MAX_PIXELS = 60_000_000;

interface Format {
  readonly type: Picture['type'];
  readonly begins: (bytes: Uint8Array) => boolean;
  /** Reads the whole file's structure, without decoding what it shows. */
  readonly measure: (bytes: Uint8Array) => Size;
}

const FORMATS: readonly Format[] = [
  { type: 'image/jpeg', begins: (bytes) => startsWith(bytes, '\xff\xd8\xff'), measure: measureJpeg },
  { type: 'image/png', begins: (bytes) => startsWith(bytes, '\x89PNG\r\n\x1a\n'), measure: measurePng },
  {
    type: 'image/gif',
    begins: (bytes) => startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a'),
    measure: measureGif,
  },
  {
    type: 'image/webp',
    begins: (bytes) => startsWith(bytes, 'RIFF') && startsWith(bytes.subarray(8), 'WEBP'),
    measure: measureWebp,
  },
];

/** What a picture is, by its first bytes; undefined if it is none that a model is shown. */
export function pictureTypeOf(bytes: Uint8Array): Picture['type'] | undefined {
  return formatOf(bytes)?.type;
}

/**
 * A picture's size in pixels.
 * @throws MediaError `malformed` if it is broken or not whole, `unreadable` if it is another kind of file
 */
export function sizeOf(bytes: Uint8Array): Size {
  return demandFormat(bytes).measure(bytes);
}

/**
 * A picture that may be shown to a model.
 * @throws MediaError as `sizeOf`, and `too-large` above 12,000 pixels a side or 60 million: a few bytes can say that
 *   there are more than anybody has memory for
 */
export function demandPicture(bytes: Uint8Array): Picture {
  const { type, measure } = demandFormat(bytes);
  const { width, height } = measure(bytes);
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
    throw new MediaError('too-large', `the picture has ${width} × ${height} pixels`);
  }
  return { bytes, type };
}

function demandFormat(bytes: Uint8Array): Format {
  const format = formatOf(bytes);
  if (!format) throw new MediaError('unreadable', 'the picture is not JPEG, PNG, GIF or WebP');
  return format;
}

function formatOf(bytes: Uint8Array): Format | undefined {
  return FORMATS.find(({ begins }) => begins(bytes));
}
