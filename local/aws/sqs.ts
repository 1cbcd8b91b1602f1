import { createHash } from 'node:crypto';
import type { Clock } from './clock';
import { receiveWhenThere } from './polling';
import { invalidValue, type FifoQueue, type ReceivedMessage } from './queue';
import { AwsError, integerIn, stringIn, stringsIn, type AwsService, type Call, type Input } from './service';

const ID = /^[A-Za-z0-9!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]{1,128}$/;
/** SQS takes what XML 1.0 takes. */
const ALLOWED_TEXT = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;

/**
 * SQS's JSON protocol in front of the queues.
 * @param queues by URL
 * @param closing ends long polls
 */
export function sqsService(
  queues: ReadonlyMap<string, FifoQueue>,
  clock: Clock,
  closing: AbortSignal,
): AwsService {
  return async ({ operation, input, caller }: Call): Promise<object> => {
    const queue = queueOf(queues, input);
    switch (operation) {
      case 'SendMessage':
        return send(queue, input, caller);
      case 'ReceiveMessage':
        return receive(queue, input, clock, closing);
      case 'DeleteMessage':
        queue.delete(required(input, 'ReceiptHandle'));
        return {};
      case 'ChangeMessageVisibility': {
        const receiptHandle = required(input, 'ReceiptHandle');
        if (integerIn(input, 'VisibilityTimeout') === undefined) throw missing('VisibilityTimeout');
        queue.changeVisibility(receiptHandle, within(input, 'VisibilityTimeout', 0, 43_200, 0) * 1000);
        return {};
      }
      case 'GetQueueAttributes':
        return { Attributes: attributes(queue, stringsIn(input, 'AttributeNames')) };
      default:
        throw new Error(`operations.ts names sqs ${operation}, which nothing here answers.`);
    }
  };
}

/** MD5 in hex, which SQS sends along with a body and its clients check. */
export function md5(body: string): string {
  return createHash('md5').update(body).digest('hex');
}

/** The system attributes of a received message, as strings. */
export function systemAttributes(message: ReceivedMessage): Record<string, string> {
  return {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentAt),
    SequenceNumber: message.sequenceNumber,
    MessageGroupId: message.groupId,
    SenderId: message.senderId,
    MessageDeduplicationId: message.deduplicationId,
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    ...(message.deadLetterSourceArn === undefined
      ? {}
      : { DeadLetterQueueSourceArn: message.deadLetterSourceArn }),
  };
}

function queueOf(queues: ReadonlyMap<string, FifoQueue>, input: Input): FifoQueue {
  const queue = queues.get(required(input, 'QueueUrl'));
  if (queue !== undefined) return queue;
  throw new AwsError(
    'com.amazonaws.sqs#QueueDoesNotExist',
    'The specified queue does not exist.',
    'AWS.SimpleQueueService.NonExistentQueue',
  );
}

function send(queue: FifoQueue, input: Input, caller: string): object {
  const body = required(input, 'MessageBody');
  const groupId = identifier(input, 'MessageGroupId');
  if (groupId === undefined) throw missing('MessageGroupId');
  const deduplicationId = identifier(input, 'MessageDeduplicationId');
  if (deduplicationId === undefined) {
    throw invalidValue(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  const limit = queue.settings.maximumMessageBytes;
  if (Buffer.byteLength(body) > limit) {
    throw invalidValue(
      `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
    );
  }
  if (!ALLOWED_TEXT.test(body)) {
    throw new AwsError(
      'com.amazonaws.sqs#InvalidMessageContents',
      'Invalid binary character was found in the message body, the set of allowed characters is ' +
        '#x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
      'InvalidMessageContents',
    );
  }
  const receipt = queue.send({ body, groupId, deduplicationId, senderId: `AROALOCAL:${caller}` });
  return {
    MessageId: receipt.messageId,
    SequenceNumber: receipt.sequenceNumber,
    MD5OfMessageBody: md5(body),
  };
}

async function receive(queue: FifoQueue, input: Input, clock: Clock, closing: AbortSignal): Promise<object> {
  const wanted = [...stringsIn(input, 'MessageSystemAttributeNames'), ...stringsIn(input, 'AttributeNames')];
  const { visibilityTimeoutMs } = queue.settings;
  const messages = await receiveWhenThere(queue, {
    max: within(input, 'MaxNumberOfMessages', 1, 10, 1),
    waitMs: within(input, 'WaitTimeSeconds', 0, 20, 0) * 1000,
    visibilityTimeoutMs: within(input, 'VisibilityTimeout', 0, 43_200, visibilityTimeoutMs / 1000) * 1000,
    clock,
    signal: closing,
  });
  if (messages.length === 0) return {};
  return {
    Messages: messages.map((message) => ({
      MessageId: message.messageId,
      ReceiptHandle: message.receiptHandle,
      Body: message.body,
      MD5OfBody: md5(message.body),
      ...(wanted.length === 0 ? {} : { Attributes: pick(systemAttributes(message), wanted) }),
    })),
  };
}

function attributes(queue: FifoQueue, wanted: string[]): Record<string, string> {
  const { settings } = queue;
  const { visible, inFlight } = queue.counts();
  const known: Record<string, string> = {
    QueueArn: settings.arn,
    FifoQueue: 'true',
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: '0',
    VisibilityTimeout: String(settings.visibilityTimeoutMs / 1000),
    MessageRetentionPeriod: String(settings.retentionMs / 1000),
    MaximumMessageSize: String(settings.maximumMessageBytes),
    DeduplicationScope: settings.deduplicationScope,
  };
  const unknown = wanted.find((name) => name !== 'All' && !(name in known));
  if (unknown !== undefined) {
    throw new AwsError(
      'com.amazonaws.sqs#InvalidAttributeName',
      `Unknown Attribute ${unknown}.`,
      'InvalidAttributeName',
    );
  }
  return pick(known, wanted);
}

function pick(all: Record<string, string>, wanted: string[]): Record<string, string> {
  if (wanted.includes('All')) return all;
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name)));
}

function identifier(input: Input, name: string): string | undefined {
  const value = stringIn(input, name);
  if (value === undefined || ID.test(value)) return value;
  throw invalidValue(
    `Value ${value} for parameter ${name} is invalid. ` +
      `Reason: ${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}

function within(input: Input, name: string, least: number, most: number, otherwise: number): number {
  const value = integerIn(input, name) ?? otherwise;
  if (value >= least && value <= most) return value;
  throw invalidValue(
    `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${least} and ${most}, if provided.`,
  );
}

function required(input: Input, name: string): string {
  const value = stringIn(input, name);
  if (value === undefined || value === '') throw missing(name);
  return value;
}

function missing(name: string): AwsError {
  return new AwsError(
    'com.amazon.coral.service#MissingRequiredParameterException',
    `The request must contain the parameter ${name}.`,
    'MissingParameter',
  );
}
