import { setImmediate } from 'node:timers/promises';

/** Samples in a frame of 20 ms. */
const FRAME = 160;
const FRAME_BYTES = 32;
const HEADER_BYTES = 6;
/** WeCom takes 60 s [D90253]. */
const MAX_FRAMES = 3000;
/** 12.2 kbit/s, as WeCom's own recordings have. */
const BEST_MODE = 7;

/** The encoder did not do what it should. */
export class AmrEncoderError extends Error {
  readonly code = 'AMR_ENCODER_FAILED';
  constructor(frames: number, bytes: number) {
    super(
      `The AMR encoder made ${bytes} bytes of ${frames} frames, which is wrong. The answer is not spoken; ` +
        'please report it.',
    );
  }
}

/**
 * AMR narrow-band of at most 60 s: what comes later is cut off, and no sound at all becomes 20 ms of silence.
 *
 * Each of loading the encoder and encoding a minute keeps the process busy for some 0.3 s of a whole core.
 * @param samples with 8,000 a second
 * @throws AmrEncoderError
 */
export async function encodeAmr(samples: Int16Array): Promise<Uint8Array> {
  const frames = Math.min(MAX_FRAMES, Math.max(1, Math.ceil(samples.length / FRAME)));
  const encoder = amrEncoder();
  await setImmediate();
  // Filled up to whole frames, and one sample more: without it the encoder would leave the last frame out.
  const floats = new Float64Array(frames * FRAME + 1);
  samples.subarray(0, frames * FRAME).forEach((sample, index) => (floats[index] = sample / 32_767));
  const bytes = encoder.encode(floats, 8000, BEST_MODE);
  if (bytes?.length !== HEADER_BYTES + frames * FRAME_BYTES) {
    throw new AmrEncoderError(frames, bytes?.length ?? 0);
  }
  return bytes;
}

/**
 * Loaded with the first answer that is spoken: it takes a while, and a listener that it leaves behind would throw
 * again, with another exit code, whatever ends the process.
 *
 * By `require`, which is done when it returns: no listener of anybody else's can be there by then.
 */
function amrEncoder(): typeof import('amr-js/library/amrnb.js') {
  const others = new Set(process.listeners('uncaughtException'));
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  const encoder = require('amr-js/library/amrnb.js') as typeof import('amr-js/library/amrnb.js');
  for (const listener of process.listeners('uncaughtException')) {
    if (!others.has(listener)) process.off('uncaughtException', listener);
  }
  return encoder;
}
