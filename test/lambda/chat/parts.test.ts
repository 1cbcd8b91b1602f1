import fc from 'fast-check';
import { MAX_PART_BYTES, splitIntoParts } from '../../../lambda/chat/parts';

const bytes = (text: string): number => Buffer.byteLength(text);
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

const sentence = fc
  .array(fc.constantFrom('企业', '微信', '👨‍👩‍👧‍👦', 'word ', '🇨🇳', 'e\u0301', 'x'), {
    minLength: 1,
    maxLength: 60,
  })
  .map((words) => words.join(''));
const answers = fc
  .array(fc.tuple(sentence, fc.constantFrom('。', '. ', '\n', '\n\n', '，', '')), { maxLength: 200 })
  .map((pieces) => pieces.flat().join(''));

describe('the parts of an answer', () => {
  it('are each within the limit, none empty, and joined are the answer', () => {
    fc.assert(
      fc.property(answers, fc.integer({ min: 64, max: MAX_PART_BYTES }), (answer, limit) => {
        const parts = splitIntoParts(answer, limit);
        expect(parts.join('')).toBe(answer);
        expect(parts.filter((part) => part === '' || bytes(part) > limit)).toEqual([]);
      }),
    );
  });

  it('split no character as people see them', () => {
    fc.assert(
      fc.property(answers, fc.integer({ min: 64, max: 300 }), (answer, limit) => {
        const starts = new Set([...graphemes.segment(answer)].map(({ index }) => index));
        let at = 0;
        for (const part of splitIntoParts(answer, limit)) {
          expect(starts).toContain(at);
          at += part.length;
        }
      }),
    );
  });

  it('split a character that is larger than the limit between code points', () => {
    const zalgo = `a${'\u0301'.repeat(3000)}`;
    const parts = splitIntoParts(zalgo);
    expect(parts.join('')).toBe(zalgo);
    expect(Math.max(...parts.map(bytes))).toBeLessThanOrEqual(MAX_PART_BYTES);
  });

  it.each([
    ['paragraph', `${'一'.repeat(500)}\n\n${'二'.repeat(500)}`, `${'一'.repeat(500)}\n\n`],
    ['line', `${'一'.repeat(500)}\n${'二'.repeat(500)}`, `${'一'.repeat(500)}\n`],
    ['Chinese sentence', `${'一'.repeat(500)}。”${'二'.repeat(500)}`, `${'一'.repeat(500)}。”`],
    ['English sentence', `${'a'.repeat(1500)}. ${'b'.repeat(1500)}`, `${'a'.repeat(1500)}. `],
    ['word', `${'a'.repeat(1500)} ${'b'.repeat(1500)}`, `${'a'.repeat(1500)} `],
  ])('end at a %s', (_, answer, first) => {
    expect(splitIntoParts(answer)[0]).toBe(first);
  });

  it('fill the limit where nothing better is near', () => {
    expect(splitIntoParts(`一。${'二'.repeat(1000)}`).map(bytes)).toEqual([2046, 960]);
  });

  it('of a short answer are the answer', () => {
    expect(splitIntoParts('好的')).toEqual(['好的']);
    expect(splitIntoParts('')).toEqual([]);
  });
});
