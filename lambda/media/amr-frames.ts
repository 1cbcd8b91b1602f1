import { MediaError } from '../chat/ports';
import { startsWith } from './byte-reader';

/** What an AMR file holds, by its frames. */
export interface AmrFrames {
  /** Narrow-band with 8 kHz, or wide-band with 16 kHz. */
  readonly kind: 'nb' | 'wb';
  /** How many frames. */
  readonly count: number;
  /** Milliseconds. */
  readonly durationMs: number;
}

/** How long a frame lasts; ms. */
const FRAME_MS = 20;
/** A minute, as WeCom records it, and a little over. */
const MAX_FRAMES = 62_000 / FRAME_MS;

/**
 * Bytes of a frame with its first byte, by its type (RFC 4867 §5.3 with 3GPP TS 26.101 and 26.201); 0: reserved.
 * Of narrow-band, the types for SID of other codecs are left out too: no phone records them.
 */
const KINDS = [
  { kind: 'nb', magic: '#!AMR\n', sizes: [13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1] },
  { kind: 'wb', magic: '#!AMR-WB\n', sizes: [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1] },
] as const;

/** Whether this calls itself AMR. */
export function isAmr(bytes: Uint8Array): boolean {
  return startsWith(bytes, '#!AMR');
}

/**
 * Counts the frames without decoding them. A frame of one byte becomes 160 samples, so that 2 MB of them would take
 * gigabytes to decode: the size of a file does not say what it costs.
 *
 * A last frame that is cut off is not counted, and the decoder leaves it out: the recording stopped within it, and all
 * that was said before is there.
 * @throws MediaError `malformed` if it is not AMR, `too-long` above 62 s
 */
export function amrFrames(bytes: Uint8Array): AmrFrames {
  const format = KINDS.find(({ magic }) => startsWith(bytes, magic));
  if (!format) throw new MediaError('malformed', 'it does not begin as AMR does');
  let count = 0;
  for (let at = format.magic.length; at < bytes.length;) {
    if (count === MAX_FRAMES) throw new MediaError('too-long', 'the AMR lasts longer than 62 s');
    const size = format.sizes[((bytes[at] ?? 0) >> 3) & 15] ?? 0;
    if (size === 0) throw new MediaError('malformed', 'the AMR has a frame of a reserved type');
    at += size;
    if (at <= bytes.length) count += 1;
  }
  if (count === 0) throw new MediaError('malformed', 'the AMR has no whole frame');
  return { kind: format.kind, count, durationMs: count * FRAME_MS };
}
