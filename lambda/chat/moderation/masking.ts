import { lettersOf } from './letters';
import type { Match } from './word-scan';

/** As wide as a Chinese character, and no mark of markdown. */
const MASK = '＊';

/**
 * Hides the words that are to be masked: each letter and digit; what stands between stays.
 * @param matches in the order of their starts, which count from the text's beginning; they may reach out of it
 */
export function masked(text: string, matches: readonly Match[]): string {
  let shown = '';
  let at = 0;
  for (const { start, end, action } of matches) {
    if (action !== 'mask' || end <= at) continue;
    const from = Math.max(at, start);
    shown += text.slice(at, from) + hidden(text.slice(from, end));
    at = end;
  }
  return shown + text.slice(at);
}

function hidden(word: string): string {
  return Array.from(word, (character) => (lettersOf(character) === '' ? character : MASK)).join('');
}
