import { encodeAmr } from '../../lambda/media/amr-encode';
import { writeWav } from '../../lambda/media/wav';
import { amrDecoder } from './amr-decoder';

export interface Tone {
  readonly hz: number;
  readonly seconds: number;
  /** Samples a second; absent: 8,000. */
  readonly rate?: number;
  /** Peak, as a part of the loudest: 0 to 1; absent: 0.5. */
  readonly volume?: number;
}

/** What can be heard of a sound. */
export interface Heard {
  readonly seconds: number;
  /** Its pitch; 0: nothing swings. */
  readonly hz: number;
}

const AMR_HEADER_BYTES = 6;
/** How much is encoded at once, and how much of a sound its pitch is taken from. */
const ENCODED_SECONDS = 60;
const MEASURED_SECONDS = 0.25;
const MIN_HZ = 60;
const MAX_HZ = 3500;

/** A sound that swings evenly. */
export function tone({ hz, seconds, rate = 8000, volume = 0.5 }: Tone): Int16Array {
  return Int16Array.from({ length: Math.round(seconds * rate) }, (_, index) =>
    Math.round(32_767 * volume * Math.sin((2 * Math.PI * hz * index) / rate)),
  );
}

/** Nothing but zeros. */
export function silence({ seconds, rate = 8000 }: Pick<Tone, 'seconds' | 'rate'>): Int16Array {
  return new Int16Array(Math.round(seconds * rate));
}

/** One sound after the other, of the same rate. */
export function joined(...sounds: readonly Int16Array[]): Int16Array {
  return Int16Array.from(sounds.flatMap((sound) => Array.from(sound)));
}

/** RMS as a part of the loudest; dB: a full tone is at -3, silence at minus infinity. */
export function levelOf(samples: Int16Array): number {
  const squares = samples.reduce((sum, sample) => sum + sample * sample, 0);
  return 20 * Math.log10(Math.sqrt(squares / samples.length) / 32_767);
}

/** Measures length and, in the middle, pitch: by autocorrelation, which stands noise and a codec. @param rate samples a second */
export function measure(samples: Int16Array, rate: number): Heard {
  const wanted = Math.min(samples.length, Math.round(MEASURED_SECONDS * rate));
  const from = Math.floor((samples.length - wanted) / 2);
  return { seconds: samples.length / rate, hz: pitchOf(samples.subarray(from, from + wanted), rate) };
}

function pitchOf(samples: Int16Array, rate: number): number {
  const likeness = (lag: number): number => likenessAt(samples, lag);
  const longest = Math.min(Math.ceil(rate / MIN_HZ), samples.length >> 1);
  const lags = Array.from({ length: longest }, (_, index) => likeness(index));
  const shortest = Math.floor(rate / MAX_HZ);
  const isPeak = (lag: number): boolean => {
    const [before = 0, here = 0, after = 0] = [lag - 1, lag, lag + 1].map((each) => lags[each]);
    return here > before && here >= after;
  };
  const peaks = lags
    .map((_, lag) => lag)
    .filter((lag) => lag >= shortest && lag + 1 < longest && isPeak(lag));
  const best = Math.max(0, ...peaks.map((lag) => lags[lag] ?? 0));
  // A tone is like itself after two swings and three as well: its pitch is the first.
  const lag = peaks.find((each) => (lags[each] ?? 0) >= 0.9 * best);
  return lag === undefined || best < 0.3 ? 0 : rate / topNear(lag, lags);
}

/** How like the sound is to itself, so many samples later: 1 at most. */
function likenessAt(samples: Int16Array, lag: number): number {
  let [product, early, late] = [0, 0, 0];
  for (let index = 0; index + lag < samples.length; index += 1) {
    const [a = 0, b = 0] = [samples[index], samples[index + lag]];
    product += a * b;
    early += a * a;
    late += b * b;
  }
  return early * late === 0 ? 0 : product / Math.sqrt(early * late);
}

/** The top of the parabola through three neighbours. */
function topNear(lag: number, lags: readonly number[]): number {
  const [before = 0, here = 0, after = 0] = lags.slice(lag - 1, lag + 2);
  return lag + (0.5 * (before - after)) / (before - 2 * here + after);
}

/** Measures AMR, by a decoder that is not of the library that encodes. */
export async function measureAmr(amr: Uint8Array): Promise<Heard> {
  const { channelData, sampleRate } = await amrDecoder().default(amr);
  const samples = Int16Array.from(channelData[0] ?? [], (value) => value * 32_767);
  return measure(samples, sampleRate);
}

/** 16-bit WAV. @param rate samples a second */
export function wavOf(samples: Int16Array, rate: number): Buffer {
  return Buffer.from(writeWav({ samples, rate }));
}

/** AMR narrow-band, as long as the sound is: unlike ours that is sent, not cut at a minute. @param samples8k 8,000 a second */
export async function amrOf(samples8k: Int16Array): Promise<Buffer> {
  const piece = ENCODED_SECONDS * 8000;
  const encoded: Uint8Array[] = [];
  for (let at = 0; at === 0 || at < samples8k.length; at += piece) {
    const amr = await encodeAmr(samples8k.subarray(at, at + piece));
    encoded.push(at === 0 ? amr : amr.subarray(AMR_HEADER_BYTES));
  }
  return Buffer.concat(encoded);
}
