import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { QueuedMessage } from '../chat/ports';

/** Where a message is, and where it goes when it is given up. */
export interface Queues {
  readonly messages: string;
  readonly deadLetters: string;
}

/** The longest that a message may stay away from the queue, less a margin for what it has been away already [SQS: 12 h]. */
const LONGEST_SECONDS = 11 * 3_600;

/** A message of the queue in a worker's hands. */
export class MessageInHand implements QueuedMessage {
  constructor(
    private readonly client: SQSClient,
    private readonly urls: Queues,
    private readonly record: SQSRecord,
    /** Milliseconds since epoch. */
    private readonly clock: () => number,
  ) {}

  get queuedAt(): number {
    return Number(this.record.attributes.SentTimestamp);
  }

  get waitedMs(): number {
    return Math.max(0, this.clock() - Number(this.record.attributes.ApproximateFirstReceiveTimestamp));
  }

  async keepAway(ms: number): Promise<void> {
    await this.client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: this.urls.messages,
        ReceiptHandle: this.record.receiptHandle,
        VisibilityTimeout: Math.min(Math.ceil(ms / 1000), LONGEST_SECONDS),
      }),
    );
  }

  async copyToDeadLetters(copyId: string): Promise<void> {
    await this.client.send(
      new SendMessageCommand({
        QueueUrl: this.urls.deadLetters,
        MessageBody: this.record.body,
        MessageGroupId: this.record.attributes.MessageGroupId,
        MessageDeduplicationId: copyId,
      }),
    );
  }
}
