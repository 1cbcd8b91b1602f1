import fc from 'fast-check';
import { PartCutter } from '../../../../lambda/chat/parts';
import { toChatText, withoutFences } from '../../../../lambda/chat/plain-text';

const lines = (...all: string[]): string => all.join('\n');

const line = fc.constantFrom(
  '```',
  '```ts',
  '~~~',
  '````',
  '   ```',
  '',
  '  code',
  'text。',
  '```a`b```',
  '\r',
  '中```',
);
const parts = fc.array(line, { maxLength: 12 }).map((all) => all.join('\n'));

describe('a part without fences', () => {
  it.each([
    ['a block', lines('先：', '```ts', '  a();', '', '```', '后'), lines('先：', '  a();', '', '后')],
    ['a block at the end', lines('先：', '```', 'a', '```'), lines('先：', 'a', '')],
    ['a beginning within a block', lines('  a', '```', '后'), lines('  a', '后')],
    ['an end within a block', lines('先', '~~~', '  a'), lines('先', '  a')],
    ['a block within a block', lines('````md', '```', 'a', '```', '````'), lines('```', 'a', '```', '')],
    ['an indented block', lines('1. x', '   ```sh', '   ls', '   ```'), lines('1. x', '   ls', '')],
    [
      'two blocks, the first cut',
      lines('a', '```', 'b', '```js', 'c', '```', 'd'),
      lines('a', 'b', 'c', 'd'),
    ],
    ['a fence alone', '```\n', ''],
  ])('has the code of %s', (_, text, shown) => {
    expect(withoutFences(text)).toBe(shown);
  });

  it('is what it was if there are none', () => {
    const text = lines('a `b` ```c```', '', '  ``', 'x ```');
    expect(withoutFences(text)).toBe(text);
  });

  it('is no longer than it was, and has all its other lines', () => {
    fc.assert(
      fc.property(parts, (text) => {
        const shown = withoutFences(text);
        expect(shown.length).toBeLessThanOrEqual(text.length);
        const others = (whole: string): string[] =>
          whole.split('\n').filter((of) => /code|text|中|`b/.test(of));
        expect(others(shown)).toEqual(others(text));
      }),
    );
  });

  it('leaves the code of an answer as it was, also where a block is larger than a part', () => {
    const code = Array.from({ length: 150 }, (_, index) => `    call(${index}, "**${index}** # $x$ | <b>")`);
    const cutter = new PartCutter();
    const text = toChatText(lines('看代码：', '```python', ...code, '```', '**完**'), 'text');
    const sent = [...cutter.push(text), ...cutter.end()].map((part) =>
      withoutFences('text' in part ? part.text : ''),
    );
    expect(sent.join('')).toBe(lines('看代码：', ...code, '完'));
    expect(sent.length).toBeGreaterThan(2);
  });
});
