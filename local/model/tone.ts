import type { Sound } from './wav';

const FULL_SCALE = 32767;
const MODERATE = 0.3;
/** Nothing louder than 1 % is silence. */
const QUIET = FULL_SCALE / 100;
/** How far the curve has to fall, in peaks, before its next rise through zero counts: noise crosses zero, too. */
const FALL = 0.3;

/** A sine of moderate volume, 16-bit PCM. */
export function tone(hertz: number, seconds: number, rate: number): Buffer {
  const pcm = Buffer.alloc(Math.round(seconds * rate) * 2);
  for (let at = 0; at < pcm.length; at += 2) {
    const turns = (hertz * at) / 2 / rate;
    pcm.writeInt16LE(Math.round(Math.sin(turns * 2 * Math.PI) * MODERATE * FULL_SCALE), at);
  }
  return pcm;
}

/** The greatest swing of a sound; undefined where it is silent. */
export function peakOf({ samples }: Sound): number | undefined {
  const peak = samples.reduce(
    (highest, sample) => (sample > highest ? sample : sample < -highest ? -sample : highest),
    0,
  );
  return peak < QUIET ? undefined : peak;
}

/** The pitch of a tone in hertz, by the time between its rises through zero; undefined where there are too few. */
export function pitchOf(sound: Sound): number | undefined {
  const rises = risesThroughZero(sound);
  const periods = rises.slice(1).map((rise, index) => rise - (rises[index] ?? 0));
  const usual = periods.toSorted((a, b) => a - b)[periods.length >> 1];
  if (usual === undefined) return;
  // A pause is no period.
  const regular = periods.filter((period) => Math.abs(period - usual) < usual / 2);
  return (sound.rate * regular.length) / regular.reduce((sum, period) => sum + period, 0);
}

/** When the curve rises through zero, in samples. */
function risesThroughZero(sound: Sound): number[] {
  const { samples } = sound;
  const depth = -FALL * (peakOf(sound) ?? Infinity);
  const rises: number[] = [];
  let hasFallen = false;
  let before = 0;
  samples.forEach((sample, index) => {
    if (hasFallen && sample >= 0) {
      rises.push(index - sample / (sample - before));
      hasFallen = false;
    }
    if (sample < depth) hasFallen = true;
    before = sample;
  });
  return rises;
}
