const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** Of base64: those whose last two bits are zero. */
const WITHOUT_SPARE_BITS = 'AEIMQUYcgkosw048';
const TOKEN_LENGTH = 32;
const KEY_LENGTH = 43;

/** As many random bytes, e.g. those of node:crypto. */
export type RandomBytes = (size: number) => Buffer;

/** A Token, as long as WeCom takes it [D91116]. */
export function newToken(randomBytes: RandomBytes): string {
  return randomText(randomBytes, TOKEN_LENGTH, LETTERS_AND_DIGITS);
}

/**
 * An EncodingAESKey: 43 letters and digits [D91116] that are 32 bytes in base64. The two bits that its last character has
 * to spare are zero, so that a strict decoder takes it too.
 */
export function newEncodingAesKey(randomBytes: RandomBytes): string {
  return (
    randomText(randomBytes, KEY_LENGTH - 1, LETTERS_AND_DIGITS) +
    randomText(randomBytes, 1, WITHOUT_SPARE_BITS)
  );
}

/** Every character is as likely as any other: bytes beyond the last whole round of the alphabet are left out. */
function randomText(randomBytes: RandomBytes, length: number, alphabet: string): string {
  const limit = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length - text.length)) {
      if (byte < limit) text += alphabet.charAt(byte % alphabet.length);
    }
  }
  return text;
}
