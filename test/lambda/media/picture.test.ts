import fc from 'fast-check';
import { demandPicture, pictureTypeOf, sizeOf } from '../../../lambda/media/picture';
import { errorWith } from '../../support/errors';
import { jpegOf, pngOf } from '../../support/pictures';
import { failureOf } from './failure-of';
import {
  GIF_COMMENT,
  gifFile,
  gifImage,
  JPEG_END,
  JPEG_SCAN,
  JPEG_START,
  jpegFile,
  jpegFrame,
  jpegSegment,
  PNG_END,
  PNG_PIXELS,
  pngChunk,
  pngFile,
  WEBP_LOSSLESS,
  WEBP_LOSSY,
  webpChunk,
  webpExtended,
  webpFile,
  webpLossy,
  webpMoving,
} from './picture-files';

const png = (width: number, height: number) => pngFile(width, height, PNG_PIXELS, PNG_END);
const jpeg = (width: number, height: number) => jpegFile(jpegFrame(width, height), JPEG_SCAN);
const gif = (width: number, height: number) => gifFile(width, height, gifImage(0, 0, width, height));
/** A small picture, as EXIF holds one. */
const EXIF = jpegSegment(0xe1, jpeg(160, 120));
const FILM = Buffer.from('\0\0\0\x18ftypmp42\xff\xd8\xff', 'latin1');

describe('a picture', () => {
  it.each<[string, string, Buffer, number, number]>([
    ['a PNG of an encoder', 'image/png', pngOf(7, 5), 7, 5],
    ['a JPEG of an encoder', 'image/jpeg', jpegOf(33, 17), 33, 17],
    ['a lossy WebP of Chrome', 'image/webp', webpFile(WEBP_LOSSY), 33, 17],
    ['a lossless WebP of Chrome', 'image/webp', webpFile(WEBP_LOSSLESS), 33, 17],
    ['an extended WebP', 'image/webp', webpFile(webpExtended(33, 17), WEBP_LOSSY), 33, 17],
    ['a moving WebP', 'image/webp', webpFile(webpExtended(33, 17), webpMoving(20, 10)), 33, 17],
    ['a WebP with bytes behind its end', 'image/webp', Buffer.concat([webpFile(WEBP_LOSSY), FILM]), 33, 17],
    ['a GIF', 'image/gif', gifFile(3, 2, GIF_COMMENT, gifImage(0, 0, 3, 2)), 3, 2],
    ['a GIF without an end', 'image/gif', gif(3, 2).subarray(0, -1), 3, 2],
    ['a progressive JPEG', 'image/jpeg', jpegFile(jpegFrame(9, 8, 0xc2), JPEG_SCAN, JPEG_SCAN), 9, 8],
    [
      'a JPEG with a small one inside',
      'image/jpeg',
      jpegFile(EXIF, jpegFrame(4000, 3000), JPEG_SCAN),
      4000,
      3000,
    ],
    ['a JPEG with a film behind its end', 'image/jpeg', Buffer.concat([jpeg(9, 8), FILM]), 9, 8],
    [
      'a JPEG with bytes that fill',
      'image/jpeg',
      jpegFile(Buffer.from([0xff, 0xff]), jpegFrame(9, 8), JPEG_SCAN),
      9,
      8,
    ],
    [
      'a PNG with more in it',
      'image/png',
      pngFile(9, 8, pngChunk('tEXt', Buffer.from('IEND')), PNG_PIXELS, PNG_PIXELS, PNG_END),
      9,
      8,
    ],
  ])('%s is known by its bytes, and its size is read', (_, type, bytes, width, height) => {
    expect(pictureTypeOf(bytes)).toBe(type);
    expect(sizeOf(bytes)).toEqual({ width, height });
    expect(demandPicture(bytes)).toEqual({ bytes, type });
  });

  it('of any size is measured', () => {
    const side = fc.integer({ min: 1, max: 16_383 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        for (const file of [png(width, height), jpeg(width, height), gif(width, height)]) {
          expect(sizeOf(file)).toEqual({ width, height });
        }
        expect(sizeOf(webpFile(webpLossy(width, height)))).toEqual({ width, height });
        expect(sizeOf(webpFile(webpExtended(width, height), WEBP_LOSSY))).toEqual({
          width: Math.max(width, 33),
          height: Math.max(height, 17),
        });
      }),
    );
  });
});

const MALFORMED = errorWith({ code: 'MEDIA_MALFORMED' });

it.each<[string, Buffer, number]>([
  ['PNG', pngOf(40, 30), 8],
  ['JPEG', jpegOf(40, 30), 3],
  ['progressive JPEG', jpegFile(jpegFrame(9, 8, 0xc2), JPEG_SCAN, JPEG_SCAN), 3],
  ['GIF', gifFile(3, 2, GIF_COMMENT, gifImage(0, 0, 3, 2)).subarray(0, -1), 6],
  ['lossy WebP', webpFile(WEBP_LOSSY), 12],
  ['extended WebP', webpFile(webpExtended(33, 17), WEBP_LOSSLESS), 12],
])('no piece of a %s is taken for the whole', (_, file, magic) => {
  for (let length = magic; length < file.length; length += 1) {
    expect(() => demandPicture(file.subarray(0, length))).toThrow(MALFORMED);
  }
  for (let length = 0; length < magic; length += 1) {
    expect(() => demandPicture(file.subarray(0, length))).toThrow(errorWith({ code: 'MEDIA_UNREADABLE' }));
  }
});

