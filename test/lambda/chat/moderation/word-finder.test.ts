import fc from 'fast-check';
import { isMatchable, WordFinder } from '../../../../lambda/chat/moderation';
import type { WordList } from '../../../../lambda/shared/bot-config';
import { anyLists, BETWEEN, lists, texts } from './texts';

const finderOf = (...words: string[]): WordFinder => new WordFinder(lists('mask', ...words));
const wordsIn = (text: string, ...words: string[]): string[] =>
  finderOf(...words)
    .find(text)
    .map(({ start, end }) => text.slice(start, end));

describe('a word is found', () => {
  it.each([
    ['as it is', '敏感词', '这是敏感词吗', '敏感词'],
    ['in full width', 'ass', 'ａｓｓ', 'ａｓｓ'],
    ['in capitals', 'ass', 'ASS', 'ASS'],
    ['in capitals of its list', 'ASS', 'ass', 'ass'],
    ['in other scripts with case', 'дурак', 'Д У Р А К', 'Д У Р А К'],
    ['in letters of mathematics', 'ass', '𝐚𝓼𝕤', '𝐚𝓼𝕤'],
    ['in circles', 'ass1', 'Ⓐⓢⓢ①', 'Ⓐⓢⓢ①'],
    ['with accents, put in one way', 'cafe', 'café', 'café'],
    ['with accents, put in the other', 'cafe', 'cafe\u0301!', 'cafe\u0301'],
    ['without the accents of its list', 'café', 'CAFE', 'CAFE'],
    ['with ß as ss', 'strasse', 'Straße', 'Straße'],
    ['with dots', 'ass', 'a.s.s', 'a.s.s'],
    ['with spaces', 'ass', 'you A S S!', 'A S S'],
    ['over lines', '敏感词', '敏\n\n感\r\n词', '敏\n\n感\r\n词'],
    ['with emoji between', '敏感', '敏👨‍👩‍👧‍👦👍🏽感', '敏👨‍👩‍👧‍👦👍🏽感'],
    ['with what nobody sees', '敏感', '敏\u200b\u3164\ufe0f\u00ad感', '敏\u200b\u3164\ufe0f\u00ad感'],
    ['with the marks of markdown', '敏感', '**敏**`感`', '敏**`感'],
    ['written with marks in its list', '敏-感 词', '敏感词', '敏感词'],
    ['of several words', 'kill you', 'to Kill,\nyou', 'Kill,\nyou'],
    ['of two scripts', '加微信ok', '请加微信OK吧', '加微信OK'],
    ['in half-width katakana', 'ガス', 'ｶﾞｽ', 'ｶﾞｽ'],
    ['of characters that take two units', '𠮷𠮷', 'x𠮷。𠮷', '𠮷。𠮷'],
    ['as a sign for a company', '株', '㈱', '㈱'],
    ['with the mark on its last letter', '敏感', '敏感\u20dd了', '敏感\u20dd'],
    ['in Korean before a particle', '바보', '바보를', '바보'],
    ['behind what touched it but for a space', 'ass', 'as ass', 'ass'],
  ])('%s', (_, word, text, found) => {
    expect(wordsIn(text, word)).toEqual([found]);
  });

  it('with 16 characters between its letters, and not with 17', () => {
    expect(wordsIn(`敏${'🌸'.repeat(16)}感`, '敏感')).toHaveLength(1);
    expect(wordsIn(`敏${'🌸'.repeat(17)}感`, '敏感')).toEqual([]);
  });

  it.each(['ass', 'дурак', '18'])('where no such letter or digit touches it: %s', (word) => {
    for (const touching of ['a', 'Z', 'д', '5', 'ａ', 'é', 'e\u0301', '٣', '𝐚', 'ß']) {
      expect(wordsIn(`${touching}${word}`, word)).toEqual([]);
      expect(wordsIn(`${word}${touching}`, word)).toEqual([]);
      expect(wordsIn(`${word}\u0301${touching}`, word)).toEqual([]);
    }
    for (const apart of ['', '你', 'の', ' ', '.', '🌸', '\n', '-']) {
      expect(wordsIn(`a${apart && ' '}${apart}${word}${apart}`, word)).toHaveLength(apart === '' ? 0 : 1);
    }
  });

  it.each(['class', 'pass it', 'as sign', 'assets', 'ASS1', 'áss\u0301e'])('but not ass in %s', (text) => {
    expect(wordsIn(text, 'ass')).toEqual([]);
  });

  it('but not a Korean syllable in another that begins like it', () => {
    expect(wordsIn('각', '가')).toEqual([]);
  });

  it('with each of its ends looked at by itself', () => {
    expect(wordsIn('x微信ok', '微信ok')).toEqual(['微信ok']);
    expect(wordsIn('微信oks', '微信ok')).toEqual([]);
  });

  it('however its letters are spaced, cased and accented', () => {
    const gaps = fc.array(fc.constantFrom(...BETWEEN), { maxLength: 3 }).map((marks) => marks.join(''));
    // A half of a character before the other one is none, but a letter.
    const safe = gaps.filter((marks) => Array.from(marks).length <= 16 && !/[\ud800-\udbff]$/.test(marks));
    const forms: Record<string, string[]> = {
      a: ['a', 'A', 'ａ', 'Ａ', '𝐚', 'ⓐ', 'á', 'a\u0301\u0323'],
      д: ['д', 'Д'],
      敏: ['敏', '敏\ufe00'],
      感: ['感'],
      '1': ['1', '１', '①', '𝟏'],
    };
    const letters = fc.array(fc.constantFrom(...Object.keys(forms)), { minLength: 1, maxLength: 6 });
    const written = letters.chain((word) =>
      fc.tuple(
        fc.constant(word.join('')),
        fc.tuple(...word.map((letter) => fc.constantFrom(...(forms[letter] ?? [])))),
        fc.tuple(...word.map(() => safe)),
      ),
    );
    fc.assert(
      fc.property(written, ([word, shapes, marks]) => {
        const spelt = shapes.map((shape, index) => (index === 0 ? shape : `${marks[index] ?? ''}${shape}`));
        const text = `x ${spelt.join('')}。y`;
        const [match] = finderOf(word).find(text);
        expect(match).toEqual({ start: 2, end: text.length - 2, list: word, action: 'mask' });
      }),
    );
  });
});

