import { encode as encodeJpeg } from 'jpeg-js';
import { PNG } from 'pngjs';

/** A PNG of one colour. @param colour `#rrggbb` */
export function pngOf(width: number, height: number, colour: string): Buffer {
  const png = new PNG({ width, height });
  png.data = pixels(width, height, colour);
  return PNG.sync.write(png, { filterType: 0 });
}

/** A JPEG of one colour. @param colour `#rrggbb` */
export function jpegOf(width: number, height: number, colour: string): Buffer {
  return encodeJpeg({ width, height, data: pixels(width, height, colour) }, 95).data;
}

/** A GIF of one black pixel, on a canvas of 5×4. */
export const GIF = Buffer.concat([
  Buffer.from('GIF89a'),
  Buffer.from([5, 0, 4, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0]),
  Buffer.from([2, 2, 0x44, 1, 0, 0x3b]),
]);

/** A WebP's header. @param chunk `VP8 ` (lossy), `VP8L` (lossless) or `VP8X` (extended) */
export function webpOf(chunk: 'VP8 ' | 'VP8L' | 'VP8X', width: number, height: number): Buffer {
  const webp = Buffer.alloc(32);
  webp.write('RIFF', 0);
  webp.writeUInt32LE(webp.length - 8, 4);
  webp.write(`WEBP${chunk}`, 8);
  webp.writeUInt32LE(webp.length - 20, 16);
  if (chunk === 'VP8 ') {
    webp.set([0x9d, 0x01, 0x2a], 23);
    webp.writeUInt16LE(width, 26);
    webp.writeUInt16LE(height, 28);
  } else if (chunk === 'VP8L') {
    webp.writeUInt8(0x2f, 20);
    webp.writeUInt32LE((width - 1) | ((height - 1) << 14), 21);
  } else {
    webp.writeUIntLE(width - 1, 24, 3);
    webp.writeUIntLE(height - 1, 27, 3);
  }
  return webp;
}

/** A file as a request brings it along. */
export function dataUrl(mediaType: string, bytes: Buffer): string {
  return `data:${mediaType};base64,${bytes.toString('base64')}`;
}

function pixels(width: number, height: number, colour: string): Buffer {
  return Buffer.alloc(width * height * 4, Buffer.from(`${colour.slice(1)}ff`, 'hex'));
}

/** A WAV of one channel. @param samples 16-bit PCM */
export function wavOf(samples: Buffer, rate: number, channels = 1): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(samples.length + 36, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2 * channels, 28);
  header.writeUInt16LE(2 * channels, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** A sine, 16-bit PCM. @param volume 0 to 1 */
export function sine(hertz: number, seconds: number, rate: number, volume = 0.5): Buffer {
  const samples = Int16Array.from({ length: Math.round(seconds * rate) }, (_, at) =>
    Math.round(Math.sin((2 * Math.PI * hertz * at) / rate) * volume * 32767),
  );
  return Buffer.from(samples.buffer);
}
