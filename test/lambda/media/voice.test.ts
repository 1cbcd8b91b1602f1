import fc from 'fast-check';
import { decodeVoice, isSilent } from '../../../lambda/media/voice';
import { errorWith } from '../../support/errors';
import { amrOf, joined, measure, silence, tone, wavOf } from '../../support/sounds';
import { failureOf } from './failure-of';
import { amrFiles, frameOf, NB_HEADER, WB_HEADER } from './frames';

jest.mock('@audio/decode-amr', () =>
  jest.requireActual<typeof import('../../support/amr-decoder')>('../../support/amr-decoder').amrDecoder(),
);

describe('a voice message', () => {
  it.each([
    [300, 0.5],
    [440, 4],
    [1000, 1.23],
  ])('of AMR with %i Hz for %d s sounds as it was spoken', async (hz, seconds) => {
    const { samples, rate } = await decodeVoice(await amrOf(tone({ hz, seconds })));
    const heard = measure(samples, rate);
    expect(rate).toBe(8000);
    expect(Math.abs(heard.seconds - seconds)).toBeLessThanOrEqual(0.04);
    expect(Math.abs(heard.hz / hz - 1)).toBeLessThan(0.03);
  });

  it('of a whole minute is decoded', async () => {
    const { samples } = await decodeVoice(await amrOf(tone({ hz: 440, seconds: 60 })));
    expect(samples).toHaveLength(60 * 8000);
  });

  it('of WAV is read', async () => {
    const samples = tone({ hz: 440, seconds: 0.5, rate: 16_000 });
    await expect(decodeVoice(wavOf(samples, 16_000))).resolves.toEqual({ samples, rate: 16_000 });
  });

  // There is no encoder for wide-band: that speech of a phone sounds right is not shown here.
  it.each([
    ['speech of all bit rates', [0, 1, 2, 3, 4, 5, 6, 7, 8].map((type) => frameOf(type, sizeOfWb(type)))],
    ['pauses and losses', [frameOf(9, 6), frameOf(14, 1), frameOf(15, 1)]],
  ])('of wide-band AMR with %s is decoded with 16 kHz', async (_, frames) => {
    const { samples, rate } = await decodeVoice(Buffer.concat([Buffer.from(WB_HEADER), ...frames]));
    expect(rate).toBe(16_000);
    expect(samples).toHaveLength(frames.length * 320);
  });

  const spoken = amrFiles.filter(({ file }) => file.length >= 9);
  it('of any frames lasts as long as they do', async () => {
    await fc.assert(
      fc.asyncProperty(spoken, async ({ frames, file }) => {
        const { samples, rate } = await decodeVoice(file);
        expect(samples.length / rate).toBeCloseTo(frames.length * 0.02, 6);
      }),
    );
  });

  it('that is cut off within a frame has all that comes before', async () => {
    const amr = await amrOf(tone({ hz: 440, seconds: 1 }));
    const { samples } = await decodeVoice(amr.subarray(0, -1));
    expect(samples).toHaveLength(8000 - 160);
  });

  it('that is cut off or changed anywhere makes nothing but MediaErrors', async () => {
    const files = [
      await amrOf(tone({ hz: 440, seconds: 0.2 })),
      wavOf(tone({ hz: 440, seconds: 0.05 }), 8000),
    ];
    const change = fc.tuple(fc.nat(800), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.nat(), fc.array(change), async (file, cut, changes) => {
        const changed = Buffer.from(file.subarray(0, cut % (file.length + 1)));
        for (const [at, value] of changes) if (at < changed.length) changed[at] = value;
        const failure = await failureOf(() => decodeVoice(changed));
        expect([undefined, 'malformed', 'unreadable', 'too-long']).toContain(failure);
      }),
      { numRuns: 300 },
    );
  });

  it('of any bytes makes nothing but MediaErrors', async () => {
    const start = fc.constantFrom('', NB_HEADER, WB_HEADER, 'RIFF\0\0\0\0WAVE', '#!AMR', 'ID3', 'OggS');
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 2000 }), async (start, bytes) => {
        const failure = await failureOf(() => decodeVoice(Buffer.concat([Buffer.from(start), bytes])));
        expect([undefined, 'malformed', 'unreadable', 'too-long']).toContain(failure);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['nothing', '', 'MEDIA_UNREADABLE'],
    ['Silk, as WeChat has it', '\x02#!SILK_V3', 'MEDIA_UNREADABLE'],
    ['MP3', 'ID3\x04\0', 'MEDIA_UNREADABLE'],
    ['AMR without a frame', NB_HEADER, 'MEDIA_MALFORMED'],
    ['AMR with 40 ms of no data', `${NB_HEADER}\x7c\x7c`, 'MEDIA_MALFORMED'],
    ['WAV without a sound', 'RIFF\x04\0\0\0WAVE', 'MEDIA_MALFORMED'],
  ])('of %s is refused', async (_, bytes, code) => {
    await expect(decodeVoice(Buffer.from(bytes, 'latin1'))).rejects.toThrow(errorWith({ code }));
  });
});

describe('silence', () => {
  const noise = (volume: number, seconds: number): Int16Array => {
    let state = 1;
    return Int16Array.from({ length: seconds * 8000 }, () => {
      state = (state * 48_271) % 0x7fffffff;
      return (state / 0x7fffffff - 0.5) * 2 * 32_767 * volume;
    });
  };
  const mixed = (a: Int16Array, b: Int16Array) => a.map((sample, at) => sample + (b[at] ?? 0));
  const soft = (hz: number, seconds: number) => tone({ hz, seconds, volume: 0.01 });

  it.each<[string, Int16Array]>([
    ['nothing', new Int16Array()],
    ['zeros', silence({ seconds: 5 })],
    ['the noise of a quiet room', noise(0.0015, 5)],
    ['what stands still', new Int16Array(16_000).fill(-900)],
    ['a click', joined(silence({ seconds: 1 }), Int16Array.of(30_000, -30_000), silence({ seconds: 1 }))],
  ])('is %s', (_, samples) => {
    expect(isSilent(samples)).toBe(true);
  });

  it.each<[string, Int16Array]>([
    ['a soft voice', soft(200, 2)],
    [
      'a soft word after a long pause',
      joined(silence({ seconds: 8 }), soft(300, 0.25), silence({ seconds: 4 })),
    ],
    ['a soft voice in noise', mixed(noise(0.0015, 1), soft(200, 1))],
    ['a loud voice', tone({ hz: 440, seconds: 0.5, volume: 1 })],
    ['a loud noise', noise(0.1, 1)],
  ])('is not %s', (_, samples) => {
    expect(isSilent(samples)).toBe(false);
  });

  it('stays silence, and a soft voice a voice, when they are recorded', async () => {
    const recorded = async (samples: Int16Array) => (await decodeVoice(await amrOf(samples))).samples;
    expect(isSilent(await recorded(silence({ seconds: 2 })))).toBe(true);
    expect(isSilent(await recorded(noise(0.0015, 2)))).toBe(true);
    expect(isSilent(await recorded(soft(300, 1)))).toBe(false);
  });
});

function sizeOfWb(type: number): number {
  return [18, 24, 33, 37, 41, 47, 51, 59, 61][type] ?? 0;
}
