import { MediaError } from '../chat/ports';

/** Reads a file's bytes to judge it: reading beyond its end throws MediaError `malformed`. */
export class ByteReader {
  private readonly all: DataView;

  /** @param kind what the file is, for the error: `PNG` */
  constructor(
    bytes: Uint8Array,
    private readonly kind: string,
  ) {
    this.all = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Bytes. */
  get length(): number {
    return this.all.byteLength;
  }

  byte(at: number): number {
    return this.view(at, 1).getUint8(0);
  }

  /** Little-endian. */
  uint16(at: number): number {
    return this.view(at, 2).getUint16(0, true);
  }

  /** Big-endian. */
  uint16Big(at: number): number {
    return this.view(at, 2).getUint16(0);
  }

  /** Little-endian. */
  uint24(at: number): number {
    return this.uint16(at) + this.byte(at + 2) * 0x10000;
  }

  /** Little-endian. */
  uint32(at: number): number {
    return this.view(at, 4).getUint32(0, true);
  }

  /** Big-endian. */
  uint32Big(at: number): number {
    return this.view(at, 4).getUint32(0);
  }

  /** The four characters that name a part of many formats. */
  name(at: number): string {
    return String.fromCharCode(this.byte(at), this.byte(at + 1), this.byte(at + 2), this.byte(at + 3));
  }

  /** These bytes, none of them missing. */
  view(at: number, length: number): DataView {
    if (at + length > this.all.byteLength) throw this.malformed('is cut off');
    return new DataView(this.all.buffer, this.all.byteOffset + at, length);
  }

  /** @param how what is wrong with the file: `is cut off` */
  malformed(how: string): MediaError {
    return new MediaError('malformed', `the ${this.kind} ${how}`);
  }
}

/** Whether the file begins with these characters, each of them one byte. */
export function startsWith(bytes: Uint8Array, start: string): boolean {
  return Array.from(start).every((char, index) => bytes[index] === char.charCodeAt(0));
}
