import vectors from './vectors.json';

/** A signed and encrypted callback, from public test suites or made with node:crypto; `where` says which. */
export interface Vector {
  readonly id: string;
  readonly token: string;
  readonly encodingAesKey: string;
  readonly receiveId: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly encrypt: string;
  readonly msg_signature: string;
  /** What it decrypts to, and with which random bytes it was made. */
  readonly plaintext?: string;
  readonly random_base64?: string;
  readonly raw_body?: string;
  readonly raw_query?: string;
  readonly note_signature?: string;
  /** What is wrong with a bad one. */
  readonly expect?: string;
}

export const goodVectors: readonly Vector[] = vectors.good;
export const badVectors: readonly Vector[] = vectors.bad;
export const badKeys: readonly { why: string; key: string }[] = vectors.bad_encoding_aes_keys;
export const badBodies: readonly { id: string; body: string }[] = vectors.http_bad;
