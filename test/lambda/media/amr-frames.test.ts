import fc from 'fast-check';
import { amrFrames, isAmr } from '../../../lambda/media/amr-frames';
import { errorWith } from '../../support/errors';
import { failureOf } from './failure-of';
import { amrFiles, bombOf, frameOf, NB_FRAMES, NB_HEADER, WB_FRAMES, WB_HEADER } from './frames';

const MALFORMED = errorWith({ code: 'MEDIA_MALFORMED' });
const TOO_LONG = errorWith({ code: 'MEDIA_TOO_LONG' });
const fileOf = (header: string, ...frames: Buffer[]): Buffer =>
  Buffer.concat([Buffer.from(header), ...frames]);
const SPEECH = frameOf(7, 32);

it('the duration is that of the frames, whatever they are', () => {
  fc.assert(
    fc.property(amrFiles, ({ kind, frames, file }) => {
      expect(amrFrames(file)).toEqual({ kind, count: frames.length, durationMs: frames.length * 20 });
    }),
  );
});

it('a last frame that is cut off is not counted, and what has no other is no voice', async () => {
  await fc.assert(
    fc.asyncProperty(amrFiles, fc.nat(), async ({ header, frames, file }, chosen) => {
      const cut = header.length + (chosen % (file.length - header.length));
      let whole = 0;
      for (let end = header.length; end + (frames[whole]?.length ?? 0) <= cut; whole += 1) {
        end += frames[whole]?.length ?? 0;
      }
      let count = 0;
      const failure = await failureOf(() => (count = amrFrames(file.subarray(0, cut)).count));
      expect([count, failure]).toEqual([whole, whole === 0 ? 'malformed' : undefined]);
    }),
  );
});

it('any bytes behind a header are frames or MediaErrors', async () => {
  const header = fc.constantFrom('', NB_HEADER, WB_HEADER, '#!AMR', '#!AMR-WB');
  await fc.assert(
    fc.asyncProperty(header, fc.uint8Array({ maxLength: 5000 }), async (start, bytes) => {
      const failure = await failureOf(() => amrFrames(fileOf(start, Buffer.from(bytes))));
      expect([undefined, 'malformed', 'too-long']).toContain(failure);
    }),
  );
});

it.each([
  ['narrow-band', NB_HEADER, NB_FRAMES],
  ['wide-band', WB_HEADER, WB_FRAMES],
])('reserved types of %s are refused, alone and behind speech', (_, header, sizes) => {
  const reserved = Array.from({ length: 16 }, (__, type) => type).filter((type) => !sizes.has(type));
  expect(reserved.length).toBeGreaterThan(0);
  const speech = frameOf(0, sizes.get(0) ?? 0);
  for (const type of reserved) {
    expect(() => amrFrames(fileOf(header, frameOf(type, 32)))).toThrow(MALFORMED);
    expect(() => amrFrames(fileOf(header, speech, frameOf(type, 32)))).toThrow(MALFORMED);
  }
});

it('62 s are taken, one frame more is not', () => {
  const frames = Array<Buffer>(3100).fill(SPEECH);
  expect(amrFrames(fileOf(NB_HEADER, ...frames)).durationMs).toBe(62_000);
  expect(() => amrFrames(fileOf(NB_HEADER, ...frames, SPEECH))).toThrow(TOO_LONG);
});

it('of a bomb no more is read than the frames that are too many', () => {
  const read = new Set<PropertyKey>();
  const bytes = new Proxy(bombOf(2_000_000), {
    get: (target, at) => {
      read.add(at);
      const value: unknown = Reflect.get(target, at);
      return value;
    },
  });
  expect(() => amrFrames(bytes)).toThrow(TOO_LONG);
  expect(read.size).toBeLessThan(3200);
});

it.each([
  ['nothing', ''],
  ['a header alone', NB_HEADER],
  ['a wide-band header alone', WB_HEADER],
  ['half a header', '#!AM'],
  ['a header without its line end', '#!AMR' + '\x3c'.repeat(64)],
  ['several channels', '#!AMR_MC1.0\n\0\0\0\x01'],
])('%s is malformed', (_, start) => {
  expect(() => amrFrames(Buffer.from(start, 'latin1'))).toThrow(MALFORMED);
});

it('AMR is what calls itself so', () => {
  expect([NB_HEADER, WB_HEADER, '#!AM', 'RIFF'].map((start) => isAmr(Buffer.from(start)))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
