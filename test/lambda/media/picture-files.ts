/** Small pictures, byte by byte. */

const u16 = (...values: number[]): Buffer => Buffer.from(Uint16Array.from(values).buffer);
const u32 = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer);
const u16Big = (...values: number[]): Buffer => u16(...values).swap16();
const u32Big = (value: number): Buffer => u32(value).swap32();
const u24 = (value: number): Buffer => u32(value).subarray(0, 3);

/** As Chrome wrote them: 33 × 17. */
const LOSSY = 'cAMAnQEqIQARAD7RZqxQqCWkIqVoAQAaCWcAyuKAACv3xJQAAP7mzt/jebzWtb//EOdDnQ5qOQHoATpeAAA=';
const LOSSLESS = 'LyAABAAH0JkyR/8DEdH/';

export function pngChunk(name: string, data: Buffer, length = data.length): Buffer {
  return Buffer.concat([u32Big(length), Buffer.from(name), data, Buffer.alloc(4)]);
}

/** @param chunks those behind the header */
export function pngFile(width: number, height: number, ...chunks: Buffer[]): Buffer {
  const header = Buffer.concat([u32Big(width), u32Big(height), Buffer.from([8, 2, 0, 0, 0])]);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), pngChunk('IHDR', header), ...chunks]);
}

export const PNG_PIXELS = pngChunk('IDAT', Buffer.alloc(20));
export const PNG_END = pngChunk('IEND', Buffer.alloc(0));

export function jpegSegment(marker: number, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xff, marker]), u16Big(data.length + 2), data]);
}

/** @param marker C0 for the usual kind */
export function jpegFrame(width: number, height: number, marker = 0xc0): Buffer {
  return jpegSegment(
    marker,
    Buffer.concat([Buffer.from([8]), u16Big(height, width), Buffer.from([1, 1, 17, 0])]),
  );
}

export const JPEG_START = Buffer.from([0xff, 0xd8]);
export const JPEG_END = Buffer.from([0xff, 0xd9]);
/** Pixels, among them an FF that is one and a restart. */
export const JPEG_SCAN = Buffer.concat([
  jpegSegment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 0xff, 0]),
]);

export function jpegFile(...segments: Buffer[]): Buffer {
  return Buffer.concat([JPEG_START, ...segments, JPEG_END]);
}

/** @param blocks those between the screen and the end */
export function gifFile(width: number, height: number, ...blocks: Buffer[]): Buffer {
  const screen = Buffer.concat([Buffer.from('GIF89a'), u16(width, height), Buffer.from([0x80, 0, 0])]);
  return Buffer.concat([screen, Buffer.alloc(6), ...blocks, Buffer.from([0x3b])]);
}

export function gifImage(left: number, top: number, width: number, height: number): Buffer {
  const place = Buffer.concat([Buffer.from([0x2c]), u16(left, top, width, height)]);
  return Buffer.concat([place, Buffer.from([0x81]), Buffer.alloc(12), Buffer.from([2, 2, 0x4c, 1, 0])]);
}

export const GIF_COMMENT = Buffer.from([0x21, 0xfe, 3, 0x3b, 0x2c, 0x21, 1, 0, 0]);

export function webpChunk(name: string, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from(name), u32(data.length), data, Buffer.alloc(data.length % 2)]);
}

export function webpFile(...chunks: Buffer[]): Buffer {
  return webpChunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...chunks]));
}

export const WEBP_LOSSY = webpChunk('VP8 ', Buffer.from(LOSSY, 'base64'));
export const WEBP_LOSSLESS = webpChunk('VP8L', Buffer.from(LOSSLESS, 'base64'));

export function webpLossy(width: number, height: number): Buffer {
  return webpChunk('VP8 ', Buffer.concat([Buffer.from([0, 0, 0, 0x9d, 1, 0x2a]), u16(width, height)]));
}

/** What tells of a picture with more in it than pixels. */
export function webpExtended(width: number, height: number): Buffer {
  return webpChunk('VP8X', Buffer.concat([Buffer.alloc(4), u24(width - 1), u24(height - 1)]));
}

export function webpMoving(width: number, height: number): Buffer {
  return webpChunk(
    'ANMF',
    Buffer.concat([Buffer.alloc(6), u24(width - 1), u24(height - 1), Buffer.alloc(4)]),
  );
}
