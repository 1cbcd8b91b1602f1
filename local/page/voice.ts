import { createRequire } from 'node:module';
import { readWav } from '../model/wav';

const SAMPLES_A_SECOND = 8000;
/** AMR-NB has 50 frames a second, each of 160 samples and at most 32 bytes. */
const FRAME_SAMPLES = 160;
const MAX_FRAMES = 60 * 50;
const MAX_AMR_BYTES = 6 + MAX_FRAMES * 32;
const MODE_12_2_KBITS = 7;

/** What is no voice as WeCom has it: AMR-NB of at most 60 s [D90253]. */
export class NoVoiceError extends Error {
  readonly code = 'NO_VOICE';
}

interface Codec {
  encode(samples: Float32Array, samplesASecond: number, mode: number): Uint8Array | null;
  toWAV(amr: Uint8Array): Uint8Array | null;
}

let loaded: Codec | undefined;

/** What browsers play, of what WeCom has. @returns 8 kHz, 16 bit, mono @throws NoVoiceError */
export function wavOfAmr(amr: Buffer): Buffer {
  if (amr.length > MAX_AMR_BYTES) throw new NoVoiceError('The voice is longer than 60 s.');
  const wav = codec().toWAV(amr);
  if (!wav) throw new NoVoiceError('The file is no AMR-NB: it does not begin with "#!AMR".');
  return Buffer.from(wav);
}

/** What WeCom has, of what a browser can make. @param wav 8 kHz, 16 bit, mono @throws NoVoiceError */
export function amrOfWav(wav: Buffer): Buffer {
  const sound = readWav(wav);
  if (sound?.rate !== SAMPLES_A_SECOND) throw new NoVoiceError('Send a WAV file of 8 kHz, 16 bit, mono.');
  const frames = Math.ceil(sound.samples.length / FRAME_SAMPLES);
  if (frames < 1 || frames > MAX_FRAMES)
    throw new NoVoiceError('A voice lasts up to 60 s, and is not empty.');
  // One sample more: the encoder leaves out a last frame that nothing follows.
  const samples = new Float32Array(frames * FRAME_SAMPLES + 1);
  sound.samples.forEach((sample, index) => (samples[index] = sample / 32768));
  const amr = codec().encode(samples, SAMPLES_A_SECOND, MODE_12_2_KBITS);
  if (!amr) throw new Error('The AMR encoder did not start.');
  return Buffer.from(amr);
}

/**
 * opencore-amr as asm.js, which takes a third of a second to load, so at the first voice. It comes without the
 * listener that the package puts on the process, which would throw each uncaught error once more.
 */
function codec(): Codec {
  if (loaded) return loaded;
  const before = new Set(process.listeners('uncaughtException'));
  loaded = createRequire(__filename)('amr-js/library/amrnb.js') as Codec;
  for (const listener of process.listeners('uncaughtException'))
    if (!before.has(listener)) process.removeListener('uncaughtException', listener);
  return loaded;
}