/** What a reader with much time would find: tries each word at each letter. */
function slowlyFound(text: string, all: readonly WordList[]): string[] {
  const read = (from: string): { letter: string; start: number; end: number; at: number }[] => {
    let start = 0;
    return Array.from(from).flatMap((character, at) => {
      const begin = start;
      start += character.length;
      const bare = character
        .normalize('NFKD')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]|\u1160/gu, '');
      return bare === '' ? [] : [{ letter: bare.normalize('NFC'), start: begin, end: start, at }];
    });
  };
  const isSpaced = (letter = ''): boolean => letter !== '' && !/[敏感𠮷カ]/u.test(letter);
  const letters = read(text);
  const characters = Array.from(text);
  const touch = (index: number): boolean => {
    const [one, other] = [letters[index], letters[index + 1]];
    if (!one || !other || !isSpaced(one.letter) || !isSpaced(other.letter)) return false;
    const between = characters.slice(one.at + 1, other.at);
    return between.length <= 16 && between.every((each) => /\p{M}/u.test(each));
  };
  const found = all.flatMap(({ name, words }) =>
    words.flatMap((word) => {
      const wanted = read(word).map(({ letter }) => letter);
      return letters.flatMap(({ start }, first) => {
        const taken = letters.slice(first, first + wanted.length);
        const last = taken.at(-1);
        if (!last || taken.map(({ letter }) => letter).join() !== wanted.join()) return [];
        const isApart = taken.some(({ at }, index) => index > 0 && at - (taken[index - 1]?.at ?? 0) > 17);
        if (isApart || touch(first - 1) || touch(first + wanted.length - 1)) return [];
        const marks = /^\p{M}{0,16}/u.exec(text.slice(last.end))?.[0] ?? '';
        return [`${start}–${last.end + marks.length} ${name}`];
      });
    }),
  );
  return [...new Set(found)].sort();
}

