import fc from 'fast-check';
import { MAX_PART_BYTES, PartCutter, splitIntoParts } from '../../../lambda/chat/parts';
import type { Part } from '../../../lambda/chat/ports';

const bytes = (text: string): number => Buffer.byteLength(text);
const textOf = (part: Part): string => ('text' in part ? part.text : 'file' in part ? part.file : '');
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** The parts of an answer that comes in pieces of these lengths, in turn. */
function partsOf(answer: string, lengths: readonly number[] = [answer.length || 1], committed = 0): Part[] {
  const cutter = new PartCutter(committed);
  const parts: Part[] = [];
  for (let at = 0, turn = 0; at < answer.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1;
    parts.push(...cutter.push(answer.slice(at, at + length)));
    at += length;
  }
  return [...parts, ...cutter.end()];
}

const textsOf = (answer: string, committed = 0): string[] =>
  partsOf(answer, undefined, committed).map(textOf);

const character = fc.constantFrom(
  ...['企', '业', '微', '信', '👨‍👩‍👧‍👦', '🇨🇳', 'e\u0301', 'க்ஷ', '1️⃣', 'x', '3.14', 'word', ' '],
);
const mark = fc.constantFrom('。', '！', '. ', '? ', '，', '：', '“', '”', '（', '）', '"', '**', '`', '1. ');
const sentence = fc
  .tuple(fc.array(character, { minLength: 1, maxLength: 40 }), mark)
  .map(([characters, end]) => characters.join('') + end);
const heading = sentence.map((text) => `## ${text}`);
const row = sentence.map((text) => `| ${text} |`);
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 25 }).map((sentences) => sentences.join(''));
const block = fc
  .tuple(
    fc.constantFrom('```', '~~~~'),
    fc.constantFrom('', 'ts'),
    fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 48, max: 52 })),
    fc.integer({ min: 0, max: 79 }),
  )
  .map(([fence, language, lines, more]) =>
    [`${fence}${language}`, `${'x'.repeat(39)}\n`.repeat(lines) + 'y'.repeat(more), fence].join('\n'),
  );
const gap = fc.constantFrom('\n', '\n\n', '\n\n\n', '\r\n', '\r\n\r\n', '\n \t\n');
/** Lines and blocks with what stands between them; each block begins and ends a line. */
const lines = fc.array(fc.tuple(fc.oneof(sentence, paragraph, paragraph, heading, row, block), gap), {
  maxLength: 40,
});
const answers = lines.map((pieces) => pieces.flat().join(''));
/** Also fences that are never closed, and characters larger than a part. */
const wild = fc
  .array(
    fc.oneof(
      answers,
      fc.constantFrom('```\n', '~~~', '\ud83d', '\udc68', '\u0301'.repeat(3000), 'a'.repeat(5000)),
    ),
    { maxLength: 5 },
  )
  .map((pieces) => pieces.join(''));
const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

