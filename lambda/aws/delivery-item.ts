import type { Conclusion, DeliveryRecord, Finding, Managed, Outcome, Part } from '../chat/ports';
import type { Attributes } from './bot-table';

/** Attributes that hold a conclusion, with a space between them. */
export const CONCLUSION =
  'outcome tokens inputTokens cachedTokens outputTokens reasoningTokens model modelMs tools choices failure isEstimated managed moderation';
/** A conclusion as values of a write, each under its attribute's name. */
export function valuesOf({
  outcome,
  tokens,
  usage,
  model,
  modelMs,
  tools,
  choices,
  failure,
  isEstimated,
  managed,
  moderation,
}: Conclusion): Attributes {
  return {
    ':outcome': outcome,
    ':tokens': tokens,
    ':inputTokens': usage.inputTokens,
    ':cachedTokens': usage.cachedTokens,
    ':outputTokens': usage.outputTokens,
    ':reasoningTokens': usage.reasoningTokens,
    ':model': model ?? null,
    ':modelMs': modelMs ?? null,
    ':tools': tools ?? null,
    ':choices': choices ?? null,
    ':failure': failure ?? null,
    ':isEstimated': isEstimated ?? null,
    ':managed': managed ?? null,
    ':moderation': moderation ?? null,
  };
}

/** What an item says of the delivery of a message. */
export function recordFrom(app: string, id: string, item: Attributes): DeliveryRecord {
  const { modelWaitSince, firstSentAt } = item;
  return {
    app,
    id,
    epoch: Number(item['epoch']),
    attempts: Number(item['attempts'] ?? 1),
    asks: Number(item['asks']),
    receivedAt: Number(item['receivedAt']),
    ...(modelWaitSince !== undefined && { modelWaitSince: Number(modelWaitSince) }),
    place: { conversation: String(item['conversation']), sequence: String(item['sequence']) },
    parts: partsFrom(item['parts']),
    committedAt: Number(item['committedAt'] ?? item['receivedAt']),
    sent: Number(item['sent']),
    ...(firstSentAt !== undefined && { firstSentAt: Number(firstSentAt) }),
    gaveSignOfLife: item['signOfLife'] !== undefined,
    ...(typeof item['understood'] === 'string' && { understood: item['understood'] }),
    ...(typeof item['heardSeconds'] === 'number' && { heardSeconds: item['heardSeconds'] }),
    ...(item['reopened'] !== undefined && { reopened: Number(item['reopened']) }),
    ...(item['state'] === 'ANSWERED' && { conclusion: conclusionFrom(item) }),
  };
}

/** The release before this one wrote texts as they are. */
function partsFrom(parts: unknown): Part[] {
  return ((parts ?? []) as (string | Part)[]).map((part) =>
    typeof part === 'string' ? { text: part } : part,
  );
}

/** The release before this one did not write all of the tokens. */
function conclusionFrom(item: Attributes): Conclusion {
  const { outcome, tokens, model, modelMs, tools, choices, failure, isEstimated, managed, moderation } = item;
  const numberOf = (name: string): number => Number(item[name] ?? 0);
  return {
    outcome: outcome as Outcome,
    tokens: Number(tokens),
    usage: {
      inputTokens: numberOf('inputTokens'),
      cachedTokens: numberOf('cachedTokens'),
      outputTokens: numberOf('outputTokens'),
      reasoningTokens: numberOf('reasoningTokens'),
    },
    ...(typeof model === 'string' && { model }),
    ...(typeof modelMs === 'number' && { modelMs }),
    ...(isMap(tools) && { tools: tools as Record<string, number> }),
    ...(isMap(choices) && { choices }),
    ...(typeof failure === 'string' && { failure }),
    ...(isEstimated === true && { isEstimated: true as const }),
    ...(isMap(managed) && { managed: managed as Managed }),
    ...(Array.isArray(moderation) && { moderation: moderation as Finding[] }),
  };
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
