import type { ByteReader } from './byte-reader';

/** A piece of a RIFF file, as WAV and WebP are. */
export interface RiffChunk {
  /** Four characters. */
  readonly name: string;
  /** Where what it holds begins; bytes. */
  readonly at: number;
  /** Bytes. */
  readonly length: number;
}

/** The length that stands in a file whose writer did not know yet how long it becomes, as in sound that is streamed. */
const UNKNOWN = 0xffffffff;

/** The pieces of a RIFF file, in order. @throws MediaError `malformed` if one is longer than the file */
export function* riffChunks(file: ByteReader): Generator<RiffChunk> {
  const end = 8 + lengthAt(file, 4, file.length);
  for (let at = 12; at + 8 <= end;) {
    const length = lengthAt(file, at + 4, end);
    yield { name: file.name(at), at: at + 8, length };
    // A piece of odd length is filled up with a byte.
    at += 8 + length + (length % 2);
  }
}

/** The length that stands there, for what follows it and may not go beyond `end`. */
function lengthAt(file: ByteReader, at: number, end: number): number {
  const length = file.uint32(at);
  if (length === UNKNOWN) return end - at - 4;
  if (at + 4 + length > end) throw file.malformed('is cut off');
  return length;
}
