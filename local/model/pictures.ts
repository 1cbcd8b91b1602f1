import { decode as decodeJpeg } from 'jpeg-js';
import { PNG } from 'pngjs';

/** A picture as it was measured. */
export interface Picture {
  readonly kind: 'picture';
  readonly format: 'PNG' | 'JPEG' | 'GIF' | 'WebP';
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** The average of all pixels, as `#rrggbb`; only PNG and JPEG are decoded. */
  readonly colour?: string;
}

type Measure = (bytes: Buffer) => Omit<Picture, 'kind' | 'format'>;

/** What the bytes of each format begin with. */
const FORMATS: readonly (readonly [Picture['format'], RegExp, Measure])[] = [
  ['PNG', /^\x89PNG\r\n\x1a\n/, (bytes) => withColour(PNG.sync.read(bytes))],
  // Half a photograph is to be refused, not filled up with grey.
  ['JPEG', /^\xff\xd8\xff/, (bytes) => withColour(decodeJpeg(bytes, { tolerantDecoding: false }))],
  ['GIF', /^GIF8[79]a/, (bytes) => ({ width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) })],
  ['WebP', /^RIFF[^]{4}WEBP/, webpSize],
];

/** Measures a picture by its bytes, whatever it is called. @returns undefined where it cannot be read */
export function measurePicture(bytes: Buffer): Picture | undefined {
  const beginning = bytes.toString('latin1', 0, 12);
  const [format, , measure] = FORMATS.find(([, signature]) => signature.test(beginning)) ?? [];
  if (format === undefined || measure === undefined) return;
  try {
    const measured = measure(bytes);
    return measured.width > 0 && measured.height > 0 ? { kind: 'picture', format, ...measured } : undefined;
  } catch {
    return undefined;
  }
}

/** @param image its data holds red, green, blue and alpha of one pixel after the other */
function withColour({ width, height, data }: { width: number; height: number; data: Buffer }) {
  const average = [0, 1, 2].map((channel) => {
    let sum = 0;
    for (let at = channel; at < data.length; at += 4) sum += data[at] ?? 0;
    return Math.round(sum / (data.length / 4));
  });
  return { width, height, colour: `#${Buffer.from(average).toString('hex')}` };
}

/** https://developers.google.com/speed/webp/docs/riff_container */
function webpSize(bytes: Buffer): { width: number; height: number } {
  if (bytes.readUInt32LE(4) + 8 > bytes.length) throw new RangeError('The file is cut off.');
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    default:
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  }
}
