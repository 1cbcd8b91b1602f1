import { createHash } from 'node:crypto';
import { encode as encodeJpeg } from 'jpeg-js';
import { PNG } from 'pngjs';

/** What the stand-in can paint. */
export type PaintFormat = 'png' | 'jpeg';

const OPAQUE = 0xff;

/** The colour of the picture for a prompt, `#rrggbb`: the first three bytes of the prompt's SHA-256. */
export function colourOf(prompt: string): string {
  return `#${createHash('sha256').update(prompt).digest('hex').slice(0, 6)}`;
}

/**
 * Paints the picture for a prompt: its colour all over, but for the four corners, which have the opposite colour.
 * @param quality of a JPEG, 0 to 100
 */
export function paint(
  prompt: string,
  width: number,
  height: number,
  format: PaintFormat,
  quality = 100,
): Buffer {
  const colour = Buffer.from(colourOf(prompt).slice(1), 'hex');
  const data = Buffer.alloc(width * height * 4, Buffer.from([...colour, OPAQUE]));
  const opposite = Buffer.from([...colour.map((channel) => OPAQUE - channel), OPAQUE]);
  for (const pixel of [0, width - 1, width * (height - 1), width * height - 1]) data.set(opposite, pixel * 4);
  if (format === 'jpeg') return encodeJpeg({ width, height, data }, Math.max(1, quality)).data;
  const png = new PNG({ width, height });
  png.data = data;
  // Trying out each filter on each line takes ten times as long.
  return PNG.sync.write(png, { filterType: 0 });
}