describe('all words', () => {
  it('are found, and nothing else', () => {
    fc.assert(
      fc.property(texts, anyLists(fc.constant('note')), (text, all) => {
        const found = new WordFinder(all).find(text);
        // A word of two lists is that of the first.
        const first = all.map((list, index) => ({
          ...list,
          words: list.words.filter((word) => !all.slice(0, index).some((other) => hasWord(other, word))),
        }));
        expect(found.map(({ start, end, list }) => `${start}–${end} ${list}`).sort()).toEqual(
          slowlyFound(text, first),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('begin and end between whole characters, before no mark, in the order of their beginnings', () => {
    fc.assert(
      fc.property(texts, anyLists(), (text, all) => {
        const found = new WordFinder(all).find(text);
        for (const { start, end } of found) {
          for (const index of [start, end]) {
            expect(text.slice(index - 1, index + 1)).not.toMatch(/^[\ud800-\udbff][\udc00-\udfff]$/);
          }
          const marks = /\p{M}*$/u.exec(text.slice(start, end))?.[0] ?? '';
          const isNext = /^\p{M}/u.test(text.slice(end));
          expect(isNext && Array.from(marks).length < 16).toBe(false);
          expect(text.slice(start, end)).toMatch(/^[\p{L}\p{N}]/u);
        }
        const starts = found.map(({ start }) => start);
        expect(starts).toEqual(starts.toSorted((one, other) => one - other));
      }),
    );
  });

  it('are found in a long text, among many', () => {
    const han = (index: number): string => String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000));
    const many = Array.from({ length: 5000 }, (_, index) => han(index) + han(index + 1) + han(index * 3));
    const text = `${'人们说的话，'.repeat(13_000)}${many.slice(0, 100).join('。')}`;
    const found = new WordFinder([{ name: 'many', action: 'note', words: many }]).find(text);
    expect(found.length).toBeGreaterThanOrEqual(100);
  });
});

function hasWord({ words }: WordList, word: string): boolean {
  const bare = (text: string): string =>
    text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '');
  return words.some((each) => bare(each) === bare(word));
}

describe('a text is judged', () => {
  const finder = new WordFinder([
    ...lists('note', '竞品', '产品'),
    ...lists('mask', '脏话', 'ass', '话术'),
    ...lists('block', '禁词'),
  ]);

  it('clean, where it holds no word', () => {
    expect(finder.judge('你好，class！')).toEqual({ text: '你好，class！', blocked: false, found: [] });
    expect(finder.judge('')).toEqual({ text: '', blocked: false, found: [] });
  });

  it('with each letter of a masked word hidden, and what stands between them kept', () => {
    expect(finder.judge('说脏\n**话**，Ａ.S\u0301.s!').text).toBe('说＊\n**＊**，＊.＊\u0301.＊!');
  });

  it('with words that overlap hidden together', () => {
    expect(finder.judge('说脏话术吧').text).toBe('说＊＊＊吧');
  });

  it('with words that are within another hidden together', () => {
    const nested = new WordFinder([...lists('mask', '二三', '一二三四', '三')]);
    expect(nested.find('一二三四五').map(({ start, end }) => [start, end])).toEqual([
      [0, 4],
      [1, 3],
      [2, 3],
    ]);
    expect(nested.judge('一二三四五').text).toBe('＊＊＊＊五');
  });

  it('by the lists whose words it holds, each once', () => {
    expect(finder.judge('竞品脏话竞品禁词')).toEqual({
      text: '竞品＊＊竞品禁词',
      blocked: true,
      found: [
        { list: '竞品', action: 'note' },
        { list: '脏话', action: 'mask' },
        { list: '禁词', action: 'block' },
      ],
    });
  });

  it.each([
    [['note', 'mask', 'block'], 'block'],
    [['block', 'mask'], 'block'],
    [['note', 'mask'], 'mask'],
    [['mask', 'note'], 'mask'],
  ] as const)('by the strictest of the lists that have the word: %j', (actions, strictest) => {
    const all = actions.map((action) => ({ name: action, action, words: ['词 语'] }));
    const { found, text, blocked } = new WordFinder(all).judge('词，语');
    expect(found).toEqual([{ list: strictest, action: strictest }]);
    expect([text, blocked]).toEqual([strictest === 'mask' ? '＊，＊' : '词，语', strictest === 'block']);
  });

  it('and a word that is hidden in a word that is noted stays hidden', () => {
    const both = new WordFinder([...lists('note', '一二三'), ...lists('mask', '二三四')]);
    expect(both.judge('一二三四').text).toBe('一＊＊＊');
  });
});

it.each([
  ['词', true],
  ['a', true],
  ['1', true],
  ['  x ', true],
  ['', false],
  ['…', false],
  ['＊ 🌸', false],
  ['\u0301\u200b\u3164', false],
])('whether %j is a word that can be found: %s', (word, expected) => {
  expect(isMatchable(word)).toBe(expected);
  expect(finderOf(word).find(`${word}，${word}`)).toHaveLength(expected ? 2 : 0);
});
