import type { BotConfig } from '../../lambda/shared/bot-config';
import { modelPricesOf } from './model-prices';
import type { CheckedConfig } from './schema';
import { unitPricesOf } from './unit-prices';

/** What everything costs, and whose prices had to be assumed. */
export interface Pricing extends Pick<BotConfig, 'prices' | 'unitPrices'> {
  /** Names of models that are counted at the dearest price that is known. */
  readonly unknown: readonly string[];
}

/** OpenAI's list prices say nothing of another provider; Azure's are the same. */
export function pricingOf(
  { apps, prices, unitPrices, provider }: CheckedConfig,
  media: Pick<BotConfig, 'transcription' | 'speech' | 'images'>,
): Pricing {
  const { baseUrl, azure, speechBaseUrl, imagesBaseUrl } = provider;
  const isOpenAi = baseUrl === undefined || azure;
  const inUse = Object.values(apps).flatMap(({ model, models: others }) => [model, ...others]);
  // A message that waited may have been asked of a model that is in use no more.
  const models = [...inUse, ...Object.keys(prices)];
  const ofModels = modelPricesOf(models, prices, isOpenAi);
  const ofUnits = unitPricesOf({
    ...media,
    own: unitPrices,
    isOpenAi: {
      voice: isOpenAi && speechBaseUrl === undefined,
      images: isOpenAi && imagesBaseUrl === undefined,
    },
  });
  return {
    prices: ofModels.prices,
    unitPrices: ofUnits.prices,
    unknown: [...new Set([...ofModels.unknown, ...ofUnits.unknown])],
  };
}
