import type { ModelPrice } from '../../lambda/shared/bot-config';

/**
 * List prices of OpenAI's models, US dollars for a million tokens, as of June 2026, standard processing, requests under
 * 270,000 tokens; as others cite OpenAI's page (morphllm.com, benchlm.ai). `prices` of the configuration wins over them.
 */
export const MODEL_PRICES: Readonly<Record<string, ModelPrice>> = {
  'gpt-5.5': { input: 5, cachedInput: 0.5, output: 30 },
  'gpt-5.4': { input: 2.5, cachedInput: 0.25, output: 15 },
  'gpt-5.4-mini': { input: 0.75, cachedInput: 0.075, output: 4.5 },
  'gpt-5.4-nano': { input: 0.2, cachedInput: 0.02, output: 1.25 },
  'gpt-5.2': { input: 1.75, cachedInput: 0.175, output: 14 },
  'gpt-5.1': { input: 1.25, cachedInput: 0.125, output: 10 },
};
