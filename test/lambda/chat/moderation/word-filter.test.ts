import fc from 'fast-check';
import { WordFilter, WordFinder, type Filtered } from '../../../../lambda/chat/moderation';
import { normalised } from '../../../../lambda/chat/moderation/letters';
import { anyLists, cuts, inPieces, lists, texts } from './texts';

const finder = new WordFinder([
  ...lists('note', '竞品'),
  ...lists('mask', '敏感词', 'ass'),
  ...lists('block', '禁词', '很禁词语'),
]);

/** What each piece makes visible, and the end. */
function shownOf(pieces: readonly string[], by = finder): { shown: string[]; filter: WordFilter } {
  const filter = new WordFilter(by);
  const shown = [...pieces.map((piece) => filter.push(piece)), filter.end()].map(({ text }) => text);
  return { shown, filter };
}
const wholeOf = (pieces: readonly string[], by = finder): string => shownOf(pieces, by).shown.join('');

describe('a stream', () => {
  it('is shown as it comes, but for what may be the beginning of a word', () => {
    expect(shownOf(['你好', '，这是敏', '捷的', '。敏感', '。']).shown).toEqual([
      '你好',
      '，这是',
      '敏捷的',
      '。',
      '',
      '敏感。',
    ]);
  });

  it('has its words hidden, cut anywhere', () => {
    expect(shownOf(['有敏', '\n感', '\u20dd', '词', '吧']).shown).toEqual([
      '有',
      '',
      '',
      '',
      '＊\n＊\u20dd＊吧',
      '',
    ]);
  });

  it.each([
    [['a', 's', 's'], '＊＊＊'],
    [['as', 'sets'], 'assets'],
    [['ass', '\u0301', 'ets'], 'ass\u0301ets'],
    [['ass', '\u0301', '. '], '＊＊＊\u0301. '],
    [['cl', 'ass'], 'class'],
    [['cl', '\u0301', 'ass'], 'cl\u0301ass'],
    [['a.', 's.', 's'], '＊.＊.＊'],
  ])('knows what touches a word only when it comes: %j', (pieces, shown) => {
    expect(wholeOf(pieces)).toBe(shown);
  });

  it('waits for the other half of a character', () => {
    const filter = new WordFilter(new WordFinder(lists('mask', '𠮷野')));
    const [high, low] = '𠮷'.split('');
    expect(filter.push(`我${high ?? ''}`)).toEqual({ text: '我', blocked: false });
    expect(filter.held).toBe(high);
    expect(filter.push(low ?? '').text).toBe('');
    expect(filter.held).toBe('𠮷');
    expect(filter.push('野人').text).toBe('＊＊人');
    expect(filter.push('\ud83d').text + filter.push('x').text).toBe('\ud83dx');
    expect(filter.push('\ud83d').text + filter.end().text).toBe('\ud83d');
  });

  it('ends before a word that may not be said, and for good', () => {
    const filter = new WordFilter(finder);
    expect(filter.push('说ass，禁')).toEqual({ text: '说＊＊＊，', blocked: false });
    expect(filter.push('🌸')).toEqual({ text: '', blocked: false });
    expect(filter.push('词，竞品')).toEqual({ text: '', blocked: true });
    expect(filter.push('还有')).toEqual({ text: '', blocked: true });
    expect(filter.end()).toEqual({ text: '', blocked: true });
    expect(filter.held).toBe('');
    expect(filter.found).toEqual([
      { list: 'ass', action: 'mask' },
      { list: '禁词', action: 'block' },
    ]);
  });

  it('ends before the first of two such words, though the second is over sooner', () => {
    const filter = new WordFilter(finder);
    expect(filter.push('好，很禁词')).toEqual({ text: '好，', blocked: false });
    expect(filter.push('吗')).toEqual({ text: '很', blocked: true });
    expect(wholeOf(['好，很禁词语'])).toBe('好，');
    expect(new WordFilter(finder).push('好，很禁词语。')).toEqual({ text: '好，', blocked: true });
  });

  it('ends with the first list that has such a word, however it is cut', () => {
    const by = new WordFinder(lists('block', '禁', '禁词'));
    for (const pieces of [['禁词。'], ['禁', '词', '。']]) {
      expect(shownOf(pieces, by).filter.found).toEqual([{ list: '禁', action: 'block' }]);
    }
  });

  it('tells at its end that its last word may not be said', () => {
    const filter = new WordFilter(finder);
    expect(filter.push('禁词')).toEqual({ text: '', blocked: false });
    expect(filter.end()).toEqual({ text: '', blocked: true });
  });

  it('goes on from what was said before', () => {
    const filter = new WordFilter(finder, '他说敏感');
    expect(filter.push('词，')).toEqual({ text: '＊，', blocked: false });
    expect(filter.found).toEqual([{ list: '敏感词', action: 'mask' }]);
    expect(new WordFilter(finder, '这是禁').push('词！')).toEqual({ text: '', blocked: true });
    expect(new WordFilter(finder, 'cl').push('ass！').text).toBe('ass！');
    expect(new WordFilter(finder, '禁词！').push('好，').text).toBe('好，');
  });
});

