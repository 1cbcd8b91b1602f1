import type { AuditEvent, AuditRecord, AuditTimes } from '../shared/audit-record';
import type { AppConfig, BotConfig } from '../shared/bot-config';
import type { MessageContent, QueueMessage } from '../shared/queue-message';
import { questionIn } from './asking';
import { answerIn } from './delivery';
import type { DeliveryRecord, Outcome, QueuedMessage } from './ports';
import { costOf } from './prices';
import { textsIn } from './texts';
import type { WaitReason } from './waiting';

/** What happened, as the records call it. */
export function eventOf(outcome: Outcome): AuditEvent {
  return EVENTS[outcome];
}

const EVENTS: Readonly<Record<Outcome, AuditEvent>> = {
  answered: 'answered',
  'broken-off': 'answered',
  drawn: 'answered',
  'new-conversation': 'command',
  help: 'command',
  model: 'command',
  persona: 'command',
  voice: 'command',
  usage: 'command',
  export: 'command',
  'who-am-i': 'command',
  'unknown-command': 'command',
  'my-data': 'command',
  erased: 'command',
  managed: 'managed',
  'not-admin': 'refused',
  outside: 'refused',
  closed: 'refused',
  'over-budget': 'refused',
  limited: 'refused',
  paused: 'refused',
  moderated: 'refused',
  welcomed: 'welcomed',
  left: 'left',
  'not-understood': 'failed',
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
  config: Pick<BotConfig, 'prices' | 'unitPrices' | 'language'>,
  app: AppConfig,
  name: string | undefined,
  now: number,
): AuditRecord | undefined {
  const { conclusion, parts, attempts, receivedAt, firstSentAt } = record;
  if (!conclusion) return undefined;
  const {
    outcome,
    usage,
    model = app.model,
    modelMs,
    tools,
    failure,
    isEstimated,
    managed,
    moderation,
  } = conclusion;
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
    event: eventOf(outcome),
    result: outcome,
    ...(failure !== undefined && { error: failure }),
    model,
    tokens: {
      input: usage.inputTokens,
      cachedInput: usage.cachedTokens,
      output: usage.outputTokens,
      reasoning: usage.reasoningTokens,
    },
    ...(tools && { tools }),
    ...(managed && { managed }),
    ...(moderation && { moderation }),
    costUsd: costOf(conclusion, config, app.model),
    ...(isEstimated && { isEstimated }),
    ms,
    parts: parts.length,
    attempts,
    ...(app.auditContent === 'full' && {
      content: {
        question: questionIn(message.content, record.understood, textsIn(config.language)),
        answer: answerIn(parts).trim(),
      },
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
  switch (content.kind) {
    case 'unsupported':
      return content.what;
    case 'event':
      return content.event;
    case 'too-long':
      return 'text';
    case 'left':
      return 'unsubscribe';
    default:
      return content.kind;
  }
}
