import fc from 'fast-check';
import { readWav, writeWav } from '../../../lambda/media/wav';
import { errorWith } from '../../support/errors';
import { tone } from '../../support/sounds';
import { failureOf } from './failure-of';

const u16 = (value: number): Buffer => Buffer.from(Uint16Array.of(value).buffer);
const u32 = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer);
const chunk = (name: string, bytes: Buffer, length = bytes.length): Buffer =>
  Buffer.concat([Buffer.from(name), u32(length), bytes, Buffer.alloc(bytes.length % 2)]);
const riff = (...chunks: Buffer[]): Buffer => chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...chunks]));

interface Fields {
  code?: number;
  channels?: number;
  rate?: number;
  bits?: number;
  align?: number;
  more?: Buffer;
}
const format = ({
  code = 1,
  channels = 1,
  rate = 8000,
  bits = 16,
  align = (channels * bits) / 8,
  more = Buffer.alloc(0),
}: Fields = {}): Buffer =>
  chunk(
    'fmt ',
    Buffer.concat([u16(code), u16(channels), u32(rate), u32(rate * align), u16(align), u16(bits), more]),
  );
const samplesIn = (fields: Fields, data: Buffer): number[] =>
  Array.from(readWav(riff(format(fields), chunk('data', data))).samples);
const floats = (...values: number[]): Buffer => Buffer.from(Float32Array.from(values).buffer);
const shorts = (...values: number[]): Buffer => Buffer.from(Int16Array.from(values).buffer);

it('what is written is read again', () => {
  const samples = fc.int16Array({ minLength: 1, maxLength: 500 });
  fc.assert(
    fc.property(samples, fc.integer({ min: 8000, max: 48_000 }), (samples, rate) => {
      expect(readWav(writeWav({ samples, rate }))).toEqual({ samples: Int16Array.from(samples), rate });
    }),
  );
});

it('other programs find each byte where they look for it', () => {
  const expected = riff(format({ rate: 24_000 }), chunk('data', shorts(1, -2, 32_767)));
  expect(Buffer.from(writeWav({ samples: Int16Array.of(1, -2, 32_767), rate: 24_000 }))).toEqual(expected);
});

it.each<[string, Fields, Buffer, number[]]>([
  ['8 bits', { bits: 8 }, Buffer.from([0, 128, 255]), [-32_768, 0, 32_512]],
  ['16 bits', {}, shorts(-32_768, 0, 32_767), [-32_768, 0, 32_767]],
  ['floats', { code: 3, bits: 32 }, floats(-1, 0.5, 2, NaN), [-32_767, 16_384, 32_767, 0]],
  ['two channels', { channels: 2 }, shorts(100, 300, -50, 50), [200, 0]],
  ['two of 8 bits', { channels: 2, bits: 8 }, Buffer.from([128, 130, 0, 0]), [256, -32_768]],
  [
    'the longer header',
    { code: 0xfffe, more: Buffer.concat([u16(22), u16(16), u32(4), u16(1), Buffer.alloc(14)]) },
    shorts(7),
    [7],
  ],
  ['a piece of a sample at the end', {}, Buffer.from([1, 0, 9]), [1]],
])('samples of %s are read', (_, fields, data, expected) => {
  expect(samplesIn(fields, data)).toEqual(expected);
});

it('other pieces before the sound are stepped over, also those of odd length', () => {
  const file = riff(
    chunk('LIST', Buffer.from('odd')),
    format(),
    chunk('fact', u32(1)),
    chunk('data', shorts(5)),
  );
  expect(readWav(file).samples).toEqual(Int16Array.of(5));
});

it('a stream that says of no length how long it is reaches to the end, as OpenAI sends it', () => {
  const file = riff(format({ rate: 24_000 }), chunk('data', shorts(5, 6), 0xffffffff));
  u32(0xffffffff).copy(file, 4);
  expect(readWav(file)).toEqual({ samples: Int16Array.of(5, 6), rate: 24_000 });
});

const good = Buffer.from(writeWav({ samples: tone({ hz: 440, seconds: 0.1 }), rate: 8000 }));

it('no piece of a good file is taken for the whole', () => {
  for (let length = 0; length < good.length; length += 1) {
    expect(() => readWav(good.subarray(0, length))).toThrow(errorWith({ code: 'MEDIA_MALFORMED' }));
  }
});

it.each([
  ['no sound', riff(format())],
  ['an empty sound', riff(format(), chunk('data', Buffer.alloc(0)))],
  ['less than a sample', riff(format(), chunk('data', Buffer.alloc(1)))],
  ['no format', riff(chunk('data', shorts(1)))],
  ['a format behind the sound', riff(chunk('data', shorts(1)), format())],
  ['a piece that is longer than the file', riff(format(), chunk('data', shorts(1), 4000))],
  ['blocks that are not those of its samples', riff(format({ align: 1 }), chunk('data', shorts(1)))],
  ['the longer header cut short', riff(format({ code: 0xfffe }), chunk('data', shorts(1)))],
  ['another form', chunk('RIFF', Buffer.from('AVI LIST'))],
])('%s is malformed', (_, file) => {
  expect(() => readWav(file)).toThrow(errorWith({ code: 'MEDIA_MALFORMED' }));
});

it.each<[string, Fields]>([
  ['24 bits', { bits: 24 }],
  ['ADPCM', { code: 2, bits: 4, align: 256 }],
  ['doubles', { code: 3, bits: 64 }],
  ['no channel', { channels: 0 }],
  ['six channels', { channels: 6 }],
  ['a rate of 0', { rate: 0 }],
  ['a rate of 1 Hz', { rate: 1 }],
  ['a rate of 4 GHz', { rate: 4_000_000_000 }],
])('%s is unreadable', (_, fields) => {
  expect(() => samplesIn(fields, Buffer.alloc(512))).toThrow(errorWith({ code: 'MEDIA_UNREADABLE' }));
});

it('62 s are taken, one sample more is not', () => {
  const bytes = Buffer.alloc(62 * 8000 + 1, 128);
  expect(samplesIn({ bits: 8 }, bytes.subarray(1))).toHaveLength(62 * 8000);
  expect(() => samplesIn({ bits: 8 }, bytes)).toThrow(errorWith({ code: 'MEDIA_TOO_LONG' }));
});

it('any change of a good file, and any bytes, make nothing but MediaErrors', async () => {
  const changes = fc.array(fc.tuple(fc.nat(59), fc.nat(255)), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(changes, fc.nat(good.length), fc.uint8Array(), async (changes, length, bytes) => {
      const changed = Buffer.from(good);
      for (const [at, value] of changes) changed[at] = value;
      await failureOf(() => readWav(changed.subarray(0, length)));
      await failureOf(() => readWav(Buffer.concat([changed.subarray(0, 12), bytes])));
      await expect(failureOf(() => readWav(bytes))).resolves.toBe('malformed');
    }),
    { numRuns: 500 },
  );
});