describe('any stream', () => {
  const noBlock = fc.constantFrom<'mask' | 'note'>('mask', 'note');

  it('is in the end what its whole text is judged to be', () => {
    fc.assert(
      fc.property(texts, anyLists(noBlock), cuts, (text, all, lengths) => {
        const by = new WordFinder(all);
        const { shown, filter } = shownOf(inPieces(text, lengths), by);
        const judged = by.judge(text);
        expect(shown.join('')).toBe(judged.text);
        expect(filter.found).toEqual(judged.found);
        expect(filter.held).toBe('');
      }),
      { numRuns: 500 },
    );
  });

  it('is what comes before the first word that may not be said', () => {
    fc.assert(
      fc.property(texts, anyLists(), cuts, (text, all, lengths) => {
        const by = new WordFinder(all);
        const first = by.find(text).find(({ action }) => action === 'block');
        fc.pre(first !== undefined);
        const before = Array.from(text.slice(0, first.start)).length;
        const { shown, filter } = shownOf(inPieces(text, lengths), by);
        // One character is hidden by one.
        expect(shown.join('')).toBe(Array.from(by.judge(text).text).slice(0, before).join(''));
        // Words of other lists may begin at the same place.
        expect(filter.found).toContainEqual({ list: first.list, action: 'block' });
      }),
      { numRuns: 500 },
    );
  });

  it('is told to be blocked where its whole text is, and nothing comes after that', () => {
    fc.assert(
      fc.property(texts, anyLists(), cuts, (text, all, lengths) => {
        const by = new WordFinder(all);
        const filter = new WordFilter(by);
        const told: Filtered[] = [
          ...inPieces(text, lengths).map((piece) => filter.push(piece)),
          filter.end(),
        ];
        expect(told.at(-1)?.blocked).toBe(by.judge(text).blocked);
        const after = told.slice(told.findIndex(({ blocked }) => blocked) + 1);
        expect(after.every((each) => !told.some(({ blocked }) => blocked) || each.text === '')).toBe(true);
      }),
    );
  });

  it('says the same at each character, however it is cut', () => {
    fc.assert(
      fc.property(texts, anyLists(), cuts, (text, all, lengths) => {
        const by = new WordFinder(all);
        const [one, other] = [new WordFilter(by), new WordFilter(by)];
        const steps = inPieces(text, lengths).map((piece) => {
          const letterByLetter = piece.split('').map((unit) => one.push(unit));
          const together = other.push(piece);
          expect(letterByLetter.map((each) => each.text).join('')).toBe(together.text);
          expect(one.held).toBe(other.held);
          return [letterByLetter.at(-1)?.blocked, together.blocked];
        });
        expect(steps.map(([each]) => each)).toEqual(steps.map(([, each]) => each));
        expect(one.found).toEqual(other.found);
      }),
    );
  });

  it('comes through unchanged where it holds no word', () => {
    fc.assert(
      fc.property(texts, anyLists(), cuts, (text, all, lengths) => {
        const by = new WordFinder(all);
        fc.pre(by.find(text).length === 0);
        expect(wholeOf(inPieces(text, lengths), by)).toBe(text);
      }),
    );
  });

  it('shows at each moment all but what is held back, which is bounded by the longest word', () => {
    fc.assert(
      fc.property(texts, anyLists(noBlock), cuts, (text, all, lengths) => {
        const letters = all.flatMap(({ words }) => words).map((word) => normalised(word).length);
        const most = 2 * 17 * Math.max(0, ...letters) + 1;
        const by = new WordFinder(all.map((list) => ({ ...list, action: 'note' })));
        const filter = new WordFilter(by);
        let pushed = '';
        let shown = '';
        for (const piece of inPieces(text, lengths)) {
          pushed += piece;
          shown += filter.push(piece).text;
          expect(shown + filter.held).toBe(pushed);
          expect(filter.held.length).toBeLessThanOrEqual(most);
        }
      }),
    );
  });
});

it('holds no more of a stream that could be a word for ever', () => {
  const filter = new WordFilter(new WordFinder(lists('mask', '啊啊啊啊啊！', 'a b c d', 'a')));
  const held: number[] = [];
  for (const piece of ['啊', ' a', '\u0301', '。'.repeat(16), '\u0301'.repeat(40), '🌸'.repeat(16)]) {
    for (let time = 0; time < 200; time++) {
      filter.push(piece);
      held.push(filter.held.length);
    }
  }
  expect(Math.max(...held)).toBeLessThanOrEqual(5 * 34);
});
