import type { BotConfig, ModelPrice, UnitPrices } from '../shared/bot-config';
import type { Conclusion, Part } from './ports';

/**
 * What a message cost, US dollars to a billionth.
 * @param appModel the model of the app, which is asked where the conclusion names none
 */
export function costOf(
  { usage, tools = {}, model }: Pick<Conclusion, 'usage' | 'tools' | 'model'>,
  { prices, unitPrices }: Pick<BotConfig, 'prices' | 'unitPrices'>,
  appModel: string,
): number {
  const { inputTokens, cachedTokens, outputTokens, reasoningTokens } = usage;
  // What a message that waited was asked of may have left the configuration since.
  const { input, cachedInput, output } = prices[model ?? appModel] ?? dearestOf(Object.values(prices));
  const millionths =
    (inputTokens - cachedTokens) * input +
    cachedTokens * cachedInput +
    (outputTokens + reasoningTokens) * output;
  const ofUses = Object.entries(tools).reduce(
    (sum, [use, amount]) => sum + priceOf(use, unitPrices) * amount,
    0,
  );
  // Sums of binary fractions are not to be read.
  return Math.round(millionths * 1000 + ofUses * 1e9) / 1e9;
}

/** For one use of a tool, or for a second of voice. What a remote server costs is between the company and that server. */
function priceOf(use: string, prices: UnitPrices): number {
  switch (use) {
    case 'transcriptionSeconds':
      return prices.transcriptionMinute / 60;
    case 'speechSeconds':
      return prices.speechMinute / 60;
    case 'image':
    case 'webSearch':
    case 'fileSearch':
    case 'codeInterpreter':
    case 'imageGeneration':
      return prices[use];
    default:
      return 0;
  }
}

function dearestOf(prices: readonly ModelPrice[]): ModelPrice {
  const max = (of: (price: ModelPrice) => number): number => Math.max(0, ...prices.map(of));
  return {
    input: max(({ input }) => input),
    cachedInput: max(({ cachedInput }) => cachedInput),
    output: max(({ output }) => output),
  };
}

/**
 * A conclusion with the voice that belongs to its message, among the tools: how many seconds were heard, and how many
 * will be spoken.
 * @param heardSeconds of the question
 * @param parts of the answer
 */
export function withVoice(conclusion: Conclusion, heardSeconds = 0, parts: readonly Part[] = []): Conclusion {
  const spoken = parts.map((part) => ('speech' in part ? spokenSeconds(part.speech) : 0));
  const speechSeconds = spoken.reduce((sum, seconds) => sum + seconds, 0);
  const voice = {
    ...(heardSeconds > 0 && { transcriptionSeconds: Math.ceil(heardSeconds) }),
    ...(speechSeconds > 0 && { speechSeconds }),
  };
  if (Object.keys(voice).length === 0) return conclusion;
  return { ...conclusion, tools: { ...conclusion.tools, ...voice } };
}

/** A usual pace: 300 syllables of Chinese a minute, or 900 letters of another script. */
const HAN_A_SECOND = 5;
const OTHERS_A_SECOND = 15;
/** WeCom takes no longer voice [D90236]; what does not fit is not spoken. */
const MAX_SPOKEN_SECONDS = 60;

/** How long a text takes to be spoken: whole seconds, estimated before it is. */
export function spokenSeconds(text: string): number {
  const characters = Array.from(text.trim());
  const han = characters.filter((character) => /\p{sc=Han}/u.test(character)).length;
  const seconds = han / HAN_A_SECOND + (characters.length - han) / OTHERS_A_SECOND;
  return Math.min(MAX_SPOKEN_SECONDS, Math.ceil(seconds));
}