it.each<[string, Buffer]>([
  ['a PNG without pixels', pngFile(9, 8, PNG_END)],
  ['a PNG without a header', Buffer.concat([png(9, 8).subarray(0, 8), PNG_PIXELS, PNG_END])],
  ['a PNG of no width', png(0, 8)],
  [
    'a PNG with a piece that is longer than the file',
    pngFile(9, 8, pngChunk('IDAT', Buffer.alloc(4), 2 ** 31)),
  ],
  ['a JPEG without pixels', jpegFile(jpegFrame(9, 8))],
  ['a JPEG without a size', jpegFile(JPEG_SCAN)],
  ['a JPEG of no height', jpeg(9, 0)],
  ['a JPEG in a JPEG', jpegFile(JPEG_START, jpegFrame(9, 8), JPEG_SCAN)],
  [
    'a JPEG with a segment of no length',
    jpegFile(Buffer.from([0xff, 0xe0, 0, 0]), jpegFrame(9, 8), JPEG_SCAN),
  ],
  [
    'a JPEG whose only end is in a small one inside',
    Buffer.concat([JPEG_START, EXIF, jpegFrame(9, 8), JPEG_SCAN]),
  ],
  ['a JPEG that ends before it began', Buffer.concat([JPEG_START, Buffer.from([0xff]), JPEG_END])],
  ['a GIF without pixels', gifFile(3, 2, GIF_COMMENT)],
  ['a GIF with another block', gifFile(3, 2, Buffer.from([0x2d]), gifImage(0, 0, 3, 2))],
  ['a WebP without pixels', webpFile(webpExtended(9, 8))],
  ['a WebP that begins with a change', webpFile(webpChunk('VP8 ', Buffer.alloc(10, 1)))],
  ['a WebP without its signature', webpFile(webpChunk('VP8L', Buffer.alloc(10, 1)))],
])('%s is malformed', (_, file) => {
  expect(() => demandPicture(file)).toThrow(MALFORMED);
});

it.each([
  ['nothing', ''],
  ['BMP', 'BM\x46\0\0\0\0\0\0\0'],
  ['HEIC', '\0\0\0\x18ftypheic'],
  ['AVIF', '\0\0\0\x18ftypavif'],
  ['TIFF', 'II*\0'],
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['HTML', '<!DOCTYPE html><script>'],
  ['WAV', 'RIFF\x04\0\0\0WAVE'],
  ['a name alone', 'PNG'],
])('%s is no picture', (_, start) => {
  const bytes = Buffer.from(start, 'latin1');
  expect(pictureTypeOf(bytes)).toBeUndefined();
  expect(() => demandPicture(bytes)).toThrow(errorWith({ code: 'MEDIA_UNREADABLE' }));
});

describe('a bomb', () => {
  it.each<[string, Buffer]>([
    ['a side above 12,000', png(12_001, 1)],
    ['the other side', png(1, 12_001)],
    ['above 60 million pixels', jpeg(8000, 7501)],
    ['as many as PNG can say', png(2 ** 31 - 1, 2 ** 31 - 1)],
    ['hidden behind a small screen', gifFile(10, 10, gifImage(5, 5, 3, 2), gifImage(60_000, 0, 5000, 5000))],
    ['hidden behind a small canvas', webpFile(webpExtended(10, 10), webpLossy(16_383, 16_383))],
    ['hidden before a small frame', jpegFile(jpegFrame(65_535, 65_535, 0xc2), jpegFrame(10, 10), JPEG_SCAN)],
    ['hidden behind a small frame', jpegFile(jpegFrame(10, 10), jpegFrame(65_535, 65_535, 0xc2), JPEG_SCAN)],
  ])('of %s is too large', (_, file) => {
    expect(() => demandPicture(file)).toThrow(errorWith({ code: 'MEDIA_TOO_LARGE' }));
  });

  it.each([
    [12_000, 5000],
    [8000, 7500],
  ])('is not what has %i × %i pixels', (width, height) => {
    expect(demandPicture(jpeg(width, height)).type).toBe('image/jpeg');
  });
});

it('any change of a good file, and any bytes behind a good beginning, make nothing but MediaErrors', async () => {
  const files = [
    pngOf(4, 3),
    jpegOf(8, 8),
    gifFile(3, 2, GIF_COMMENT, gifImage(0, 0, 3, 2)),
    webpFile(webpExtended(33, 17), WEBP_LOSSY),
    webpFile(WEBP_LOSSLESS),
  ];
  const changes = fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { maxLength: 8 });
  const bytes = fc.uint8Array({ maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      changes,
      fc.nat(30),
      bytes,
      async (file, changes, kept, more) => {
        const changed = Buffer.from(file);
        for (const [at, value] of changes) changed[at] = value;
        const failures = [
          await failureOf(() => demandPicture(changed)),
          await failureOf(() => demandPicture(Buffer.concat([file.subarray(0, kept), more]))),
        ];
        for (const failure of failures) {
          expect([undefined, 'malformed', 'unreadable', 'too-large']).toContain(failure);
        }
        await expect(failureOf(() => demandPicture(more))).resolves.toBe('unreadable');
      },
    ),
    { numRuns: 500 },
  );
});
