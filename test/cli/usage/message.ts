import type { CountedMessage } from '../../../cli/usage/messages';

/** A message of noon, with what matters. */
export function message(given: Partial<CountedMessage>): CountedMessage {
  return {
    id: 'm',
    app: 'assistant',
    member: 'zhangsan',
    name: '',
    model: 'gpt',
    at: Date.parse('2026-11-26T12:00:00Z'),
    became: 'answered',
    inputTokens: 10,
    outputTokens: 1,
    usd: 0.1,
    isEstimated: false,
    ...given,
  };
}
