import { MediaError } from '../chat/ports';
import { amrFrames, isAmr } from './amr-frames';
import { isWav, readWav, sampleOf, type Sound } from './wav';

/** Samples of which the loudness is taken: 50 ms of a phone's voice. */
const BLOCK = 400;
/** How many blocks must be loud: a click is in one or two. */
const LOUD_BLOCKS = 3;
/** RMS of a sample: -54 dB of full scale. A quiet room is at -60, soft speech at -45. */
const LOUD = 65;

/**
 * What a voice message sounds like.
 * @param bytes AMR, narrow-band or wide-band, or WAV: they say which
 * @throws MediaError `unreadable` if it is something else, `malformed`, `too-long` above 62 s
 */
export async function decodeVoice(bytes: Uint8Array): Promise<Sound> {
  if (isAmr(bytes)) return decodeAmr(bytes);
  if (isWav(bytes)) return readWav(bytes);
  throw new MediaError('unreadable', 'the voice is neither AMR nor WAV');
}

async function decodeAmr(bytes: Uint8Array): Promise<Sound> {
  const { kind, count } = amrFrames(bytes);
  const { channelData, sampleRate: rate } = await amrDecoder().default(bytes);
  const [floats = new Float32Array()] = channelData;
  const samplesAFrame = kind === 'nb' ? 160 : 320;
  // The decoder does not throw: it returns less, and nothing of a file below 9 bytes, in which nobody speaks.
  if (floats.length !== count * samplesAFrame)
    throw new MediaError('malformed', 'the AMR can not be decoded');
  const samples = new Int16Array(floats.length);
  floats.forEach((value, index) => (samples[index] = sampleOf(value)));
  return { samples, rate };
}

/**
 * Loaded with the first voice that is worth it.
 *
 * By `require`: esbuild bundles it all the same, and Jest knows no `import()`.
 */
function amrDecoder(): typeof import('@audio/decode-amr') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  return require('@audio/decode-amr') as typeof import('@audio/decode-amr');
}

/**
 * Whether nothing is heard, by its energy: no sound at all, or the noise of a quiet room. What is silent need not be
 * given to a model, which would make up words.
 */
export function isSilent(samples: Int16Array): boolean {
  let loud = 0;
  for (let at = 0; at < samples.length; at += BLOCK) {
    if (loudness(samples.subarray(at, at + BLOCK)) >= LOUD) loud += 1;
  }
  return loud < LOUD_BLOCKS;
}

/** RMS around the mean: what stands still is not heard. */
function loudness(samples: Int16Array): number {
  let sum = 0;
  let squares = 0;
  for (const sample of samples) {
    sum += sample;
    squares += sample * sample;
  }
  const mean = sum / samples.length;
  return Math.sqrt(squares / samples.length - mean * mean);
}
