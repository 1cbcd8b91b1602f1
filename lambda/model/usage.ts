import type { ModelEvent } from '../chat/ports';

/** Tokens as a provider counts them; compatible ones leave out the details, or all of it. */
export interface CountedTokens {
  readonly input: number | undefined;
  /** Of the input, what the provider had cached. */
  readonly cached: number | undefined;
  /** All that was written, seen or not. */
  readonly output: number | undefined;
  /** Of the output, what nobody sees. */
  readonly reasoning: number | undefined;
}

/** @returns nothing where the provider did not count */
export function usageEvents({ input, cached = 0, output, reasoning = 0 }: CountedTokens): ModelEvent[] {
  if (input === undefined || output === undefined) return [];
  const usage = {
    inputTokens: input,
    cachedTokens: cached,
    outputTokens: Math.max(0, output - reasoning),
    reasoningTokens: reasoning,
  };
  return [{ type: 'usage', usage }];
}
