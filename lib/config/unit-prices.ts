import type { BotConfig, UnitPrices } from '../../lambda/shared/bot-config';
import { modelOfSnapshot } from './model-prices';

/**
 * List prices of OpenAI's of what is not counted in tokens, US dollars, looked up together with MODEL_PRICES
 * (https://developers.openai.com/api/docs/pricing and …/guides/image-generation). `unitPrices` of the configuration wins
 * over them.
 */

/** For a minute that is understood, as OpenAI estimates it where it counts tokens. */
export const TRANSCRIPTION_MINUTE: Readonly<Record<string, number>> = {
  'gpt-transcribe': 0.0045,
  'gpt-4o-transcribe': 0.006,
  'gpt-4o-transcribe-diarize': 0.006,
  'gpt-4o-mini-transcribe': 0.003,
  'whisper-1': 0.006,
};

/**
 * For a minute that is spoken. `gpt-4o-mini-tts`: as OpenAI estimates it. The others cost 15 and 30 dollars for a million
 * characters; a minute has 900 of the Latin script, and fewer of others.
 */
export const SPEECH_MINUTE: Readonly<Record<string, number>> = {
  'gpt-4o-mini-tts': 0.015,
  'tts-1': 0.0135,
  'tts-1-hd': 0.027,
};

/**
 * For a picture in medium quality: of 1024x1024, and of 1536x1024 or 1024x1536. `gpt-image-2` is half of what OpenAI's
 * guide says, since its tokens are since September 2026; for the models of 2.5 there is no figure, so they are reckoned
 * with its tokens at their own price.
 */
export const IMAGE: Readonly<Record<string, { readonly square: number; readonly long: number }>> = {
  'gpt-image-2.5-sunburst': { square: 0.053, long: 0.041 },
  'gpt-image-2.5-flare': { square: 0.053, long: 0.041 },
  'gpt-image-2': { square: 0.0265, long: 0.0205 },
  'gpt-image-1.5': { square: 0.034, long: 0.05 },
  'gpt-image-1': { square: 0.042, long: 0.063 },
  'gpt-image-1-mini': { square: 0.011, long: 0.015 },
};

/**
 * For one use of a tool; what it finds is counted as tokens. A container of 1 GB is paid for 20 minutes, and taken to be
 * a new one for each use. Which model draws is the provider's choice: the dearest picture of usual size.
 */
export const TOOL_USE: Pick<UnitPrices, 'webSearch' | 'fileSearch' | 'codeInterpreter' | 'imageGeneration'> =
  { webSearch: 0.01, fileSearch: 0.0025, codeInterpreter: 0.03, imageGeneration: 0.063 };

/** What of the configuration the prices depend on. */
export interface PricedUnits extends Pick<BotConfig, 'transcription' | 'speech' | 'images'> {
  /** Prices of the operator's; they win. */
  readonly own: { readonly [Unit in keyof UnitPrices]?: number | undefined };
  /** Whether OpenAI's prices say something of who understands and speaks, and of who draws: OpenAI does it, or Azure. */
  readonly isOpenAi: { readonly voice: boolean; readonly images: boolean };
}

/** What is not counted in tokens costs, and whose price had to be assumed. */
export interface UnitPricing {
  readonly prices: UnitPrices;
  /** Names of the models that have the dearest price of their kind. */
  readonly unknown: readonly string[];
}

/** What is off has a price as well: the dearest, which nothing is counted at. */
export function unitPricesOf({ transcription, speech, images, own, isOpenAi }: PricedUnits): UnitPricing {
  const unknown: string[] = [];
  const priceOf = (
    unit: 'transcriptionMinute' | 'speechMinute' | 'image',
    model: string | undefined,
    list: Readonly<Record<string, number>>,
    isListed: boolean,
  ): number => {
    const known = new Map(Object.entries(list));
    const price =
      own[unit] ?? (isListed && model !== undefined ? known.get(modelOfSnapshot(model)) : undefined);
    if (price === undefined && model !== undefined) unknown.push(model);
    return price ?? Math.max(...known.values());
  };
  const { voice } = isOpenAi;
  const prices = {
    transcriptionMinute: priceOf('transcriptionMinute', transcription?.model, TRANSCRIPTION_MINUTE, voice),
    speechMinute: priceOf('speechMinute', speech?.model, SPEECH_MINUTE, voice),
    image: priceOf('image', images?.model, picturesOf(images?.size), isOpenAi.images),
    webSearch: own.webSearch ?? TOOL_USE.webSearch,
    fileSearch: own.fileSearch ?? TOOL_USE.fileSearch,
    codeInterpreter: own.codeInterpreter ?? TOOL_USE.codeInterpreter,
    imageGeneration: own.imageGeneration ?? TOOL_USE.imageGeneration,
  };
  return { prices, unknown };
}

const SQUARE_PIXELS = 1024 * 1024;

/** @param size width and height in pixels, `1024x1024`; one that is not listed costs by its pixels */
function picturesOf(size = '1024x1024'): Record<string, number> {
  const [width = 0, height = 0] = size.split('x').map(Number);
  const isLong = Math.max(width, height) === 1536 && Math.min(width, height) === 1024;
  const times = Math.max(1, (width * height) / SQUARE_PIXELS);
  return Object.fromEntries(
    Object.entries(IMAGE).map(([model, { square, long }]) => [model, isLong ? long : square * times]),
  );
}
