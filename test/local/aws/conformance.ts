import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';

/** Something that says it answers as AWS does, with resources to try it on. */
export interface ConformanceTarget {
  readonly region: string;
  readonly accessKeyId: string;
  readonly endpoints: {
    readonly dynamodbUrl: string;
    readonly sqsUrl: string;
    readonly secretsManagerUrl: string;
    readonly logsUrl: string;
  };
  /** A FIFO queue that nothing else reads. */
  readonly queueUrl: string;
  /** A table with the string keys `pk` and `sk`. */
  readonly tableName: string;
  /** A secret, by ARN; it is overwritten. */
  readonly secretId: string;
  /** A log group. */
  readonly logGroupName: string;
}

/** What our functions rely on, each checked with AWS's own clients; rejects where it does not hold. */
export interface ConformanceCase {
  readonly name: string;
  readonly assertOn: (target: ConformanceTarget) => Promise<void>;
}

export const conformance: readonly ConformanceCase[] = [
  {
    name: 'SQS keeps a group in order, locked while a message is in flight',
    assertOn: withSqs(async (sqs, QueueUrl) => {
      const MessageGroupId = randomUUID();
      const send = (MessageBody: string) =>
        sqs.send(
          new SendMessageCommand({
            QueueUrl,
            MessageBody,
            MessageGroupId,
            MessageDeduplicationId: randomUUID(),
          }),
        );
      const first = await send('一 \u{1F600} ]]>');
      const second = await send('two');
      assert.match(first.SequenceNumber ?? '', /^\d{20}$/);
      assert.ok((first.SequenceNumber ?? '') < (second.SequenceNumber ?? ''));
      const received = await receiveOne(sqs, QueueUrl);
      assert.equal(received.Body, '一 \u{1F600} ]]>');
      assert.deepEqual(
        {
          group: received.Attributes?.MessageGroupId,
          count: received.Attributes?.ApproximateReceiveCount,
          sequence: received.Attributes?.SequenceNumber,
        },
        { group: MessageGroupId, count: '1', sequence: first.SequenceNumber },
      );
      const locked = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      assert.equal(locked.Messages, undefined);
      await remove(sqs, QueueUrl, received);
      const next = await receiveOne(sqs, QueueUrl);
      assert.equal(next.Body, 'two');
      await remove(sqs, QueueUrl, next);
    }),
  },
  {
    name: 'SQS gives a message back at visibility 0 and counts how often it was received',
    assertOn: withSqs(async (sqs, QueueUrl) => {
      await sqs.send(newMessage(QueueUrl));
      const { ReceiptHandle } = await receiveOne(sqs, QueueUrl);
      await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
      await assert.rejects(
        sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 5 })),
        /not available for visibility timeout change/,
      );
      const again = await receiveOne(sqs, QueueUrl);
      assert.equal(again.Attributes?.ApproximateReceiveCount, '2');
      await remove(sqs, QueueUrl, again);
    }),
  },
  {
    name: 'SQS keeps duplicates out',
    assertOn: withSqs(async (sqs, QueueUrl) => {
      const message = newMessage(QueueUrl);
      const first = await sqs.send(message);
      const second = await sqs.send(message);
      assert.equal(second.MessageId, first.MessageId);
      await remove(sqs, QueueUrl, await receiveOne(sqs, QueueUrl));
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      assert.deepEqual(Attributes, {
        ApproximateNumberOfMessages: '0',
        ApproximateNumberOfMessagesNotVisible: '0',
      });
    }),
  },
  {
    name: 'SQS refuses what a FIFO queue can not take',
    assertOn: withSqs(async (sqs, QueueUrl) => {
      const attempts: [object, string][] = [
        [{ MessageGroupId: undefined }, 'MissingParameter'],
        [{ MessageDeduplicationId: undefined }, 'InvalidParameterValue'],
        [{ MessageGroupId: '成员' }, 'InvalidParameterValue'],
        [{ MessageDeduplicationId: 'x'.repeat(129) }, 'InvalidParameterValue'],
        [{ MessageBody: 'x'.repeat(1024 * 1024 + 1) }, 'InvalidParameterValue'],
        [{ MessageBody: 'bell \u0007' }, 'InvalidMessageContents'],
      ];
      for (const [change, name] of attempts) {
        const { input } = newMessage(QueueUrl);
        await assert.rejects(sqs.send(new SendMessageCommand({ ...input, ...change })), { name });
      }
      await assert.rejects(sqs.send(newMessage(`${QueueUrl.slice(0, -5)}-nowhere.fifo`)), {
        name: 'QueueDoesNotExist',
      });
    }),
  },
  {
    name: 'Secrets Manager keeps the current and the previous version',
    assertOn: async ({ endpoints, secretId: SecretId, ...target }) => {
      const client = new SecretsManagerClient(clientConfiguration(target, endpoints.secretsManagerUrl));
      try {
        const before = await client.send(new GetSecretValueCommand({ SecretId }));
        const put = await client.send(new PutSecretValueCommand({ SecretId, SecretString: '{"a":"新"}' }));
        const current = await client.send(new GetSecretValueCommand({ SecretId: before.Name }));
        assert.equal(current.SecretString, '{"a":"新"}');
        assert.equal(current.VersionId, put.VersionId);
        assert.equal(current.ARN, before.ARN);
        assert.ok(current.CreatedDate instanceof Date);
        const previous = await client.send(
          new GetSecretValueCommand({ SecretId, VersionStage: 'AWSPREVIOUS' }),
        );
        assert.equal(previous.SecretString, before.SecretString);
        assert.deepEqual(previous.VersionStages, ['AWSPREVIOUS']);
        const byId = await client.send(new GetSecretValueCommand({ SecretId, VersionId: before.VersionId }));
        assert.equal(byId.SecretString, before.SecretString);
        await assert.rejects(client.send(new GetSecretValueCommand({ SecretId: 'nowhere' })), {
          name: 'ResourceNotFoundException',
        });
      } finally {
        client.destroy();
      }
    },
  },
  {
    name: 'DynamoDB writes on conditions, and of many at once only one wins',
    assertOn: withTable(async (table, TableName) => {
      const pk = { S: randomUUID() };
      const lease = () =>
        table.send(
          new UpdateItemCommand({
            TableName,
            Key: { pk, sk: { S: 'DELIVERY' } },
            UpdateExpression: 'SET #state = :open ADD epoch :one',
            ConditionExpression: 'attribute_not_exists(pk)',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':open': { S: 'OPEN' }, ':one': { N: '1' } },
            ReturnValues: 'ALL_NEW',
          }),
        );
      const outcomes = await Promise.allSettled(Array.from({ length: 20 }, lease));
      const won = outcomes.filter((outcome) => outcome.status === 'fulfilled');
      assert.equal(won.length, 1);
      assert.deepEqual(won[0]?.value.Attributes?.['epoch'], { N: '1' });
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected')
          assert.ok(outcome.reason instanceof ConditionalCheckFailedException);
      }
    }),
  },
  {
    name: 'DynamoDB reads consistently what was written, and queries in order of the sort key',
    assertOn: withTable(async (table, TableName) => {
      const pk = { S: randomUUID() };
      for (const sk of ['TURN#2', 'TURN#1', 'PROFILE']) {
        await table.send(new PutItemCommand({ TableName, Item: { pk, sk: { S: sk }, text: { S: '你好' } } }));
      }
      const query = new QueryCommand({
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :turn)',
        ExpressionAttributeValues: { ':pk': pk, ':turn': { S: 'TURN#' } },
        ScanIndexForward: false,
      });
      const found = await table.send(query);
      assert.deepEqual(
        found.Items?.map(({ sk }) => sk?.S),
        ['TURN#2', 'TURN#1'],
      );
      const Key = { pk, sk: { S: 'TURN#2' } };
      await table.send(new DeleteItemCommand({ TableName, Key }));
      const gone = await table.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      assert.equal(gone.Item, undefined);
    }),
  },
  {
    name: 'DynamoDB scans all partitions page by page, each item once, and shows of it what is asked for',
    assertOn: withTable(async (table, TableName) => {
      const id = randomUUID();
      const items = ['A', 'A', 'B'].map((partition, index) => ({
        pk: { S: `${partition}#${id}` },
        sk: { S: `TURN#${index}` },
        record: { M: { member: { S: 'zhangsan' }, text: { S: 'not asked for' } } },
        bytes: { B: new Uint8Array(1000) },
      }));
      for (const Item of items) await table.send(new PutItemCommand({ TableName, Item }));
      const found: Record<string, AttributeValue>[] = [];
      let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
      let scanned = 0;
      do {
        const page = await table.send(
          new ScanCommand({
            TableName,
            ConsistentRead: true,
            // Counts what is looked at: a page may be empty of what is sought.
            Limit: 1,
            FilterExpression: 'contains(pk, :id)',
            ProjectionExpression: 'pk, sk, #record.#member, nowhere',
            ExpressionAttributeNames: { '#record': 'record', '#member': 'member' },
            ExpressionAttributeValues: { ':id': { S: id } },
            ExclusiveStartKey,
          }),
        );
        assert.ok((page.ScannedCount ?? 0) <= 1);
        scanned += page.ScannedCount ?? 0;
        found.push(...(page.Items ?? []));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      assert.ok(scanned >= items.length);
      const keys = (each: Record<string, AttributeValue>): string => `${each['pk']?.S} ${each['sk']?.S}`;
      assert.deepEqual(found.map(keys).sort(), items.map(keys).sort());
      for (const { record, bytes } of found) {
        assert.deepEqual(record, { M: { member: { S: 'zhangsan' } } });
        assert.equal(bytes, undefined);
      }
    }),
  },
];

