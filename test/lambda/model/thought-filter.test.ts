import fc from 'fast-check';
import { ThoughtFilter } from '../../../lambda/model/thought-filter';

function filtered(pieces: readonly string[]): string {
  const filter = new ThoughtFilter();
  return pieces.map((piece) => filter.push(piece)).join('') + filter.end();
}

it.each([
  ['a thought', '<think>嗯</think>四', '四'],
  ['a thought of several lines, and the lines around it', '\n<think>\n嗯\n\n好\n</think>\n\n四\n', '四\n'],
  ['an empty thought', '<think>\n\n</think>\n\n四', '四'],
  ['a thought that never ends', '<think>嗯，四', ''],
  ['a thought about the word', '<think>他问 <think> 是什么</think>四', '四'],
])('takes away %s', (_, text, expected) => {
  expect(filtered([text])).toBe(expected);
});

it.each([
  ['an answer', '四'],
  ['nothing', ''],
  ['the word within an answer', '`<think>` 是想，</think> 是想完了。<think>想</think>'],
  ['a second thought', ' <thinker>想</thinker>'],
  ['what only begins as one', '<thin'],
  ['spaces', ' \n '],
  ['spaces before an answer', '\n四'],
])('leaves %s', (_, text) => {
  expect(filtered([text])).toBe(text);
});

it('gives an answer as soon as it is certain', () => {
  const filter = new ThoughtFilter();
  const given = ['<th', 'ink>嗯</thi', 'nk>', '\n', '\n四', '是<think>'].map((piece) => filter.push(piece));
  expect(given).toEqual(['', '', '', '', '四', '是<think>']);
});

const piece = fc.constantFrom('<think>', '</think>', '<think', '</', '<', 'k>', ' ', '\n', '四', '想', 'a');
const text = fc.oneof(
  fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.array(piece, { maxLength: 12 }).map((pieces) => `<think>${pieces.join('')}`),
);
const cuts = fc.array(fc.nat({ max: 60 }), { maxLength: 20 });

it('gives the same however the text is cut', () => {
  fc.assert(
    fc.property(text, cuts, (whole, places) => {
      const sorted = [
        0,
        ...places.filter((place) => place < whole.length).sort((a, b) => a - b),
        whole.length,
      ];
      const pieces = sorted.slice(1).map((end, index) => whole.slice(sorted[index], end));
      expect(filtered(pieces)).toBe(whole.replace(/^\s*<think>.*?(<\/think>\s*|$)/s, ''));
    }),
    { numRuns: 2000 },
  );
});
