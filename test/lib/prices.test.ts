import { MODEL_PRICES, modelPricesOf } from '../../lib/config/model-prices';
import { unitPricesOf, type PricedUnits } from '../../lib/config/unit-prices';

const mini = { input: 0.75, cachedInput: 0.075, output: 4.5 };
const DEAREST = { input: 12.5, cachedInput: 5, output: 50, isAssumed: true };

describe('a model has', () => {
  it.each([
    ['the price of the list', 'gpt-5.4-mini', mini],
    ['as a snapshot, that of its model', 'gpt-5.4-mini-2026-03-17', mini],
    ['its own, where a snapshot is listed', 'gpt-4o-2024-05-13', { input: 5, cachedInput: 5, output: 15 }],
    [
      'a quarter more for its input, where that is written to a cache',
      'gpt-6.1-sol',
      { input: 2.5, cachedInput: 0.1, output: 10 },
    ],
  ])('%s: %s', (_, model, price) => {
    expect(modelPricesOf([model], {}, true)).toEqual({ prices: { [model]: price }, unknown: [] });
  });

  it('the price of the operator, for its snapshots as well, before that of the list', () => {
    const own = { input: 1, cachedInput: 1, output: 1 };
    const models = ['gpt-5.4', 'gpt-5.4-2026-03-05', 'gpt-5.4-mini'];
    expect(modelPricesOf(models, { 'gpt-5.4': own }, true)).toEqual({
      prices: { 'gpt-5.4': own, 'gpt-5.4-2026-03-05': own, 'gpt-5.4-mini': mini },
      unknown: [],
    });
  });

  it('the dearest of all that is known, where its own is not, and is named', () => {
    expect(modelPricesOf(['deepseek-v4', 'gpt-5.4-mini', 'deepseek-v4'], {}, true)).toEqual({
      prices: { 'deepseek-v4': DEAREST, 'gpt-5.4-mini': mini },
      unknown: ['deepseek-v4'],
    });
  });

  it('each part of the dearest, also of the prices of the operator', () => {
    const own = { dear: { input: 1, cachedInput: 99, output: 1 } };
    expect(modelPricesOf(['dear', 'other'], own, true).prices['other']).toEqual({
      ...DEAREST,
      cachedInput: 99,
    });
  });

  it('no price of the list where another provider serves it', () => {
    const own = { 'qwen-max': { input: 1, cachedInput: 1, output: 1 } };
    expect(modelPricesOf(['qwen-max', 'gpt-5.4-mini'], own, false)).toEqual({
      prices: { 'qwen-max': own['qwen-max'], 'gpt-5.4-mini': DEAREST },
      unknown: ['gpt-5.4-mini'],
    });
  });

  it('a price whatever it is called', () => {
    expect(modelPricesOf(['constructor'], {}, true).unknown).toEqual(['constructor']);
  });
});

it.each(Object.entries(MODEL_PRICES))('%s costs something, and less where it is cached', (_, price) => {
  expect(Math.min(...Object.values(price).map(Number))).toBeGreaterThan(0);
  expect(price.cachedInput).toBeLessThanOrEqual(price.input);
  expect(price.output).toBeGreaterThan(price.input);
});

describe('what is not counted in tokens', () => {
  const usual: PricedUnits = {
    transcription: { model: 'gpt-4o-mini-transcribe' },
    speech: { model: 'gpt-4o-mini-tts', voice: 'alloy' },
    images: { model: 'gpt-image-1', size: '1024x1024' },
    own: {},
    isOpenAi: { voice: true, images: true },
  };
  const prices = {
    transcriptionMinute: 0.003,
    speechMinute: 0.015,
    image: 0.042,
    webSearch: 0.01,
    fileSearch: 0.0025,
    codeInterpreter: 0.03,
    imageGeneration: 0.063,
  };
  const dearest = { ...prices, transcriptionMinute: 0.006, speechMinute: 0.027, image: 0.053 };

  it('has the prices of its models, snapshots included', () => {
    expect(unitPricesOf(usual)).toEqual({ prices, unknown: [] });
    expect(
      unitPricesOf({ ...usual, transcription: { model: 'gpt-4o-mini-transcribe-2025-12-15' } }).prices,
    ).toEqual(prices);
  });

  it('has the dearest of its kind where they are not known, and names them', () => {
    const other: PricedUnits = {
      ...usual,
      transcription: { model: 'hearer' },
      speech: { model: 'speaker', voice: 'x' },
      images: { model: 'painter', size: '1024x1024' },
    };
    expect(unitPricesOf(other)).toEqual({ prices: dearest, unknown: ['hearer', 'speaker', 'painter'] });
  });

  it('has no price of the list where others hear, speak or draw', () => {
    expect(unitPricesOf({ ...usual, isOpenAi: { voice: false, images: true } })).toEqual({
      prices: { ...dearest, image: 0.042 },
      unknown: ['gpt-4o-mini-transcribe', 'gpt-4o-mini-tts'],
    });
    expect(unitPricesOf({ ...usual, isOpenAi: { voice: true, images: false } })).toEqual({
      prices: { ...prices, image: 0.053 },
      unknown: ['gpt-image-1'],
    });
  });

  it('has the prices of the operator first', () => {
    const own = { transcriptionMinute: 0, image: 7, webSearch: 0.02 };
    expect(unitPricesOf({ ...usual, images: { model: 'painter', size: '8x8' }, own })).toEqual({
      prices: { ...prices, ...own },
      unknown: [],
    });
  });

  it('names nothing that is off', () => {
    expect(unitPricesOf({ own: {}, isOpenAi: { voice: false, images: false } }).unknown).toEqual([]);
  });

  it.each([
    ['gpt-image-1', '1536x1024', 0.063],
    ['gpt-image-1', '1024x1536', 0.063],
    ['gpt-image-2', '1024x1536', 0.0205],
    ['gpt-image-2', '2048x2048', 0.106],
    ['gpt-image-2', '512x512', 0.0265],
    ['painter', '1536x1024', 0.063],
  ])('a picture by %s of %s costs %d', (model, size, usd) => {
    expect(unitPricesOf({ ...usual, images: { model, size } }).prices.image).toBeCloseTo(usd, 9);
  });
});
