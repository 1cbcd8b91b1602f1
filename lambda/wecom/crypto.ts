import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';

const BLOCK_BYTES = 32;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;

/** What is wrong with an encrypted message or a key; `code` is that of Tencent's own libraries. */
export class WecomCryptoError extends Error {
  constructor(
    readonly code: 'WECOM_-40004' | 'WECOM_-40007' | 'WECOM_-40008',
    message: string,
  ) {
    super(message);
  }
}

/** The 32 bytes behind an EncodingAESKey. */
export type AesKey = Buffer;

/** What was inside a ciphertext. */
export interface Decrypted {
  readonly message: string;
  /** CorpID for a self-built app [D90968]. */
  readonly receiveId: string;
}

/**
 * The key is 43 letters and digits [D91116]. Its last character carries two spare bits that need not be zero:
 * a strict base64 decoder would refuse the key of Tencent's own sample.
 * @throws WecomCryptoError -40004
 */
export function parseEncodingAesKey(encodingAesKey: string): AesKey {
  if (!/^[A-Za-z0-9]{43}$/.test(encodingAesKey)) {
    throw new WecomCryptoError(
      'WECOM_-40004',
      'EncodingAESKey must be exactly 43 letters and digits. Copy it again from 接收消息 → 设置API接收.',
    );
  }
  return Buffer.from(`${encodingAesKey}=`, 'base64');
}

/** Lower-case hex SHA-1 over the four values, sorted as strings, with nothing between them [D90968]. */
export function sign(token: string, timestamp: string, nonce: string, ciphertext: string): string {
  return createHash('sha1').update([token, timestamp, nonce, ciphertext].sort().join('')).digest('hex');
}

/** Whether the signature is the right one; takes the same time for every wrong one. */
export function isSignedBy(
  token: string,
  signed: { signature: string; timestamp: string; nonce: string; ciphertext: string },
): boolean {
  const expected = Buffer.from(sign(token, signed.timestamp, signed.nonce, signed.ciphertext));
  const given = Buffer.from(signed.signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/**
 * AES-256-CBC with the key's first 16 bytes as IV; plain layout
 * `random(16) ‖ length(4, big-endian, bytes) ‖ message ‖ receive id` [D90968].
 * Check the signature first.
 * @throws WecomCryptoError -40007 not a ciphertext of this key, -40008 decrypted to something else
 */
export function decrypt(key: AesKey, ciphertext: string): Decrypted {
  const plain = unpad(decipher(key, ciphertext));
  const messageStart = RANDOM_BYTES + LENGTH_BYTES;
  if (plain.length < messageStart) throw badPlaintext('it is too short');
  const messageEnd = messageStart + plain.readUInt32BE(RANDOM_BYTES);
  if (messageEnd > plain.length) throw badPlaintext('its length field points past its end');
  return {
    message: plain.toString('utf8', messageStart, messageEnd),
    receiveId: plain.toString('utf8', messageEnd),
  };
}

/**
 * The reverse of {@link decrypt}.
 * @param random 16 random bytes
 */
export function encrypt(key: AesKey, { message, receiveId }: Decrypted, random: Buffer): string {
  const content = Buffer.from(message);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(content.length);
  const plain = Buffer.concat([random, length, content, Buffer.from(receiveId)]);
  const cipher = createCipheriv('aes-256-cbc', key, ivOf(key)).setAutoPadding(false);
  return Buffer.concat([cipher.update(pad(plain)), cipher.final()]).toString('base64');
}

function decipher(key: AesKey, ciphertext: string): Buffer {
  const bytes = Buffer.from(ciphertext, 'base64');
  const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(ciphertext);
  if (!isBase64 || bytes.length % 16 !== 0) {
    throw new WecomCryptoError('WECOM_-40007', 'The ciphertext is not base64 of whole AES blocks.');
  }
  // Node unpads 1..16 only, WeCom pads to blocks of 32 bytes.
  const cipher = createDecipheriv('aes-256-cbc', key, ivOf(key)).setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

function pad(plain: Buffer): Buffer {
  const length = BLOCK_BYTES - (plain.length % BLOCK_BYTES);
  return Buffer.concat([plain, Buffer.alloc(length, length)]);
}

function unpad(padded: Buffer): Buffer {
  const length = padded[padded.length - 1] ?? 0;
  const isPadding = length >= 1 && length <= BLOCK_BYTES && length <= padded.length;
  if (!isPadding || !padded.subarray(-length).every((byte) => byte === length)) {
    throw badPlaintext('its padding is broken');
  }
  return padded.subarray(0, -length);
}

function ivOf(key: AesKey): Buffer {
  return key.subarray(0, 16);
}

function badPlaintext(reason: string): WecomCryptoError {
  return new WecomCryptoError(
    'WECOM_-40008',
    `The ciphertext does not decrypt to a message: ${reason}. Is the EncodingAESKey that of this app?`,
  );
}
