import type { Sound } from './wav';

/** What AMR narrow-band holds; samples a second. */
export const VOICE_RATE = 8000;

/** The filter's middle, where half is let through, as a part of the lower of both rates: 3.6 kHz. */
const CUTOFF = 0.45;
/** How many swings of the filter's sinc are used on each side: more let it fall faster. With these it is down by 4 kHz. */
const SWINGS = 24;

/**
 * The same sound with 8,000 samples a second. What these can't hold is filtered out before; it would come back as
 * other tones.
 *
 * A windowed sinc (Blackman): each new sample is a weighted mean of those around its place.
 * @param rate of `samples`; a whole number
 */
export function resample({ samples, rate }: Sound): Int16Array {
  if (rate === VOICE_RATE) return samples;
  const cutoff = (CUTOFF * Math.min(rate, VOICE_RATE)) / rate;
  const reach = Math.ceil(SWINGS / (2 * cutoff));
  // A new sample's place between two old ones; there are only so many.
  const places = VOICE_RATE / greatestCommonDivisor(rate, VOICE_RATE);
  const weights: Float64Array[] = [];
  const resampled = new Int16Array(Math.round((samples.length * VOICE_RATE) / rate));
  for (let index = 0; index < resampled.length; index += 1) {
    const before = Math.floor((index * rate) / VOICE_RATE);
    const place = index % places;
    weights[place] ??= weightsAt((index * rate) / VOICE_RATE - before, cutoff, reach);
    resampled[index] = weightedMean(samples, before - reach + 1, weights[place]);
  }
  return resampled;
}

/** @returns the weights of the `2 * reach` samples around a place. @param offset how far it is behind a sample; 0 to 1 */
function weightsAt(offset: number, cutoff: number, reach: number): Float64Array {
  return Float64Array.from({ length: 2 * reach }, (_, index) => {
    const distance = index - reach + 1 - offset;
    return 2 * cutoff * sinc(2 * cutoff * distance) * blackman(distance / reach);
  });
}

/** Beyond its ends the sound is silent. */
function weightedMean(samples: Int16Array, first: number, weights: Float64Array): number {
  const from = Math.max(0, -first);
  const to = Math.min(weights.length, samples.length - first);
  let sum = 0;
  for (let index = from; index < to; index += 1) sum += (samples[first + index] ?? 0) * (weights[index] ?? 0);
  return Math.round(Math.min(32_767, Math.max(-32_768, sum)));
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** @param x from -1 to 1, with the top at 0 */
function blackman(x: number): number {
  return 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
