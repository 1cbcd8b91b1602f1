import { amrDurationMs } from '../../../local/wecom/media-format';
import { amrOfWav, NoVoiceError, wavOfAmr } from '../../../local/page/voice';
import { wav } from './wav';

const HEADER_BYTES = 44;

it.each([0.505, 1, 60])('a voice of %d s is as long in AMR and back in WAV', (seconds) => {
  const amr = amrOfWav(wav(seconds));
  const lasts = Math.ceil(seconds / 0.02) * 20;

  expect(amrDurationMs(amr)).toBe(lasts);
  expect((wavOfAmr(amr).length - HEADER_BYTES) / 16).toBe(lasts);
});

it('sounds as before: the loudest pitch is the one that was spoken', () => {
  const samples = samplesOf(wavOfAmr(amrOfWav(wav(1, 440))));

  const [low, same, high] = [330, 440, 550].map((hertz) => strength(samples, hertz));
  expect(same).toBeGreaterThan(20 * Math.max(low ?? 0, high ?? 0));
});

it.each([
  ['no sound at all', Buffer.from('<svg onload=alert(1)>')],
  ['another rate', wav(1, 440, 16_000)],
  ['nothing', wav(0)],
  ['more than 60 s', wav(60.01)],
])('is no voice: %s', (_, bytes) => {
  expect(() => amrOfWav(bytes)).toThrow(NoVoiceError);
});

it.each([
  ['no AMR', Buffer.from('RIFF....WAVE')],
  ['wide-band AMR', Buffer.from('#!AMR-WB\n....')],
  // Each byte is a frame without sound, which would be a thousand hours.
  ['more than 60 s', Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(2 ** 20, 0x7c)])],
])('cannot be played: %s', (_, bytes) => {
  expect(() => wavOfAmr(bytes)).toThrow(NoVoiceError);
});

it('leaves the process without a listener of the package', () => {
  amrOfWav(wav(0.1));

  expect(process.listenerCount('uncaughtException')).toBe(0);
});

function samplesOf(bytes: Buffer): Int16Array {
  return Int16Array.from({ length: (bytes.length - HEADER_BYTES) / 2 }, (_, index) =>
    bytes.readInt16LE(HEADER_BYTES + index * 2),
  );
}

/** How much of a pitch there is in the sound. */
function strength(samples: Int16Array, hertz: number): number {
  const turn = (index: number) => (2 * Math.PI * hertz * index) / 8000;
  const cosine = samples.reduce((sum, sample, index) => sum + sample * Math.cos(turn(index)), 0);
  const sine = samples.reduce((sum, sample, index) => sum + sample * Math.sin(turn(index)), 0);
  return cosine ** 2 + sine ** 2;
}
