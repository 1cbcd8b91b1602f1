import { ByteReader } from '../byte-reader';
import { demandArea, type Size } from './size';

const HEADER_BYTES = 13;
/** What stands around a piece's data: length and name before, checksum behind. */
const AROUND = 12;

/** PNG by its pieces, up to the one that ends it; checksums are left to who decodes it. @throws MediaError `malformed` */
export function measurePng(bytes: Uint8Array): Size {
  const file = new ByteReader(bytes, 'PNG');
  if (file.uint32Big(8) !== HEADER_BYTES || file.name(12) !== 'IHDR') throw file.malformed('has no header');
  const size = { width: file.uint32Big(16), height: file.uint32Big(20) };
  let hasPixels = false;
  for (let at = 8; ; at += AROUND + file.uint32Big(at)) {
    const name = file.name(at + 4);
    file.view(at, AROUND + file.uint32Big(at));
    if (name === 'IDAT') hasPixels = true;
    if (name === 'IEND') break;
  }
  if (!hasPixels) throw file.malformed('has no pixels');
  return demandArea(file, size);
}