/** What the AWS SDK's clients need to talk to the target. */
export function clientConfiguration(target: { region: string; accessKeyId: string }, endpoint: string) {
  return {
    region: target.region,
    endpoint,
    credentials: { accessKeyId: target.accessKeyId, secretAccessKey: 'none' },
  };
}

function withSqs(assertOn: (sqs: SQSClient, queueUrl: string) => Promise<void>): ConformanceCase['assertOn'] {
  return async (target) => {
    const sqs = new SQSClient(clientConfiguration(target, target.endpoints.sqsUrl));
    try {
      await assertOn(sqs, target.queueUrl);
    } finally {
      sqs.destroy();
    }
  };
}

function withTable(
  assertOn: (table: DynamoDBClient, tableName: string) => Promise<void>,
): ConformanceCase['assertOn'] {
  return async (target) => {
    const table = new DynamoDBClient(clientConfiguration(target, target.endpoints.dynamodbUrl));
    try {
      await assertOn(table, target.tableName);
    } finally {
      table.destroy();
    }
  };
}

function newMessage(QueueUrl: string): SendMessageCommand {
  return new SendMessageCommand({
    QueueUrl,
    MessageBody: 'body',
    MessageGroupId: randomUUID(),
    MessageDeduplicationId: randomUUID(),
  });
}

async function receiveOne(sqs: SQSClient, QueueUrl: string): Promise<Message> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2, MessageSystemAttributeNames: ['All'] }),
  );
  assert.equal(Messages.length, 1);
  return Messages[0] ?? {};
}

async function remove(sqs: SQSClient, QueueUrl: string, { ReceiptHandle }: Message): Promise<void> {
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
}
