import type { AuditEvent, AuditRecord, AuditTimes } from '../shared/audit-record';
import type { AppConfig, ModelPrice } from '../shared/bot-config';
import type { MessageContent, QueueMessage } from '../shared/queue-message';
import { textOf } from './delivery';
import type { DeliveryRecord, ModelUsage, Outcome, QueuedMessage } from './ports';
import type { WaitReason } from './waiting';

const EVENTS: Readonly<Record<Outcome, AuditEvent>> = {
  answered: 'answered',
  'broken-off': 'answered',
  'new-conversation': 'command',
  help: 'command',
  welcomed: 'welcomed',
  unsupported: 'failed',
  apologised: 'failed',
  'given-up': 'failed',
  unreachable: 'failed',
};

/**
 * What became of a message. A repeated attempt writes the same, but for the time that it took.
 * @param now ms since epoch
 * @returns undefined while that is not known
 */
export function outcomeRecord(
  message: QueueMessage,
  { queuedAt }: Pick<QueuedMessage, 'queuedAt'>,
  record: DeliveryRecord,
  app: AppConfig,
  name: string | undefined,
  now: number,
): AuditRecord | undefined {
  const { conclusion, parts, attempts, receivedAt, firstSentAt } = record;
  if (!conclusion) return undefined;
  const { outcome, usage, modelMs, failure } = conclusion;
  const costUsd = app.price && costOf(usage, app.price);
  const ms: AuditTimes = {
    queued: Math.max(0, receivedAt - queuedAt),
    ...(firstSentAt !== undefined && { firstWords: Math.max(0, firstSentAt - queuedAt) }),
    ...(modelMs !== undefined && { model: modelMs }),
    total: Math.max(0, now - queuedAt),
  };
  return {
    ...about(message, receivedAt, name),
    // What was put back is another thing, with an end of its own.
    id: record.reopened === undefined ? message.id : `${message.id}-again-${record.reopened}`,
    event: EVENTS[outcome],
    result: outcome,
    ...(failure !== undefined && { error: failure }),
    model: app.model,
    tokens: {
      input: usage.inputTokens,
      cachedInput: usage.cachedTokens,
      output: usage.outputTokens,
      reasoning: usage.reasoningTokens,
    },
    ...(costUsd !== undefined && { costUsd }),
    ms,
    parts: parts.length,
    attempts,
    ...(app.auditContent === 'full' && {
      content: { question: wordsOf(message.content), answer: parts.map(textOf).join('').trim() },
    }),
  };
}

/** A message has to wait. @param now ms since epoch */
export function waitRecord(
  message: QueueMessage,
  reason: WaitReason,
  error: string | undefined,
  now: number,
): AuditRecord {
  return {
    ...about(message, now),
    id: `${message.id}-waited`,
    event: 'waited',
    result: reason,
    ...(error !== undefined && { error }),
  };
}

/** US dollars. */
export function costOf(usage: ModelUsage, price: ModelPrice): number {
  const { inputTokens, cachedTokens, outputTokens, reasoningTokens } = usage;
  const millionths =
    (inputTokens - cachedTokens) * price.input +
    cachedTokens * price.cachedInput +
    (outputTokens + reasoningTokens) * price.output;
  // Dollars to a billionth: sums of binary fractions are not to be read.
  return Math.round(millionths * 1000) / 1e9;
}

function about({ app, member, content }: QueueMessage, at: number, name?: string) {
  return {
    time: new Date(at).toISOString(),
    app,
    member,
    ...(name !== undefined && { name }),
    kind: kindOf(content),
  };
}

function kindOf(content: MessageContent): string {
  if (content.kind === 'unsupported') return content.what;
  return content.kind === 'event' ? content.event : 'text';
}

function wordsOf(content: MessageContent): string {
  return content.kind === 'text' ? content.text : '';
}
