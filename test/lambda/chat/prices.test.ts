import fc from 'fast-check';
import type { Conclusion, ModelUsage } from '../../../lambda/chat/ports';
import { costOf, spokenSeconds, withVoice } from '../../../lambda/chat/prices';
import { speakable } from '../../../lambda/model/spoken-text';
import { usageOf } from '../../support/usage';

const config = {
  prices: {
    'gpt-x': { input: 2, cachedInput: 1, output: 10 },
    'gpt-y': { input: 1, cachedInput: 3, output: 4 },
  },
  unitPrices: {
    transcriptionMinute: 0.006,
    speechMinute: 0.015,
    image: 0.042,
    webSearch: 0.01,
    fileSearch: 0.0025,
    codeInterpreter: 0.03,
    imageGeneration: 0.063,
  },
};
const NONE = usageOf(0, 0);

describe('at 2, 1 and 10 dollars a million', () => {
  it.each<[string, ModelUsage, number]>([
    ['what is read', usageOf(1_000_000, 0), 2],
    ['what is cached costs less', { ...usageOf(1_000_000, 0), cachedTokens: 400_000 }, 1.6],
    ['what is thought costs as what is said', { ...usageOf(0, 300_000), reasoningTokens: 200_000 }, 5],
    ['little', usageOf(3, 1), 0.000016],
    ['nothing', NONE, 0],
  ])('%s: %j cost %d', (_, usage, dollars) => {
    expect(costOf({ usage, model: 'gpt-x' }, config, 'gpt-y')).toBe(dollars);
  });
});

it.each([
  ['the app’s model where none is named', undefined, 'gpt-y', 1],
  ['the named one', 'gpt-x', 'gpt-y', 2],
  ['the dearest, part by part, of one that is configured no more', 'gone', 'gpt-y', 2],
])('the price is of %s', (_, model, appModel, dollars) => {
  const usage = usageOf(1_000_000, 0);
  expect(costOf({ usage, ...(model !== undefined && { model }) }, config, appModel)).toBe(dollars);
});

it.each([
  [{ webSearch: 3 }, 0.03],
  [{ fileSearch: 1 }, 0.0025],
  [{ codeInterpreter: 2 }, 0.06],
  [{ imageGeneration: 1 }, 0.063],
  [{ image: 2 }, 0.084],
  [{ transcriptionSeconds: 20 }, 0.002],
  [{ speechSeconds: 60 }, 0.015],
  [{ 'mcp:crm': 5 }, 0],
  [{ webSearch: 1, image: 1, transcriptionSeconds: 60, speechSeconds: 4 }, 0.059],
])('%j cost %d, beside tokens', (tools, dollars) => {
  expect(costOf({ usage: NONE, tools }, config, 'gpt-x')).toBe(dollars);
  expect(costOf({ usage: usageOf(1_000_000, 0), tools }, config, 'gpt-x')).toBeCloseTo(2 + dollars, 9);
});

it('more of anything never costs less', () => {
  const amounts = fc.record({
    inputTokens: fc.nat(1_000_000),
    cachedTokens: fc.constant(0),
    outputTokens: fc.nat(1_000_000),
    reasoningTokens: fc.nat(1_000_000),
  });
  fc.assert(
    fc.property(amounts, fc.constantFrom('inputTokens', 'outputTokens', 'reasoningTokens'), (usage, more) => {
      const cost = costOf({ usage }, config, 'gpt-x');
      expect(cost).toBeGreaterThanOrEqual(0);
      expect(costOf({ usage: { ...usage, [more]: usage[more] + 1 } }, config, 'gpt-x')).toBeGreaterThan(cost);
    }),
  );
});

describe('a text takes', () => {
  it.each([
    ['好', 1],
    ['一二三四五', 1],
    ['一二三四五六', 2],
    ['a'.repeat(15), 1],
    ['a'.repeat(150), 10],
    [`${'好'.repeat(10)}${'a'.repeat(30)}`, 4],
    ['', 0],
    [' \n', 0],
    ['好'.repeat(10_000), 60],
  ])('%s: %d seconds to be spoken', (text, seconds) => {
    expect(spokenSeconds(text)).toBe(seconds);
  });

  it('what fits into a voice message, a minute at most, and that is not estimated to be less', () => {
    expect(spokenSeconds(speakable('好'.repeat(1_000)))).toBe(60);
    expect(spokenSeconds(speakable('a'.repeat(2_000)))).toBe(60);
  });
});

describe('the voice of a message', () => {
  const conclusion: Conclusion = { outcome: 'answered', usage: NONE, tokens: 1, tools: { webSearch: 1 } };

  it('is among the tools, in whole seconds', () => {
    expect(withVoice(conclusion, 2.1, [{ text: '好' }, { speech: '一二三四五六' }])).toEqual({
      ...conclusion,
      tools: { webSearch: 1, transcriptionSeconds: 3, speechSeconds: 2 },
    });
  });

  it('is not, where there is none', () => {
    const without: Conclusion = { outcome: 'help', usage: NONE, tokens: 0 };
    expect(withVoice(without, 0, [{ text: '好' }, { picture: 'p' }])).toEqual(without);
  });

  it('is the same when it is added once more', () => {
    const once = withVoice(conclusion, 2.1, [{ speech: '好' }]);
    expect(withVoice(once, 2.1, [])).toEqual(once);
  });
});
