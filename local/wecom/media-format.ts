const AMR_HEADER = '#!AMR\n';
/** Bytes of a frame by its type, the first byte included; 0 is reserved. */
const AMR_FRAME_BYTES = [13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1];
const AMR_FRAME_MS = 20;

/** Told by the bytes alone: names and content types are what the caller says. */
export function isJpeg(bytes: Buffer): boolean {
  return bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]));
}

export function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
}

/** An ISO base media file begins with a box named `ftyp`. */
export function isMp4(bytes: Buffer): boolean {
  return bytes.toString('latin1', 4, 8) === 'ftyp';
}

export function isAmr(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, AMR_HEADER.length) === AMR_HEADER;
}

/** @returns how long an AMR file plays, ms; undefined if its frames do not add up */
export function amrDurationMs(bytes: Buffer): number | undefined {
  let frames = 0;
  let at = AMR_HEADER.length;
  while (at < bytes.length) {
    const frameBytes = AMR_FRAME_BYTES[((bytes[at] ?? 0) >> 3) & 15] ?? 0;
    if (frameBytes === 0) return undefined;
    at += frameBytes;
    frames++;
  }
  return at === bytes.length && frames > 0 ? frames * AMR_FRAME_MS : undefined;
}
