import { NO_USAGE } from './conversation';
import type { Delivery } from './delivery';
import { splitIntoParts } from './parts';
import type { Outcome } from './ports';

/**
 * Answers without the model.
 * @param text empty: nothing is said
 * @param failure code of what went wrong
 */
export async function inOurWords(
  delivery: Delivery,
  outcome: Outcome,
  text: string,
  failure?: string,
): Promise<void> {
  await delivery.conclude(text === '' ? [] : splitIntoParts(text), {
    outcome,
    usage: NO_USAGE,
    tokens: 0,
    ...(failure !== undefined && { failure }),
  });
}
