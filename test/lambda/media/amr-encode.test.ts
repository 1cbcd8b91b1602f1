import { encodeAmr } from '../../../lambda/media/amr-encode';
import { amrFrames } from '../../../lambda/media/amr-frames';
import { amrOf, levelOf, measureAmr, silence, tone } from '../../support/sounds';

it.each([
  [300, 0.5],
  [440, 2],
  [880, 3.01],
  [1000, 1],
])('a tone of %i Hz that lasts %d s is heard by another decoder as it was', async (hz, seconds) => {
  const amr = await encodeAmr(tone({ hz, seconds }));
  const heard = await measureAmr(amr);
  expect(Math.abs(heard.seconds - seconds)).toBeLessThanOrEqual(0.04);
  expect(Math.abs(heard.hz / hz - 1)).toBeLessThan(0.03);
});

it('how loud it is stays, and the loudest is not turned over', async () => {
  for (const volume of [0.05, 0.5, 1]) {
    const samples = tone({ hz: 440, seconds: 1, volume });
    const { level } = await measureAmr(await encodeAmr(samples));
    expect(Math.abs(level - levelOf(samples))).toBeLessThan(2);
  }
});

it.each([
  [0, 1],
  [1, 1],
  [159, 1],
  [160, 1],
  [161, 2],
  [320, 2],
  [8000, 50],
])('%i samples become %i frames of 12.2 kbit/s: what begins a frame is not lost', async (samples, count) => {
  const amr = await encodeAmr(new Int16Array(samples));
  expect(amrFrames(amr)).toEqual({ kind: 'nb', count, durationMs: count * 20 });
  expect(amr).toHaveLength(6 + count * 32);
});

it('what comes after a minute is not spoken', async () => {
  const amr = await encodeAmr(tone({ hz: 440, seconds: 61 }));
  expect(amrFrames(amr).durationMs).toBe(60_000);
});

it('the same sound becomes the same bytes, again and again and at the same time', async () => {
  const sounds = [tone({ hz: 440, seconds: 0.2 }), silence({ seconds: 0.2 })];
  const encode = () => Promise.all([...sounds, ...sounds].map(encodeAmr));
  const [tones, silences, tonesAgain, silencesAgain] = await encode();
  expect([tonesAgain, silencesAgain]).toEqual([tones, silences]);
  for (let time = 0; time < 10; time += 1) {
    await expect(encode()).resolves.toEqual([tones, silences, tones, silences]);
  }
});

it('of the listeners for what ends the process, that of the encoder does not stay and all others do', async () => {
  const mine = jest.fn();
  process.on('uncaughtException', mine);
  const before = process.listeners('uncaughtException');
  await jest.isolateModulesAsync(async () => {
    const { encodeAmr: encodeWithNewLibrary } = await Promise.resolve(
      jest.requireActual<typeof import('../../../lambda/media/amr-encode')>(
        '../../../lambda/media/amr-encode',
      ),
    );
    await encodeWithNewLibrary(silence({ seconds: 0.1 }));
  });
  expect(process.listeners('uncaughtException')).toEqual(before);
  process.off('uncaughtException', mine);
});

it('the helper of tests makes voices that are longer than what is sent', async () => {
  expect(amrFrames(await amrOf(silence({ seconds: 61.5 }))).durationMs).toBe(61_500);
});
