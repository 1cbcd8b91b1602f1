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
  /** Its pitch; 0: there is no sound. */
  readonly hz: number;
}

const AMR_HEADER_BYTES = 6;
/** How much is encoded at once, and how much of a sound its pitch is taken from. */
const ENCODED_SECONDS = 60;
const MEASURED_SECONDS = 0.25;
const MIN_HZ = 60;
const MAX_HZ = 4000;
const STEP_HZ = 2;

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

/** Measures length and, in the middle, the loudest tone, which stands noise and a codec. @param rate samples a second */
export function measure(samples: Int16Array, rate: number): Heard {
  const wanted = Math.min(samples.length, Math.round(MEASURED_SECONDS * rate));
  const from = Math.floor((samples.length - wanted) / 2);
  return { seconds: samples.length / rate, hz: loudestTone(samples.subarray(from, from + wanted), rate) };
}

function loudestTone(samples: Int16Array, rate: number): number {
  if (samples.every((sample) => sample === 0)) return 0;
  // Without the edges, which sound like all tones at once.
  const windowed = Float64Array.from(
    samples,
    (sample, index) => sample * Math.sin((Math.PI * (index + 0.5)) / samples.length) ** 2,
  );
  const count = Math.floor((Math.min(MAX_HZ, rate / 2) - MIN_HZ) / STEP_HZ);
  const levels = Array.from({ length: count }, (_, index) =>
    levelAt(windowed, MIN_HZ + index * STEP_HZ, rate),
  );
  const loudest = levels.indexOf(Math.max(...levels));
  return MIN_HZ + topNear(loudest, levels) * STEP_HZ;
}

/** How loud a tone is among others, on a logarithmic scale (Goertzel's algorithm). */
function levelAt(samples: Float64Array, hz: number, rate: number): number {
  const factor = 2 * Math.cos((2 * Math.PI * hz) / rate);
  let last = 0;
  let lastButOne = 0;
  for (const sample of samples) {
    const next = sample + factor * last - lastButOne;
    lastButOne = last;
    last = next;
  }
  return Math.log(last * last + lastButOne * lastButOne - factor * last * lastButOne);
}

/** The top of the parabola through three neighbours. */
function topNear(index: number, values: readonly number[]): number {
  const [before, here, after] = [values[index - 1], values[index], values[index + 1]];
  if (before === undefined || here === undefined || after === undefined) return index;
  return index + (0.5 * (before - after)) / (before - 2 * here + after);
}

/** Measures AMR with its level in dB, by a decoder that is not of the library that encodes. */
export async function measureAmr(amr: Uint8Array): Promise<Heard & { readonly level: number }> {
  const { channelData, sampleRate } = await amrDecoder().default(amr);
  const samples = Int16Array.from(channelData[0] ?? [], (value) => value * 32_767);
  return { ...measure(samples, sampleRate), level: levelOf(samples) };
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
