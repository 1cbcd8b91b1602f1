import { ByteReader } from '../byte-reader';
import { demandArea, larger, type Size } from './size';

const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;
/** Between C0 and CF, where frames begin, these are tables. */
const TABLES = [0xc4, 0xc8, 0xcc];

/**
 * JPEG by its segments, up to the marker that ends it. A small picture inside EXIF is part of a segment and stepped
 * over. What phones put behind the end, such as a short film, does not count.
 * @throws MediaError `malformed`
 */
export function measureJpeg(bytes: Uint8Array): Size {
  const file = new ByteReader(bytes, 'JPEG');
  let size: Size = { width: 0, height: 0 };
  let hasPixels = false;
  for (let at = 2; ;) {
    if (file.byte(at) !== 0xff) throw file.malformed('has no marker where one must be');
    const marker = file.byte(at + 1);
    at += marker === 0xff ? 1 : 2;
    if (marker === END) break;
    if (marker === START || marker === 0) throw file.malformed('has a marker where none may be');
    if (isAlone(marker)) continue;
    const length = file.uint16Big(at);
    if (length < 2) throw file.malformed('has a segment that is too short');
    file.view(at, length);
    if (isFrame(marker)) size = larger(size, frameAt(file, at));
    at += length;
    if (marker !== SCAN) continue;
    hasPixels = true;
    at = endOfScan(file, bytes, at);
  }
  if (!hasPixels) throw file.malformed('has no pixels');
  return demandArea(file, size);
}

/** Restarts, and bytes that only fill: nothing belongs to them. */
function isAlone(marker: number): boolean {
  return marker === 0xff || marker === 0x01 || isRestart(marker);
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7;
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && !TABLES.includes(marker);
}

function frameAt(file: ByteReader, at: number): Size {
  return { height: file.uint16Big(at + 3), width: file.uint16Big(at + 5) };
}

/** Where the next marker is: among pixels, FF is followed by 00. */
function endOfScan(file: ByteReader, bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const marker = file.byte(at + 1);
    if (marker !== 0 && marker !== 0xff && !isRestart(marker)) return at;
  }
  throw file.malformed('is cut off');
}
