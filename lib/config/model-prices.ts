import type { ModelPrice } from '../../lambda/shared/bot-config';

/** Of when the prices of models are; who cites them is in docs/cost.md. */
export const MODEL_PRICES_AS_OF = 'October 2026';

/**
 * List prices of OpenAI's models, US dollars for a million tokens, standard processing, requests under 272,000 tokens
 * (https://developers.openai.com/api/docs/pricing). `prices` of the configuration wins over them. The `pro` models are
 * left out: they think for longer than a member waits, and would make every model that is not known several times as dear.
 */
export const MODEL_PRICES: Readonly<Record<string, ModelPrice>> = {
  'gpt-6-astra': caching({ input: 10, cachedInput: 1, output: 50 }),
  'gpt-6.1-sol': caching({ input: 2, cachedInput: 0.1, output: 10 }),
  'gpt-6-sol': caching({ input: 2, cachedInput: 0.2, output: 10 }),
  'gpt-6-luna': caching({ input: 0.1, cachedInput: 0.01, output: 0.5 }),
  // A promotion at 4, 0.4 and 20 was to last until 2026-11-21 at least; this is the price before it.
  'gpt-5.6-sol': caching({ input: 5, cachedInput: 0.5, output: 30 }),
  'gpt-5.6-terra': caching({ input: 2, cachedInput: 0.2, output: 12 }),
  'gpt-5.6-luna': caching({ input: 0.2, cachedInput: 0.02, output: 1.2 }),
  'chat-latest': { input: 5, cachedInput: 0.5, output: 30 },
  'gpt-5.5': { input: 5, cachedInput: 0.5, output: 30 },
  'gpt-5.4': { input: 2.5, cachedInput: 0.25, output: 15 },
  'gpt-5.4-mini': { input: 0.75, cachedInput: 0.075, output: 4.5 },
  'gpt-5.4-nano': { input: 0.2, cachedInput: 0.02, output: 1.25 },
  'gpt-5.2': { input: 1.75, cachedInput: 0.175, output: 14 },
  'gpt-5.1': { input: 1.25, cachedInput: 0.125, output: 10 },
  'gpt-5': { input: 1.25, cachedInput: 0.125, output: 10 },
  'gpt-5-mini': { input: 0.25, cachedInput: 0.025, output: 2 },
  'gpt-5-nano': { input: 0.05, cachedInput: 0.005, output: 0.4 },
  'gpt-4.1': { input: 2, cachedInput: 0.5, output: 8 },
  'gpt-4.1-mini': { input: 0.4, cachedInput: 0.1, output: 1.6 },
  'gpt-4.1-nano': { input: 0.1, cachedInput: 0.025, output: 0.4 },
  'gpt-4o': { input: 2.5, cachedInput: 1.25, output: 10 },
  // Not the price of its model, and nothing off for what is cached.
  'gpt-4o-2024-05-13': { input: 5, cachedInput: 5, output: 15 },
  'gpt-4o-mini': { input: 0.15, cachedInput: 0.075, output: 0.6 },
  o3: { input: 2, cachedInput: 0.5, output: 8 },
  'o3-mini': { input: 1.1, cachedInput: 0.55, output: 4.4 },
  'o4-mini': { input: 1.1, cachedInput: 0.275, output: 4.4 },
};

/**
 * From GPT-5.6 on, what goes into the cache costs a quarter more than other input. Which tokens do is not counted; almost
 * all that were not in it do.
 */
function caching({ input, ...price }: ModelPrice): ModelPrice {
  return { input: input * 1.25, ...price };
}

/** What models cost, and whose prices had to be assumed. */
export interface ModelPricing {
  readonly prices: Readonly<Record<string, ModelPrice>>;
  /** Names of the models that have the dearest price that is known. */
  readonly unknown: readonly string[];
}

/**
 * @param models that a member may meet; each gets a price
 * @param own prices of the operator's, by model; they win
 * @param isOpenAi whether OpenAI's prices say something of the provider: it is OpenAI, or Azure
 */
export function modelPricesOf(
  models: readonly string[],
  own: Readonly<Record<string, ModelPrice>>,
  isOpenAi: boolean,
): ModelPricing {
  const lists = [new Map(Object.entries(own)), new Map(Object.entries(isOpenAi ? MODEL_PRICES : {}))];
  const priced = [...new Set(models)].map((model) => [model, priceIn(lists, model)] as const);
  const dearest = dearestOf([...Object.values(MODEL_PRICES), ...Object.values(own)]);
  return {
    prices: Object.fromEntries(priced.map(([model, price]) => [model, price ?? dearest])),
    unknown: priced.filter(([, price]) => price === undefined).map(([model]) => model),
  };
}

/** The model of which a name is a snapshot: `gpt-5.4-mini` of `gpt-5.4-mini-2026-03-17`. */
export function modelOfSnapshot(name: string): string {
  return name.replace(/-\d{4}-\d{2}-\d{2}$/, '');
}

function priceIn(lists: readonly ReadonlyMap<string, ModelPrice>[], model: string): ModelPrice | undefined {
  for (const list of lists) {
    const price = list.get(model) ?? list.get(modelOfSnapshot(model));
    if (price) return price;
  }
  return undefined;
}

function dearestOf(prices: readonly ModelPrice[]): ModelPrice {
  const max = (of: (price: ModelPrice) => number): number => Math.max(...prices.map(of));
  return {
    input: max(({ input }) => input),
    cachedInput: max(({ cachedInput }) => cachedInput),
    output: max(({ output }) => output),
    isAssumed: true,
  };
}
