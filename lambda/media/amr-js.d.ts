/** The encoder of amr-js: OpenCORE AMR as asm.js of 2015. Its package's own entry wants a browser. */
declare module 'amr-js/library/amrnb.js' {
  /**
   * Of the last samples, what is no more than a frame is left out: a whole one too.
   * @param samples from -1 to 1
   * @param rate of the samples; it does not filter, so that 8000 is the only good one
   * @param mode bit rate; 7 is 12.2 kbit/s
   * @returns null if it has no memory
   */
  export function encode(samples: ArrayLike<number>, rate: number, mode: number): Uint8Array | null;
}
