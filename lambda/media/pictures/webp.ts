import { ByteReader } from '../byte-reader';
import { riffChunks, type RiffChunk } from '../riff';
import { demandArea, larger, type Size } from './size';

/** Pieces that hold pixels: lossy, lossless, and a picture of a moving one. */
const PIXELS = ['VP8 ', 'VP8L', 'ANMF'];
const KEY_FRAME = 0x2a019d;
const LOSSLESS = 0x2f;

/** WebP by its pieces (RFC 9649). @throws MediaError `malformed` */
export function measureWebp(bytes: Uint8Array): Size {
  const file = new ByteReader(bytes, 'WebP');
  const chunks = [...riffChunks(file)];
  if (!chunks.some(({ name }) => PIXELS.includes(name))) throw file.malformed('has no pixels');
  const size = chunks.flatMap((chunk) => sizeIn(file, chunk) ?? []).reduce(larger, { width: 0, height: 0 });
  return demandArea(file, size);
}

/** What a piece says of the size, if it does. */
function sizeIn(file: ByteReader, { name, at }: RiffChunk): Size | undefined {
  switch (name) {
    case 'VP8 ':
      if (file.uint24(at + 3) !== KEY_FRAME) throw file.malformed('does not begin with a whole picture');
      return { width: file.uint16(at + 6) & 0x3fff, height: file.uint16(at + 8) & 0x3fff };
    case 'VP8L': {
      if (file.byte(at) !== LOSSLESS) throw file.malformed('has no signature');
      const bits = file.uint32(at + 1);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: file.uint24(at + 4) + 1, height: file.uint24(at + 7) + 1 };
    case 'ANMF':
      return { width: file.uint24(at + 6) + 1, height: file.uint24(at + 9) + 1 };
    default:
      return undefined;
  }
}
