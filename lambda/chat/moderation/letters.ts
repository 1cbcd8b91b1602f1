/** What is compared as it stands, for speed: most of a Chinese or an English text. */
const PLAIN = /^[a-z0-9\u4e00-\u9fff]$/;
/** Also the letters that nobody sees, such as U+3164. */
const NO_LETTER = /[^\p{L}\p{N}]|\p{DI}/gu;
/** Scripts that put no spaces between words, and Korean, which hangs particles on them. */
const UNSPACED =
  /[\p{scx=Han}\p{scx=Bopomofo}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Tibetan}]/u;
const MARK = /^\p{M}$/u;

/**
 * What of a character is compared: its letters and digits, whatever their width, case and accents; empty for what only
 * stands between letters. One character decides alone, so that how a text is cut makes no difference.
 * @param character a code point
 */
export function lettersOf(character: string): string {
  if (PLAIN.test(character)) return character;
  // Without its marks first: a subscript iota would become a letter as a capital.
  const bare = withoutMarks(character);
  // By way of the capital, ß is ss and both small sigmas are one.
  return bare === '' ? '' : withoutMarks(bare.toUpperCase().toLowerCase()).normalize('NFC');
}

/** All of a text that is compared. */
export function normalised(text: string): string {
  return Array.from(text, lettersOf).join('');
}

/** Whether anything of a word is compared; a word of marks alone would be found nowhere. */
export function isMatchable(word: string): boolean {
  return normalised(word) !== '';
}

/** Whether a letter is of a script in which a word ends where no letter follows. */
export function isSpaced(letter: string): boolean {
  return !UNSPACED.test(letter);
}

/** Whether a character belongs to the letter before it. */
export function isMark(character: string): boolean {
  return MARK.test(character);
}

function withoutMarks(text: string): string {
  return text.normalize('NFKD').replace(NO_LETTER, '');
}
