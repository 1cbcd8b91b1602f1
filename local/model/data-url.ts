import { createHash } from 'node:crypto';

/** A file that came inside a request. */
export interface DataUrl {
  /** E.g. `image/png`. */
  readonly mediaType: string;
  readonly bytes: Buffer;
}

const DATA_URL = /^data:([a-z0-9.+/-]+);base64,([A-Za-z0-9+/]*={0,2})$/i;
const LONGEST_KEPT = 200;

/** Reads a `data:` URL in base64. @returns undefined for anything else */
export function readDataUrl(text: unknown): DataUrl | undefined {
  const [, mediaType, base64] = (typeof text === 'string' ? DATA_URL.exec(text) : undefined) ?? [];
  if (mediaType === undefined || base64 === undefined) return;
  return { mediaType: mediaType.toLowerCase(), bytes: Buffer.from(base64, 'base64') };
}

/** How a file is told of in a few words: `1234 bytes, sha256 0123456789ab`. */
export function fingerprint(bytes: Uint8Array): string {
  return `${bytes.length} bytes, sha256 ${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`;
}

/** A long `data:` URL in a few words, `data:image/png;base64,…(<n> bytes, sha256 <hex>)`; another value as it is. */
export function shortDataUrl(value: unknown): unknown {
  if (typeof value !== 'string' || value.length <= LONGEST_KEPT) return value;
  const file = readDataUrl(value);
  return file ? `data:${file.mediaType};base64,…(${fingerprint(file.bytes)})` : value;
}
