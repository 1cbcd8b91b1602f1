import type { ModelUsage } from '../../lambda/chat/ports';

/** Tokens of a request of which nothing was cached and nothing was thought. */
export const usageOf = (inputTokens: number, outputTokens: number): ModelUsage => ({
  inputTokens,
  cachedTokens: 0,
  outputTokens,
  reasoningTokens: 0,
});
