import { MediaError } from '../chat/ports';
import { ByteReader, startsWith } from './byte-reader';
import { riffChunks } from './riff';

/** Sound of one channel. */
export interface Sound {
  readonly samples: Int16Array;
  /** Samples a second. */
  readonly rate: number;
}

interface Format {
  readonly channels: number;
  readonly rate: number;
  readonly encoding: Encoding;
}

/** How a sample is written. */
interface Encoding {
  readonly bytes: number;
  /** As 16-bit PCM. */
  readonly sampleAt: (view: DataView, at: number) => number;
}

const HEADER_BYTES = 44;
const PCM = 1;
/** What is in the file stands in a longer header. */
const EXTENSIBLE = 0xfffe;
/** A minute, as WeCom records it, and a little over. */
const MAX_SECONDS = 62;
const MIN_RATE = 8000;
const MAX_RATE = 48_000;

/** By the code of the format and the bits of a sample. */
const ENCODINGS = new Map<string, Encoding>([
  ['1/8', { bytes: 1, sampleAt: (view, at) => (view.getUint8(at) - 128) * 256 }],
  ['1/16', { bytes: 2, sampleAt: (view, at) => view.getInt16(at, true) }],
  ['3/32', { bytes: 4, sampleAt: (view, at) => sampleOf(view.getFloat32(at, true)) }],
]);

/** A sample that is between -1 and 1, as 16-bit PCM; what is louder is clipped, and what is no number is silence. */
export function sampleOf(value: number): number {
  return Math.round(Math.min(1, Math.max(-1, value || 0)) * 32_767);
}

/** Whether this calls itself WAV. */
export function isWav(bytes: Uint8Array): boolean {
  return startsWith(bytes, 'RIFF') && startsWith(bytes.subarray(8), 'WAVE');
}

/** 16-bit PCM. */
export function writeWav({ samples, rate }: Sound): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const names = new TextEncoder();
  names.encodeInto('RIFF', bytes);
  names.encodeInto('WAVEfmt ', bytes.subarray(8));
  names.encodeInto('data', bytes.subarray(36));
  view.setUint32(4, bytes.length - 8, true);
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, index) => view.setInt16(HEADER_BYTES + index * 2, sample, true));
  return bytes;
}

/**
 * Reads PCM of 8 or 16 bits, or floats of 32; two channels become one. A piece of a sample at the end is left out.
 * @throws MediaError `malformed`, `unreadable` if it is in another format, `too-long` above 62 s
 */
export function readWav(bytes: Uint8Array): Sound {
  const file = new ByteReader(bytes, 'WAV');
  if (!isWav(bytes)) throw file.malformed('does not begin as one does');
  let format: Format | undefined;
  for (const { name, at, length } of riffChunks(file)) {
    if (name === 'fmt ') format = formatAt(file, at, length);
    if (name !== 'data') continue;
    if (!format) throw file.malformed('does not say what its sound is');
    return soundIn(file, at, length, format);
  }
  throw file.malformed('has no sound');
}

function formatAt(file: ByteReader, at: number, length: number): Format {
  const code = file.uint16(at);
  const channels = file.uint16(at + 2);
  const rate = file.uint32(at + 4);
  const bits = file.uint16(at + 14);
  if (code === EXTENSIBLE && length < 40) throw file.malformed('has a header that is too short');
  const encoding = ENCODINGS.get(`${code === EXTENSIBLE ? file.uint16(at + 24) : code}/${bits}`);
  if (!encoding || channels < 1 || channels > 2 || rate < MIN_RATE || rate > MAX_RATE) {
    throw new MediaError('unreadable', `a WAV of this kind: ${code}, ${bits} bits, ${channels} × ${rate} Hz`);
  }
  if (file.uint16(at + 12) !== encoding.bytes * channels) throw file.malformed('contradicts itself');
  return { channels, rate, encoding };
}

function soundIn(
  file: ByteReader,
  at: number,
  length: number,
  { channels, rate, encoding: { bytes, sampleAt } }: Format,
): Sound {
  const count = Math.floor(length / (bytes * channels));
  if (count === 0) throw file.malformed('has no sound');
  if (count > MAX_SECONDS * rate) throw new MediaError('too-long', 'the WAV lasts longer than 62 s');
  const view = file.view(at, length);
  const samples = new Int16Array(count);
  for (let index = 0; index < count; index += 1) {
    const first = index * channels * bytes;
    // Of one channel, this is the same twice.
    const last = first + (channels - 1) * bytes;
    samples[index] = Math.round((sampleAt(view, first) + sampleAt(view, last)) / 2);
  }
  return { samples, rate };
}
