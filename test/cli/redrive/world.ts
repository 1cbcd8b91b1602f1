import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { messageId, type QueueMessage } from '../../../lambda/shared/queue-message';
import { ActivityLog } from '../../../local/activity';
import { Front, TOOLS_KEY_ID } from '../../../local/aws/front';
import { FifoQueue } from '../../../local/aws/queue';
import { sqsService } from '../../../local/aws/sqs';
import { Tables } from '../../../local/aws/table';

export const TABLE = 'bot-table';

/** The two queues and the table, without any function that would take something off them. */
export interface World {
  readonly url: string;
  readonly messages: FifoQueue;
  readonly messageQueueUrl: string;
  readonly deadLetters: FifoQueue;
  readonly deadLetterQueueUrl: string;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBClient;
  close(): Promise<void>;
}

/** @param clock of the queues; ms since epoch */
export async function startWorld(clock: () => number = Date.now): Promise<World> {
  const front = new Front(new ActivityLog());
  const url = await front.listen();
  const [messages, deadLetters] = [queueOf('messages', clock), queueOf('dead-letters', clock)];
  const messageQueueUrl = `${url}/000000000000/messages.fifo`;
  const deadLetterQueueUrl = `${url}/000000000000/dead-letters.fifo`;
  const queues = new Map([
    [messageQueueUrl, messages],
    [deadLetterQueueUrl, deadLetters],
  ]);
  front.serve('sqs', sqsService(queues, noTimeToWait(), new AbortController().signal));
  const tables = await Tables.start([
    {
      name: TABLE,
      keySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      attributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
    },
  ]);
  front.serve('dynamodb', tables.service);
  const settings = {
    endpoint: url,
    region: 'ap-northeast-1',
    credentials: { accessKeyId: TOOLS_KEY_ID, secretAccessKey: 'local' },
  };
  const sqs = new SQSClient(settings);
  const dynamodb = new DynamoDBClient(settings);
  return {
    url,
    messages,
    messageQueueUrl,
    deadLetters,
    deadLetterQueueUrl,
    sqs,
    dynamodb,
    close: async () => {
      sqs.destroy();
      dynamodb.destroy();
      await front.close();
      await tables.close();
    },
  };
}

export function messageFrom(member: string, changes: Partial<QueueMessage> = {}): QueueMessage {
  return {
    v: 1,
    id: messageId('assistant', randomUUID()),
    app: 'assistant',
    member,
    createTime: Date.UTC(2026, 10, 23, 2, 5) / 1000,
    content: { kind: 'text', text: 'a question that nobody else may read' },
    ...changes,
  };
}

/** Gives a message up, as far as the queue goes. */
export function giveUp(
  { deadLetters }: Pick<World, 'deadLetters'>,
  message: QueueMessage,
  copyId: string = randomUUID(),
): void {
  deadLetters.send({
    body: JSON.stringify(message),
    groupId: message.member,
    deduplicationId: copyId,
    senderId: 'worker',
  });
}

function queueOf(name: string, now: () => number): FifoQueue {
  const settings = {
    name,
    arn: `arn:aws:sqs:ap-northeast-1:000000000000:${name}.fifo`,
    visibilityTimeoutMs: 30_000,
    retentionMs: 14 * 86_400_000,
    maximumMessageBytes: 262_144,
    deduplicationScope: 'messageGroup',
  } as const;
  return new FifoQueue(settings, { now }, randomUUID);
}

/** A long poll looks at it twice before it ends. */
function noTimeToWait(): { now(): number } {
  let now = 0;
  return { now: () => (now += 1_000) };
}
