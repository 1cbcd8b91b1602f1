import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { groupId, type QueueMessage } from '../shared/queue-message';

/** Where the callback puts messages for the worker. */
export class MessageQueue {
  constructor(
    private readonly client: SQSClient,
    private readonly url: string,
  ) {}

  /** The same message twice within five minutes is queued once. Rejects when `signal` is aborted. */
  async send(message: QueueMessage, signal: AbortSignal): Promise<void> {
    await this.client.send(
      new SendMessageCommand({
        QueueUrl: this.url,
        MessageBody: JSON.stringify(message),
        MessageGroupId: groupId(message.app, message.member),
        MessageDeduplicationId: message.id,
      }),
      { abortSignal: signal },
    );
  }
}
