import { createHash } from 'node:crypto';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';

type Colour = readonly [red: number, green: number, blue: number];

const RED: Colour = [204, 51, 0];

/** A PNG of one colour, or of noise, which does not shrink. */
export function pngOf(width: number, height: number, colour: Colour | 'noise' = RED): Buffer {
  const picture = new PNG({ width, height });
  picture.data = pixelsOf(width, height, colour);
  return PNG.sync.write(picture);
}

/** A JPEG of one colour, which it changes a little. */
export function jpegOf(width: number, height: number, colour: Colour = RED): Buffer {
  return jpeg.encode({ data: pixelsOf(width, height, colour), width, height }, 90).data;
}

/** The average of all pixels of a JPEG. */
export function averageColourOf(file: Buffer): Colour {
  const { data } = jpeg.decode(file, { useTArray: true });
  const sums = [0, 0, 0];
  for (let at = 0; at < data.length; at += 4) {
    for (const channel of [0, 1, 2]) sums[channel] = (sums[channel] ?? 0) + (data[at + channel] ?? 0);
  }
  const [red = 0, green = 0, blue = 0] = sums.map((sum) => Math.round((sum * 4) / data.length));
  return [red, green, blue];
}

function pixelsOf(width: number, height: number, colour: Colour | 'noise'): Buffer {
  const count = width * height;
  if (colour !== 'noise') return Buffer.alloc(count * 4, Buffer.from([...colour, 255]));
  const hashes = Array.from({ length: Math.ceil(count / 8) }, (_, index) =>
    createHash('sha256').update(String(index)).digest(),
  );
  return Buffer.concat(hashes).subarray(0, count * 4);
}
