import { createHash } from 'node:crypto';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { QueuedMessage } from '../chat/ports';
import { takeTurn, type TurnPorts } from '../chat/turn';
import { errorFields, type LogFields } from '../shared/log';
import { METRICS } from '../shared/metrics';
import { parseQueueMessage, QueueMessageError, type QueueMessage } from '../shared/queue-message';

/** What the worker needs. */
export interface WorkerPorts extends TurnPorts {
  readonly inHand: (record: SQSRecord) => QueuedMessage;
}

/** Answers the messages of one batch; what is not dealt with is reported back, and comes again. */
export async function handleMessages(
  ports: WorkerPorts,
  event: SQSEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  for (const record of event.Records) {
    // In a FIFO queue nothing may overtake a message that failed.
    const isBehindFailure = failed.length > 0;
    if (isBehindFailure || !(await isDealtWith(ports, record, context.getRemainingTimeInMillis()))) {
      failed.push(record.messageId);
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

async function isDealtWith(ports: WorkerPorts, record: SQSRecord, remainingMs: number): Promise<boolean> {
  const { reserveMs } = ports.config.timing;
  const workUntil = ports.clock() + remainingMs;
  const answerBy = workUntil - Math.min(reserveMs, Math.floor(remainingMs / 2));
  const queued = ports.inHand(record);
  let about: LogFields = { queueMessage: record.messageId };
  try {
    const message = await readOrGiveUp(ports, record, queued);
    if (!message) return true;
    const { app, member, id } = message;
    about = { app, member, id };
    const sequence = record.attributes.SequenceNumber ?? '0';
    return (await takeTurn(ports, { ...message, sequence, answerBy, workUntil }, queued)) === 'dealt-with';
  } catch (error) {
    ports.log.error('message not answered yet', { ...about, ...errorFields(error) });
    ports.metrics.emit({ [METRICS.errors]: 1 }, { class: 'bot' });
    // It comes again in a minute, not when the queue's own time is over, which is longer than the function's.
    await queued.keepAway(ports.config.timing.visibilityMs).catch(() => undefined);
    return false;
  }
}

/** What can't be read now can't be read later: it would only hold up what is behind it. */
async function readOrGiveUp(
  { log }: WorkerPorts,
  record: SQSRecord,
  queued: QueuedMessage,
): Promise<QueueMessage | undefined> {
  try {
    return parseQueueMessage(record.body);
  } catch (error) {
    if (!(error instanceof QueueMessageError)) throw error;
    // By this id, the log and whoever lists the dead letters mean the same message.
    const id = createHash('sha256').update(record.messageId).digest('hex');
    log.error('message given up', { id, queueMessage: record.messageId, ...errorFields(error) });
    await queued.copyToDeadLetters(id);
    return undefined;
  }
}
