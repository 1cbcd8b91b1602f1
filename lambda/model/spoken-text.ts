/**
 * What is spoken in a minute, at a usual pace: 300 syllables of Chinese, or 900 letters of a text in the Latin script. A
 * syllable therefore counts as three letters. OpenAI takes 4,096 characters.
 */
const MAX_LETTERS = 900;
const LETTERS_A_SYLLABLE = 3;
/** A character that is a syllable or more. */
const SYLLABLE = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{Nd}]/u;
const SENTENCES = /^.*(?:[。！？!?；\n]|\.(?=\s))/s;

/** The beginning of a text that can be spoken in a minute, to the end of a sentence where there is one late enough. */
export function speakable(text: string): string {
  const words = text.trim();
  const head = beginningOf(words);
  if (head === words) return words;
  const sentences = SENTENCES.exec(head)?.[0] ?? '';
  return (sentences.length > head.length / 2 ? sentences : head).trim();
}

function beginningOf(text: string): string {
  let letters = 0;
  let head = '';
  for (const character of text) {
    letters += SYLLABLE.test(character) ? LETTERS_A_SYLLABLE : 1;
    if (letters > MAX_LETTERS) break;
    head += character;
  }
  return head;
}
