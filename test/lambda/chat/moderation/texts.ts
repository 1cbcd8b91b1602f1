import fc from 'fast-check';
import type { ModerationAction, WordList } from '../../../../lambda/shared/bot-config';

/** Lists of one word each, named by it. */
export const lists = (action: ModerationAction, ...words: string[]): WordList[] =>
  words.map((word) => ({ name: word, action, words: [word] }));

/** What may stand between two letters of a word. */
export const BETWEEN = [
  ...['.', '，', ' ', '\u3000', '\n', '\r\n', '*', '｜', '＊', '_', '🌸', '👍🏽', '👨‍👩‍👧‍👦', '️', '\u200b'],
  ...['\u200d', '\u0301', '\u0345', '\u20dd', '\ufe0f', '\u{e0100}', '\u3164', '\u00ad', '\ud83d', '\udc68'],
];

/** Few letters, so that words come about by chance; some of them in several forms. */
const LETTERS = [
  'a',
  'b',
  'A',
  'Ｂ',
  '𝐚',
  'á',
  'ａ\u0301',
  'д',
  'Д',
  '1',
  '１',
  '敏',
  '感',
  '𠮷',
  'ガ',
  'ｶﾞ',
];

const letter = fc.constantFrom(...LETTERS);
const mark = fc.constantFrom(...BETWEEN);
const gap = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  { weight: 3, arbitrary: mark },
  { weight: 1, arbitrary: fc.array(mark, { maxLength: 20 }).map((marks) => marks.join('')) },
);

/** Letters with gaps between them. */
export const texts = fc
  .array(fc.tuple(letter, gap), { maxLength: 30 })
  .map((pieces) => pieces.flat().join(''));

/** Letters, some with a mark between them. */
export const words = fc
  .array(fc.tuple(letter, fc.constantFrom('', '', '', '-', ' ')), { minLength: 1, maxLength: 4 })
  .map((pieces) => pieces.flat().join(''));

const action = fc.constantFrom<ModerationAction>('block', 'mask', 'note');

/** Lists with names of their own. */
export const anyLists = (actions: fc.Arbitrary<ModerationAction> = action): fc.Arbitrary<WordList[]> =>
  fc
    .array(fc.record({ action: actions, words: fc.array(words, { maxLength: 4 }) }), { maxLength: 4 })
    .map((all) => all.map((list, index) => ({ name: `list ${index}`, ...list })));

/** Lengths of pieces, in turn. */
export const cuts = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 });

/** A text in pieces of these lengths, in turn; cut anywhere. */
export function inPieces(text: string, lengths: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1;
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}
