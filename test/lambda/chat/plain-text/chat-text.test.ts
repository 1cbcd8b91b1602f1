import fc from 'fast-check';
import { ChatText, toChatText, type ChatFormat } from '../../../../lambda/chat/plain-text';
import { EXAMPLES, MARKDOWN_EXAMPLES } from './examples';

/** What comes out of a text that comes in pieces of these lengths, in turn. */
function converted(markdown: string, lengths: readonly number[], format: ChatFormat = 'text'): string {
  const chatText = new ChatText(format);
  let out = '';
  for (let at = 0, turn = 0; at < markdown.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1;
    out += chatText.push(markdown.slice(at, at + length));
    at += length;
  }
  return out + chatText.end();
}

/** What is certain before the text has ended. */
function certain(markdown: string): string {
  return new ChatText('text').push(markdown);
}

const format = fc.constantFrom<ChatFormat[]>('text', 'markdown');
const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
const mark = fc.constantFrom(
  ...[
    '*',
    '**',
    '***',
    '_',
    '__',
    '~~',
    '`',
    '``',
    '```',
    '~~~',
    '$',
    '$$',
    '\\',
    '\\(',
    '\\)',
    '\\[',
    '\\]',
  ],
  ...[
    '[',
    ']',
    '](',
    ')',
    '![',
    '(https://a.cn)',
    '<',
    '>',
    '<b>',
    '</b>',
    '<br>',
    '<a href="u">',
    '</a>',
    '<font color="info">',
  ],
  ...[
    '</font>',
    '&amp;',
    '&',
    '|',
    '| a | b |\n',
    '|--|--|\n',
    '# ',
    '- ',
    '- [x] ',
    '1. ',
    '> ',
    '---',
    '===',
    '\\frac{',
    '}',
  ],
);
const words = fc.constantFrom(
  '企业',
  '微信。',
  'word',
  'x',
  '5',
  ' ',
  '  ',
  '\t',
  '👨‍👩‍👧',
  '，',
  '. ',
  '\ud83d',
  'https://',
  ':',
);
const lineEnd = fc.constantFrom('\n', '\n\n', '\r\n', '\n   ');
const markdownish = fc
  .array(fc.oneof(mark, words, lineEnd, fc.constantFrom(...EXAMPLES.map(({ markdown }) => markdown))), {
    maxLength: 60,
  })
  .map((pieces) => pieces.join(''));

const prose = fc
  .array(
    fc.tuple(
      fc.array(
        fc.constantFrom(
          '你好',
          '公司',
          'hello ',
          'it’s ',
          '(a) ',
          '50% ',
          'R&D ',
          '3:4 ',
          '“好”',
          '👍',
          'a-b ',
          'C++ ',
        ),
        {
          minLength: 1,
          maxLength: 20,
        },
      ),
      fc.constantFrom('。', '！', '. ', '? ', '; ', '：', '…'),
    ),
    { maxLength: 20 },
  )
  .chain((sentences) =>
    fc
      .array(fc.constantFrom('', '', '\n', '\n\n'), {
        minLength: sentences.length,
        maxLength: sentences.length,
      })
      .map((ends) =>
        sentences.map(([said, stop], index) => said.join('') + stop + (ends[index] ?? '')).join(''),
      ),
  );

describe('text for a chat', () => {
  it.each(EXAMPLES)('shows $of', ({ markdown, text }) => {
    expect(toChatText(markdown, 'text')).toBe(text);
  });

  it.each(MARKDOWN_EXAMPLES)("shows $of in WeCom's own markdown", ({ markdown, shown }) => {
    expect(toChatText(markdown, 'markdown')).toBe(shown);
  });

  it('is the same however its markdown was chunked', () => {
    fc.assert(
      fc.property(markdownish, lengths, format, (markdown, chunks, as) => {
        expect(converted(markdown, chunks, as)).toBe(toChatText(markdown, as));
      }),
      { numRuns: 500 },
    );
  });

  it('is what it was if there is no markup', () => {
    fc.assert(
      fc.property(prose, format, (text, as) => {
        expect(toChatText(text, as)).toBe(text);
      }),
    );
  });

  it('is never held once a sentence without markup has ended', () => {
    fc.assert(
      fc.property(prose, (text) => {
        expect(certain(`好${text.replaceAll('\n', '')}。`)).toBe(`好${text.replaceAll('\n', '')}。`);
      }),
    );
  });

  it.each(['**', '*', '_', '~~', '[', '![', '`', '$', '\\(', '\\[', '<b ', '<a href="x">'])(
    'waits for what closes %s no longer than its line, and no longer than 200 characters',
    (opener) => {
      const rest = '字'.repeat(300);
      expect(certain(`好 ${opener}x${rest}`)).toContain(rest);
      expect(certain(`好 ${opener}x\n`)).toContain('x\n');
    },
  );

  it('is certain as soon as a mark is closed', () => {
    expect(certain('先看**重点**。再看 `代码`。')).toBe('先看重点。再看 代码。');
    expect(certain('见[文档](https://a.cn)。')).toBe('见文档 (https://a.cn)。');
    expect(certain('Costs $5 per month. Then')).toBe('Costs $5 per month. Then');
    expect(certain('- 第一项')).toBe('• 第一项');
  });

  it('reads a table row by row', () => {
    expect(certain('| a | b |\n')).toBe('');
    expect(certain('| a | b |\n|---|---|\n')).toBe('a：b\n');
    expect(certain('| a | b |\n|---|---|\n| 1 | 2 |\n| 3')).toBe('a：b\n• 1：2\n');
  });
});

describe('converting what was written to be slow', () => {
  const SIZE = 200_000;
  const hostile = [
    ...['[', '![', '*', '_a ', '$a ', '$$', '|', '`', '` ``', '<', '<a href="x">', '&', '\\('],
    ...['# ', '> ', ' ', '-', '~~a', '[a](', '[[]', '$\\frac{', '\\[\\sqrt{', '一句话，', 'https://'],
    ...['|a|\n', '|-|\n', '```\n', '$$\n', '  - a\n', '*a **b _c ', '**`a` '],
  ];

  it.each(hostile)('ends soon: %j over and over', (piece) => {
    const text = piece.repeat(SIZE / piece.length);
    expect(converted(text, [50]).length).toBeLessThanOrEqual(2 * text.length);
  });
});
