import type { ByteReader } from '../byte-reader';

/** Pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Both sizes fit in: a picture can say one thing at its beginning and another where it is drawn. */
export function larger(a: Size, b: Size): Size {
  return { width: Math.max(a.width, b.width), height: Math.max(a.height, b.height) };
}

/** @throws MediaError `malformed` if there is nothing to see */
export function demandArea(file: ByteReader, size: Size): Size {
  if (size.width > 0 && size.height > 0) return size;
  throw file.malformed('has no area');
}
