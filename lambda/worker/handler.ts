import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { deliverOnce } from '../chat/delivery';
import type { Deliveries } from '../chat/ports';
import { takeTurn, type TurnPorts } from '../chat/turn';
import { errorFields } from '../shared/log';
import { parseQueueMessage } from '../shared/queue-message';

/** What the worker needs. */
export interface WorkerPorts extends TurnPorts {
  readonly deliveries: Deliveries;
}

/** Kept at the end of the function's time to tell the member that the model took too long, and to record it. */
const RESERVE_MS = 30_000;
/** A lease outlives the function that took it, so that nobody else starts while it may still be at work. */
const LEASE_MARGIN_MS = 1_000;

/** Answers the messages of one batch; what could not be answered is reported back, and comes again. */
export async function handleMessages(
  ports: WorkerPorts,
  event: SQSEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  for (const record of event.Records) {
    // In a FIFO queue nothing may overtake a message that failed.
    const isBehindFailure = failed.length > 0;
    if (isBehindFailure || !(await answered(ports, record, context.getRemainingTimeInMillis()))) {
      failed.push(record.messageId);
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

async function answered(ports: WorkerPorts, record: SQSRecord, remainingMs: number): Promise<boolean> {
  const end = ports.clock() + remainingMs;
  try {
    const message = parseQueueMessage(record.body);
    const isNew = await deliverOnce(
      ports.deliveries,
      { app: message.app, id: message.id, leaseUntil: end + LEASE_MARGIN_MS },
      () =>
        takeTurn(ports, {
          ...message,
          sequence: record.attributes.SequenceNumber ?? '0',
          answerBy: end - Math.min(RESERVE_MS, Math.floor(remainingMs / 2)),
        }),
    );
    if (!isNew) ports.log.info('already answered', { id: message.id });
    return true;
  } catch (error) {
    ports.log.error('message not answered yet', { queueMessage: record.messageId, ...errorFields(error) });
    return false;
  }
}
