import { createCipheriv } from 'node:crypto';
import * as tencent from '@wecom/crypto';
import fc from 'fast-check';
import { decrypt, encrypt, isSignedBy, parseEncodingAesKey, sign } from '../../../lambda/wecom/crypto';
import { badKeys, badVectors, goodVectors, type Vector } from './vectors';
import { errorWith } from '../../support/errors';

const signedOf = (vector: Vector) => ({
  signature: vector.msg_signature,
  timestamp: vector.timestamp,
  nonce: vector.nonce,
  ciphertext: vector.encrypt,
});

// A vector whose signature stands for something else says so in a note.
const signedVectors = goodVectors.filter((vector) => vector.note_signature === undefined);
const ENCODING_AES_KEY = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg';
const key = parseEncodingAesKey(ENCODING_AES_KEY);
const random = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes));
const wellFormed = (constraints?: fc.StringConstraints) => fc.string({ unit: 'grapheme', ...constraints });

describe('signature', () => {
  it.each(signedVectors)('is right in $id', (vector) => {
    expect(sign(vector.token, vector.timestamp, vector.nonce, vector.encrypt)).toBe(vector.msg_signature);
    expect(isSignedBy(vector.token, signedOf(vector))).toBe(true);
  });

  it.each(badVectors.filter((vector) => vector.expect === 'signature_mismatch'))(
    'is wrong in $id',
    (vector) => {
      expect(isSignedBy(vector.token, signedOf(vector))).toBe(false);
    },
  );

  it('is refused when any one bit of what it covers, or of itself, has changed', () => {
    const ascii = fc.string({ minLength: 1, unit: 'binary-ascii' });
    fc.assert(
      fc.property(
        ascii,
        ascii,
        ascii,
        ascii,
        fc.nat(),
        fc.nat(),
        (token, timestamp, nonce, ciphertext, which, bit) => {
          const signed = {
            timestamp,
            nonce,
            ciphertext,
            signature: sign(token, timestamp, nonce, ciphertext),
          };
          const field =
            (['timestamp', 'nonce', 'ciphertext', 'signature'] as const)[which % 4] ?? 'signature';
          const changed = flipBit(signed[field], bit);
          // Values are sorted and joined, so a change can, rarely, give the same text.
          fc.pre(field === 'signature' || joined({ ...signed, [field]: changed }) !== joined(signed));
          expect(isSignedBy(token, { ...signed, [field]: changed })).toBe(false);

          function joined(of: typeof signed): string {
            return [token, of.timestamp, of.nonce, of.ciphertext].sort().join('');
          }
        },
      ),
    );
  });
});

describe('decryption', () => {
  it.each(goodVectors)(
    'of $id gives message and receive id, and encryption gives the same bytes',
    (vector) => {
      const ownKey = parseEncodingAesKey(vector.encodingAesKey);
      const decrypted = decrypt(ownKey, vector.encrypt);
      expect(decrypted).toEqual({ message: vector.plaintext, receiveId: vector.receiveId });
      expect(encrypt(ownKey, decrypted, Buffer.from(vector.random_base64 ?? '', 'base64'))).toBe(
        vector.encrypt,
      );
    },
  );

  const beyondSignature = badVectors.filter(
    (vector) => vector.expect !== 'signature_mismatch' && vector.expect !== 'receiveid_mismatch',
  );
  it.each(beyondSignature)('refuses $id, which is rightly signed', (vector) => {
    expect(isSignedBy(vector.token, signedOf(vector))).toBe(true);
    expect(() => decrypt(parseEncodingAesKey(vector.encodingAesKey), vector.encrypt)).toThrow(
      errorWith({ code: expect.stringMatching(/^WECOM_-4000[78]$/) as string }),
    );
  });

  it('gives back another receive id for the caller to refuse', () => {
    const other = badVectors.find((vector) => vector.expect === 'receiveid_mismatch');
    const { receiveId } = decrypt(parseEncodingAesKey(other?.encodingAesKey ?? ''), other?.encrypt ?? '');
    expect(receiveId).not.toBe(other?.receiveId);
  });

  it("reads what Tencent's own package encrypts, and the other way round, for every length modulo 32", () => {
    for (let length = 0; length <= 64; length++) {
      const message = 'x'.repeat(length);
      expect(decrypt(key, tencent.encrypt(ENCODING_AES_KEY, message, 'ww1'))).toEqual({
        message,
        receiveId: 'ww1',
      });
      const ours = encrypt(key, { message, receiveId: 'ww1' }, Buffer.alloc(16, length));
      expect(tencent.decrypt(ENCODING_AES_KEY, ours)).toMatchObject({ message, id: 'ww1' });
    }
  });

  it('gives back what was encrypted', () => {
    fc.assert(
      fc.property(wellFormed(), wellFormed({ maxLength: 20 }), random, (message, receiveId, bytes) => {
        expect(decrypt(key, encrypt(key, { message, receiveId }, bytes))).toEqual({ message, receiveId });
      }),
    );
  });

  it.each([33, 48, 64])('refuses padding of %d bytes, more than a block of 32', (length) => {
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const plain = Buffer.concat([Buffer.alloc(16), Buffer.from([0, 0, 0, 1]), Buffer.from('x')]);
    const filler = Buffer.alloc(128 - plain.length - length, 'y');
    const padded = Buffer.concat([plain, filler, Buffer.alloc(length, length)]);
    const ciphertext = Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
    expect(() => decrypt(key, ciphertext)).toThrow(errorWith({ code: 'WECOM_-40008' }));
  });

  it('of anything at all gives a message or a WecomCryptoError', () => {
    fc.assert(
      fc.property(fc.oneof(fc.base64String(), fc.string()), (ciphertext) => {
        let code = 'none';
        try {
          decrypt(key, ciphertext);
        } catch (error) {
          code = String((error as { code?: unknown }).code);
        }
        expect(code).toMatch(/^none$|^WECOM_-4000[78]$/);
      }),
    );
  });
});

describe('EncodingAESKey', () => {
  it.each(badKeys)('is refused: $why', ({ key: bad }) => {
    expect(() => parseEncodingAesKey(bad)).toThrow(errorWith({ code: 'WECOM_-40004' }));
  });

  it('is taken when the spare bits of its last character are set', () => {
    expect(parseEncodingAesKey('jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C')).toHaveLength(32);
  });
});

function flipBit(text: string, bit: number): string {
  const bytes = Buffer.from(text, 'latin1');
  const at = bit % (bytes.length * 7);
  bytes[Math.floor(at / 7)] = (bytes[Math.floor(at / 7)] ?? 0) ^ (1 << (at % 7));
  return bytes.toString('latin1');
}
