import fc from 'fast-check';
import { speakable } from '../../../lambda/model/spoken-text';

it.each([
  ['Chinese', '春'.repeat(300)],
  ['English', 'word '.repeat(180).trim()],
  ['both', '春'.repeat(150) + 'a'.repeat(450)],
  ['nothing', ''],
])('%s that fits into a minute is spoken whole', (_, text) => {
  expect(speakable(` ${text}\n`)).toBe(text);
});

it.each([
  ['Chinese', '春眠不觉晓。'.repeat(60), '春眠不觉晓。'.repeat(56)],
  ['English', 'All is well. '.repeat(80), 'All is well. '.repeat(69).trim()],
  ['numbers, digit by digit', '12345。'.repeat(80), '12345。'.repeat(56)],
  ['lines', '春眠不觉晓\n'.repeat(60), '春眠不觉晓\n'.repeat(56).trim()],
  ['a long sentence behind a short one', `好。${'春'.repeat(400)}`, `好。${'春'.repeat(298)}`],
  ['a number with a point at the end', `${'a'.repeat(898)}3.14`, 'a'.repeat(898)],
])('of %s, only what fits into a minute', (_, text, expected) => {
  expect(speakable(text)).toBe(expected);
});

it('is always the beginning, whole characters, and never more than the provider takes', () => {
  const text = fc.string({
    unit: fc.constantFrom('春', 'a', '。', '. ', '😀', '1', '\n', ' '),
    maxLength: 2000,
  });
  fc.assert(
    fc.property(text, (whole) => {
      const spoken = speakable(whole);
      expect(whole.trim().startsWith(spoken)).toBe(true);
      expect(spoken.isWellFormed()).toBe(true);
      expect(Array.from(spoken).length).toBeLessThanOrEqual(900);
      expect(spoken === '').toBe(whole.trim() === '');
    }),
  );
});
