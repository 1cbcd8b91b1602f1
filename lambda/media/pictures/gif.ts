import { ByteReader } from '../byte-reader';
import { demandArea, larger, type Size } from './size';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const END = 0x3b;
const SCREEN_BYTES = 13;
const IMAGE_BYTES = 10;

/** GIF by its blocks, up to the one that ends it, if there is one. @throws MediaError `malformed` */
export function measureGif(bytes: Uint8Array): Size {
  const file = new ByteReader(bytes, 'GIF');
  let size: Size = { width: file.uint16(6), height: file.uint16(8) };
  let hasPixels = false;
  for (let at = SCREEN_BYTES + coloursAt(file, 10); ;) {
    // Some programs leave the end out.
    if (hasPixels && at === file.length) break;
    const block = file.byte(at);
    if (block === END) break;
    if (block === EXTENSION) {
      at = endOfData(file, at + 2);
    } else if (block === IMAGE) {
      hasPixels = true;
      size = larger(size, imageAt(file, at));
      at = endOfData(file, at + IMAGE_BYTES + coloursAt(file, at + 9) + 1);
    } else {
      throw file.malformed('has a block of no known kind');
    }
  }
  if (!hasPixels) throw file.malformed('has no pixels');
  return demandArea(file, size);
}

/** Bytes of the table of colours that these flags announce. */
function coloursAt(file: ByteReader, flagsAt: number): number {
  const flags = file.byte(flagsAt);
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** How far an image reaches. */
function imageAt(file: ByteReader, at: number): Size {
  return {
    width: file.uint16(at + 1) + file.uint16(at + 5),
    height: file.uint16(at + 3) + file.uint16(at + 7),
  };
}

/** Data comes in pieces, each with its length before it; the last is empty. */
function endOfData(file: ByteReader, from: number): number {
  let at = from;
  while (file.byte(at) > 0) at += 1 + file.byte(at);
  return at + 1;
}
