import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { takeTurn, type TurnPorts } from '../chat/turn';
import { errorFields } from '../shared/log';
import { parseQueueMessage } from '../shared/queue-message';

/** Kept at the end of the function's time to tell the member that the model took too long, and to record it. */
const RESERVE_MS = 30_000;
/** A lease outlives the function that took it, so that nobody else starts while it may still be at work. */
const LEASE_MARGIN_MS = 1_000;

/** Answers the messages of one batch; what could not be answered is reported back, and comes again. */
export async function handleMessages(
  ports: TurnPorts,
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

async function isDealtWith(ports: TurnPorts, record: SQSRecord, remainingMs: number): Promise<boolean> {
  const end = ports.clock() + remainingMs;
  try {
    await takeTurn(ports, {
      ...parseQueueMessage(record.body),
      sequence: record.attributes.SequenceNumber ?? '0',
      answerBy: end - Math.min(RESERVE_MS, Math.floor(remainingMs / 2)),
      leaseUntil: end + LEASE_MARGIN_MS,
    });
    return true;
  } catch (error) {
    ports.log.error('message not answered yet', { queueMessage: record.messageId, ...errorFields(error) });
    return false;
  }
}