describe('the parts of an answer', () => {
  it('are the same however it was chunked', () => {
    fc.assert(
      fc.property(wild, lengths, fc.nat(11), (answer, chunks, committed) => {
        expect(partsOf(answer, chunks, committed)).toEqual(partsOf(answer, undefined, committed));
      }),
    );
  });

  it('are certain once they are cut, and with the rest they are what was pushed', () => {
    fc.assert(
      fc.property(wild, fc.nat(20_000), (answer, length) => {
        const cutter = new PartCutter();
        const beginning = answer.slice(0, length);
        const certain = cutter.push(beginning);
        expect([...certain, ...cutter.end()].map(textOf).join('')).toBe(beginning);
        expect(partsOf(answer).slice(0, certain.length)).toEqual(certain);
      }),
    );
  });

  it('are joined the answer, and none is empty or too large', () => {
    fc.assert(
      fc.property(wild, (answer) => {
        const parts = partsOf(answer);
        expect(parts.map(textOf).join('')).toBe(answer);
        const texts = parts.flatMap((part) => ('text' in part ? [part.text] : []));
        expect(texts.filter((text) => text === '' || bytes(text) > MAX_PART_BYTES)).toEqual([]);
      }),
    );
  });

  it('split no character as people see them', () => {
    fc.assert(
      fc.property(answers, (answer) => {
        const starts = new Set(Array.from(graphemes.segment(answer), ({ index }) => index));
        let at = 0;
        for (const text of textsOf(answer)) {
          expect(starts).toContain(at);
          at += text.length;
        }
      }),
    );
  });

  it('split a character that is larger than a part between code points', () => {
    const family = `👨${'\u200d👨'.repeat(1000)}`;
    const parts = textsOf(`好${family}`);
    expect(parts[0]).toBe('好');
    expect(parts.join('')).toBe(`好${family}`);
    expect(parts.filter((text) => !text.isWellFormed() || bytes(text) > MAX_PART_BYTES)).toEqual([]);
  });

  it('wait for the other half of a character', () => {
    const cutter = new PartCutter(1);
    const family = '👨‍👩';
    const letters = 'a'.repeat(MAX_PART_BYTES - bytes('👨‍'));
    expect(cutter.push(letters + family.slice(0, -1))).toEqual([]);
    expect(cutter.push(family.slice(-1))).toEqual([{ text: letters }]);
  });

  it('hold each code block whole that fits into one', () => {
    fc.assert(
      fc.property(lines, (pieces) => {
        const answer = pieces.flat().join('');
        const ends = new Set<number>();
        let end = 0;
        for (const text of textsOf(answer)) ends.add((end += text.length));
        let at = 0;
        for (const [piece, between] of pieces) {
          const isBlock = /^(```|~~~~)/.test(piece) && bytes(piece) <= MAX_PART_BYTES;
          const inside = [...ends].filter((index) => isBlock && index > at && index < at + piece.length);
          expect(inside).toEqual([]);
          at += piece.length + between.length;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are at most ten texts, then one file', () => {
    const long = answers.map((answer) => answer + '字'.repeat(9000));
    fc.assert(
      fc.property(long, fc.nat(12), (answer, committed) => {
        const parts = partsOf(answer, undefined, committed);
        const isText = parts.map((part) => 'text' in part);
        const texts = Math.max(0, 10 - committed);
        expect(isText).toEqual([...Array<boolean>(texts).fill(true), false]);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['12345', { text: '12345' }],
    ['123456', { file: '123456' }],
    ['好的', { file: '好的' }],
  ])('after ten are a file only if WeCom takes one so small: %s', (answer, part) => {
    expect(partsOf(answer, undefined, 10)).toEqual([part]);
  });

  it('of nothing are none', () => {
    expect(partsOf('')).toEqual([]);
  });
});

describe('the first part', () => {
  /** The bar is where it ends. */
  it.each([
    ['Chinese', '这是今天的第一句话讲完了，而且足够长。¦后面还有。'],
    ['too short alone', '好的，没问题。这是今天的第一句话，而且足够长。¦后面'],
    ['exclamation', '这是今天的第一句话讲完了，而且足够长！¦！后面'],
    ['English', 'This is the first sentence of the answer. ¦And this is the second. '],
    ['English at a line end', 'This is the first sentence of the answer.\n¦\nAnd this is the second. '],
    ['English question', 'Would you like to hear more about this? ¦Then ask.'],
    ['English, quoted', 'He said "I will not. Never in my life." ¦Then he went.'],
    ['heading', '# 关于公司差旅报销制度的说明\n\n差旅报销要在一个月之内提交。¦后面'],
    ['heading with a stop', '## 什么是报销？怎样报销？要多久？\n差旅报销要在一个月之内提交。¦后面'],
    ['list after a heading', '# 关于公司差旅报销制度的说明\n1. 提交电子发票。¦\n2. 等待'],
    ['bold heading', '**1. 关于公司差旅报销制度的说明：**\n\n差旅报销要在一个月之内提交。¦后面'],
    ['bold sentence', '**差旅报销要在一个月之内提交。**¦后面还有。'],
    ['list', '1. 差旅报销要在一个月之内提交\n¦2. 发票'],
    ['list after its name', '步骤：\n1. 提交电子发票。¦\n2. 等待'],
    ['English list', '1. Open the app\n2. Tap the button in the corner. ¦3. Wait. '],
    ['Chinese list', '1、打开企业微信的工作台页面\n¦2、发票'],
    ['table', '| 名称名称名称 | 说明说明说明。 |\n|---|---|\n| 甲 | 乙 |\n\n¦见上表。'],
    ['quote', '他昨天对我说：“今天天气很好。我们去公园吧！”¦然后'],
    ['straight quote', '他昨天对我说："今天天气很好。我们去公园吧！"¦然后'],
    ['brackets', '报销要提交发票（电子发票也行。纸质的也行。），一个月之内。¦后面'],
    ['sentence in brackets', '（以下内容根据公司制度整理。仅供参考。）¦后面'],
    ['quote in a sentence', '公司门口的牌子上写着“请勿吸烟。违者罚款！”这几个字。¦后面'],
    ['title', '我最近看了电影《你好，李焕英！》，觉得很好看。¦后面'],
    ['quote never closed', '他昨天对我说：“今天天气很好。\n\n¦第二段也是一句话，而且足够长。'],
    ['quote never closed, short', '“好的\n\n这是今天的第一句话讲完了，而且足够长。¦后面'],
    ['code in a line', '请运行 `echo 你好。大家好！` 这个命令看看结果。¦后面'],
    ['decimal', '圆周率的值大约是3.14，也就是3.1416左右。¦后面'],
    ['English decimal', 'The value of pi is about 3.14 or even 3.1416 here. ¦Next'],
    ['abbreviation', 'Some of the fruits, e.g. apples, vs. Dr. J. Smith etc. are fine. ¦Next'],
    ['ellipsis', 'Well, that is a good question... let me think. ¦Next'],
    ['URL', '请看文档 https://example.com/a.b/c?d=1.2!x 的第三节的内容。¦后面'],
    ['English URL', 'Read https://example.com/a.b?c=1.2 for the details. ¦Next'],
    ['line without a stop', '以下是公司差旅报销的主要步骤：\n¦第一步'],
    ['code first', '```ts\nconst a = 1. + 2; // 这是今天的第一句话。\n\nx\n```\n¦后面'],
    ['code after its name', '代码：\n```ts\nconst a = 1; // 这是今天的第一句话。\n```\n¦后面'],
    ['emoji', '你好😊\n今天天气👨‍👩‍👧‍👦真不错🎉\n¦后面'],
    ['blank lines first', '\n\n这是今天的第一句话讲完了，而且足够长。¦后面'],
  ])('of an answer: %s', (_, marked) => {
    expect(textsOf(marked.replace('¦', ''))[0]).toBe(marked.slice(0, marked.indexOf('¦')));
  });

  it.each([
    '这是今天的第一句话讲完了，而且足够长。',
    'This is the first sentence of the answer. ',
    '他昨天对我说：“今天天气很好。”',
    '以下是公司差旅报销的主要步骤：\n',
  ])('comes at once, whatever follows: %s', (text) => {
    expect(new PartCutter().push(text)).toEqual([{ text }]);
  });

  it('is not looked for in an answer that is resumed', () => {
    expect(new PartCutter(1).push('这是今天的第一句话讲完了，而且足够长。')).toEqual([]);
  });

  it('without a sentence ends at the limit', () => {
    expect(textsOf('一'.repeat(1000)).map(bytes)).toEqual([2046, 954]);
  });
});

describe('the later parts', () => {
  /** A paragraph of so many bytes, with the blank line. */
  const paragraphOf = (size: number): string => `${'字'.repeat((size - 2) / 3)}\n\n`;

  it('grow, and end with a paragraph', () => {
    const first = `${'字'.repeat(20)}。`;
    const rest = paragraphOf(263).repeat(40);
    expect(textsOf(first + rest).map(bytes)).toEqual([63, 526, 1052, 1578, 1841, 1841, 1841, 1841]);
  });

  it('are certain as soon as the next paragraph begins', () => {
    const cutter = new PartCutter(1);
    const paragraph = `${paragraphOf(500)} \n\t\n`;
    expect(cutter.push(`${paragraph}  `)).toEqual([]);
    expect(cutter.push('下')).toEqual([{ text: paragraph }]);
    expect(cutter.end()).toEqual([{ text: '  下' }]);
  });

  it('do not end with a heading', () => {
    const beginning = `${paragraphOf(300)}## ${'题'.repeat(100)}\n\n${paragraphOf(302)}`;
    expect(textsOf(`${beginning}后面`, 1)).toEqual([beginning, '后面']);
  });

  it.each([
    ['paragraph', `${'一'.repeat(567)}\n\n`, `${'二'.repeat(80)}\n${'三'.repeat(500)}`],
    ['line', `${'一'.repeat(567)}\n`, `${'二'.repeat(80)}。${'三'.repeat(500)}`],
    ['Chinese sentence', `${'一'.repeat(550)}。”`, `${'二'.repeat(80)}，${'三'.repeat(500)}`],
    ['English sentence', `${'a'.repeat(1700)}. `, `${'b'.repeat(100)} ${'c'.repeat(1500)}`],
    ['Chinese clause', `${'一'.repeat(560)}，`, '二'.repeat(500)],
    ['word', `${'a'.repeat(1700)} `, `https://b.c?d=${'e'.repeat(1500)}`],
    ['character', '👨‍👩‍👧‍👦'.repeat(81), '👨‍👩‍👧‍👦'.repeat(20)],
  ])('that reach the limit end at a %s', (_, first, rest) => {
    expect(textsOf(first + rest, 4)[0]).toBe(first);
  });

  it('fill the limit where nothing better is near', () => {
    expect(textsOf(`${'一'.repeat(400)}。\n${'二'.repeat(600)}`, 4).map(bytes)).toEqual([2047, 957]);
  });

  const code = (size: number): string => {
    const inner = size - '```\n'.length - '\n```'.length;
    return `\`\`\`\n${`${'x'.repeat(40)}\n\n`.repeat(60).slice(0, inner - 1)}y\n\`\`\``;
  };

  it.each([
    ['does not fit any more', ['好\n', code(2048), '\n好']],
    ['does not fit any more, its lines ending with two characters', ['好\r\n', code(2048), '\r\n好']],
    ['has blank lines', [paragraphOf(1001), `${code(1500)}\n好`]],
  ])('end before a block that %s', (_, parts) => {
    expect(partsOf(parts.join(''), [1], 4).map(textOf)).toEqual(parts);
  });

  it('are not filled with the first lines of a block if they are full enough', () => {
    const paragraph = paragraphOf(1700);
    expect(textsOf(paragraph + code(2500), 4)[0]).toBe(paragraph);
    expect(textsOf(paragraph.trim() + '\n' + code(2500), 4)[0]).toBe(paragraph.trim() + '\n');
  });

  it('wait to learn whether a block fits', () => {
    const cutter = new PartCutter(4);
    const block = code(2048);
    expect(cutter.push(`好\n${block}`)).toEqual([]);
    expect(cutter.push('\n')).toEqual([{ text: '好\n' }, { text: block }]);
  });

  it('of a block that is larger than a part end at its lines, the first of them with what stands before', () => {
    const texts = textsOf(`好\n${code(2500)}\n${'字'.repeat(300)}`, 4);
    expect(texts).toHaveLength(2);
    expect(texts[0]).toMatch(/^好\n```\n[^`]*\n$/);
    expect(bytes(texts[0] ?? '')).toBeGreaterThan(2000);
  });

  it('take no fence within a line for the beginning of a block', () => {
    const first = '这是今天的第一句话讲完了，而且足够长。';
    const parts = [first, `\`\`\`\n${paragraphOf(602)}`, paragraphOf(302)];
    expect(textsOf(parts.join(''))).toEqual(parts);
  });

  it('know the end of a block that began in the part before', () => {
    const beginning = code(2500);
    const after = `\n${paragraphOf(1502)}`;
    expect(textsOf(`${beginning}${after}${paragraphOf(302)}`, 4).slice(2)).toEqual([paragraphOf(302)]);
  });
});

describe('an answer of 8 to 12 KB', () => {
  const han = Array.from({ length: 500 }, (_, index) => String.fromCodePoint(0x4e00 + index * 7));
  const many = (least: number, most: number, what: fc.Arbitrary<string>, between: string) =>
    fc.array(what, { minLength: least, maxLength: most, size: 'max' }).map((texts) => texts.join(between));
  const clause = many(5, 16, fc.constantFrom(...han), '');
  const saying = many(1, 3, clause, '，').map((text) => `${text}。`);
  const code = many(3, 40, fc.constantFrom('if (a) {', '  const value = compute(a, b);', '}', ''), '\n');
  const piece = fc.oneof(
    { weight: 5, arbitrary: many(2, 6, saying, '') },
    { weight: 2, arbitrary: many(6, 12, saying, '') },
    { weight: 1, arbitrary: clause.map((text) => `## ${text}`) },
    {
      weight: 2,
      arbitrary: many(
        3,
        7,
        saying.map((text) => `- ${text}`),
        '\n',
      ),
    },
    { weight: 1, arbitrary: code.map((text) => `\`\`\`ts\n${text}\n\`\`\``) },
  );
  const typical = fc
    .tuple(saying, many(50, 50, piece, '\n\n'), fc.integer({ min: 8000, max: 12_000 }))
    .map(([first, rest, size]) =>
      Buffer.from(first + rest)
        .subarray(0, size)
        .toString(),
    );

  it('rarely has a tenth part', () => {
    const sample = fc.sample(typical, { seed: 4, numRuns: 300 });
    const counts = sample.map((answer) => partsOf(answer).length);
    expect(Math.min(...sample.map(bytes))).toBeGreaterThan(7900);
    expect(counts.filter((count) => count >= 10).length / counts.length).toBeLessThan(0.05);
  });
});

describe('words that are whole from the beginning', () => {
  it.each(['', '好的。', `${'一'.repeat(200)}\n\n${'二'.repeat(400)}`, '一'.repeat(682)])(
    'are one part if they fit',
    (words) => {
      expect(splitIntoParts(words)).toEqual(words === '' ? [] : [{ text: words }]);
    },
  );

  it('else are cut like later parts', () => {
    const words = `这是今天的第一句话讲完了。${'一'.repeat(200)}\n\n${'二'.repeat(600)}`;
    expect(splitIntoParts(words).map(textOf)).toEqual([
      words.slice(0, words.indexOf('二')),
      '二'.repeat(600),
    ]);
  });
});
