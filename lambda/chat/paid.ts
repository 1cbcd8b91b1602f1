import { estimateUsage, NO_USAGE } from './conversation';
import type { Conclusion, ModelError, ModelFailure, ModelUsage, Turn } from './ports';

/** What asks took that are paid for, also where a worker died before anybody had counted it. */
export interface Paid {
  readonly usage: ModelUsage;
  /** How often each tool was used. */
  readonly tools: Readonly<Record<string, number>>;
  /** Whether something of it was not counted by the provider. */
  readonly isEstimated: boolean;
}

/** What a model was asked, as far as it can be counted. */
export interface Readable {
  readonly persona: string;
  /** Earlier turns, oldest first. */
  readonly turns: readonly Turn[];
  readonly text: string;
  readonly pictures: readonly unknown[];
  readonly document?: unknown;
}

/** Nothing was asked. */
export const NOTHING_PAID: Paid = { usage: NO_USAGE, tools: {}, isEstimated: false };

/**
 * The model may have begun: what it read is paid for, and what it thought and said. Of a question that was refused or
 * filtered nobody says whether it was refused before that. All other failures are of requests that did not begin.
 */
const PAID_FAILURES: ReadonlySet<ModelFailure> = new Set([
  'too-slow',
  'broken',
  'empty',
  'refused',
  'filtered',
]);

/** Whether an ask that failed so is paid for all the same. */
export function isPaid({ failure }: ModelError): boolean {
  return PAID_FAILURES.has(failure);
}

/** A PDF of ten pages: each is shown as text and as a picture. */
const TOKENS_OF_DOCUMENT = 15_000;

/**
 * What one ask took that nobody counted. What it thought is not known.
 * @param before what had been said of the answer, and was shown to be continued
 * @param said what the model said to it
 */
export function estimateOfAsk(asked: Readable, before: string, said: string): Paid {
  const { persona, turns, text, pictures, document } = asked;
  const usage = estimateUsage(persona, turns, text + before, said, pictures.length);
  const inputTokens = usage.inputTokens + (document === undefined ? 0 : TOKENS_OF_DOCUMENT);
  return { usage: { ...usage, inputTokens }, tools: {}, isEstimated: true };
}

/**
 * What asks of earlier workers took. Which of them said what is not known: the first all of it, and the others read it.
 * @param said by all of them together, as far as it was kept
 */
export function estimateOfAsks(asked: Readable, asks: number, said: string): Paid {
  let paid = NOTHING_PAID;
  for (let ask = 0; ask < asks; ask++) {
    paid = together(paid, ask === 0 ? estimateOfAsk(asked, '', said) : estimateOfAsk(asked, said, ''));
  }
  return paid;
}

/** Two of them as one. */
export function together(one: Paid, other: Paid): Paid {
  const tools = { ...one.tools };
  for (const [tool, times] of Object.entries(other.tools)) tools[tool] = (tools[tool] ?? 0) + times;
  return {
    usage: {
      inputTokens: one.usage.inputTokens + other.usage.inputTokens,
      cachedTokens: one.usage.cachedTokens + other.usage.cachedTokens,
      outputTokens: one.usage.outputTokens + other.usage.outputTokens,
      reasoningTokens: one.usage.reasoningTokens + other.usage.reasoningTokens,
    },
    tools,
    isEstimated: one.isEstimated || other.isEstimated,
  };
}

/** What a conclusion says of it. */
export function concluded({
  usage,
  tools,
  isEstimated,
}: Paid): Pick<Conclusion, 'usage' | 'tools' | 'isEstimated'> {
  return {
    usage,
    ...(Object.keys(tools).length > 0 && { tools }),
    ...(isEstimated && { isEstimated }),
  };
}
