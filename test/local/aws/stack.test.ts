import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ActivityLog } from '../../../local/activity';
import { TOOLS_KEY_ID } from '../../../local/aws/front';
import type { OpenWaysOut } from '../../../local/aws/functions';
import { startLocalAws, type LocalAws } from '../../../local/aws/stack';
import { insightsConformance } from './conformance-insights';
import { logsConformance } from './conformance-logs';
import { clientConfiguration, conformance, type ConformanceTarget } from './conformance';
import { eventually } from './eventually';
import { tinyTemplate, writeAssembly, type AssemblyFixture } from './fixture';

/** Puts the body of a POST on the queue, as the real SDK would, but without loading it. */
const FRONT = `
exports.handler = async (event) => {
  console.log('front got ' + event.body);
  const { group, id, ...rest } = JSON.parse(event.body);
  const response = await fetch(process.env.AWS_ENDPOINT_URL_SQS, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.0',
      'X-Amz-Target': 'AmazonSQS.SendMessage',
      Authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260101/x/sqs/aws4_request, SignedHeaders=host, Signature=x',
      'X-Amz-Security-Token': process.env.AWS_SESSION_TOKEN,
    },
    body: JSON.stringify({ QueueUrl: process.env.QUEUE_URL, MessageBody: JSON.stringify(rest), MessageGroupId: group, MessageDeduplicationId: id }),
  });
  return { statusCode: response.status, body: await response.text() };
};`;

/** Writes down when it began and ended with a message; fails as the message says. */
const BACK = `
exports.handler = async ({ Records: [record] }) => {
  const { name, ms = 0, fails, throws } = JSON.parse(record.body);
  console.log(JSON.stringify({ began: name, record }));
  await new Promise((resolve) => setTimeout(resolve, ms));
  console.log(JSON.stringify({ ended: name }));
  if (throws) throw new Error('thrown');
  return { batchItemFailures: fails ? [{ itemIdentifier: record.messageId }] : [] };
};`;

const nowhere: OpenWaysOut = () => Promise.resolve({ environment: {}, close: () => Promise.resolve() });

const activity = new ActivityLog();
let assembly: AssemblyFixture;
let aws: LocalAws;
let lines: string[] = [];
const outside: Record<string, string | undefined> = {};

beforeAll(async () => {
  assembly = writeAssembly(tinyTemplate(), { front: FRONT, back: BACK });
  aws = await startLocalAws({
    assemblyDirectory: assembly.directory,
    activity,
    outsideWorld: (functionId, address) => {
      outside[functionId] = address;
      return nowhere;
    },
    onLog: (functionId, line) => lines.push(`${functionId}: ${line}`),
  });
});

beforeEach(() => {
  lines = [];
});

afterAll(async () => {
  await aws.close();
  assembly.remove();
});

function target(): ConformanceTarget {
  return {
    region: aws.region,
    accessKeyId: TOOLS_KEY_ID,
    endpoints: aws.endpoints,
    queueUrl: aws.outputs['DeadLetters'] ?? '',
    tableName: aws.outputs['Table'] ?? '',
    secretId: aws.outputs['SecretName'] ?? '',
    logGroupName: aws.outputs['Lines'] ?? '',
  };
}

async function post(message: object): Promise<number> {
  const response = await fetch(`${aws.outputs['Url'] ?? ''}/sales`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(message),
  });
  return response.status;
}

/** Resolves when nothing is waiting and nothing is going on. */
async function settled(): Promise<void> {
  await eventually(() => (aws.busy().length === 0 ? true : undefined));
}

function backSaid(): { began?: string; ended?: string; record?: { attributes: Record<string, string> } }[] {
  return lines
    .filter((line) => line.startsWith('Back: {'))
    .map((line) => JSON.parse(line.slice('Back: '.length)) as ReturnType<typeof backSaid>[number]);
}

function steps(): string[] {
  return backSaid().map(({ began, ended = '' }) => (began === undefined ? `-${ended}` : `+${began}`));
}

describe('as AWS', () => {
  it.each([...conformance, ...logsConformance, ...insightsConformance])('$name', async ({ assertOn }) => {
    await expect(assertOn(target())).resolves.toBeUndefined();
  });
});

describe('the stack', () => {
  it('works out its outputs, and leaves out those that it cannot', () => {
    expect(aws.outputs).toMatchObject({
      Url: `${aws.httpApiUrl}/wxcomapp`,
      Endpoint: aws.httpApiUrl,
      Address: '203.0.113.10',
      SecretName: expect.stringMatching(/^Credentials-\w{12}$/) as string,
    });
    expect(aws.outputs).not.toHaveProperty('Unknown');
    expect(aws.region).toBe('ap-southeast-1');
  });

  it('tells the world outside from which address each function calls', () => {
    expect(outside).toEqual({ Front: '198.51.100.24', Back: '203.0.113.10' });
  });

  it('can be altered before it runs', async () => {
    const addresses: (string | undefined)[] = [];
    const altered = await startLocalAws({
      assemblyDirectory: assembly.directory,
      activity,
      alterTemplate: ({ Resources }) => delete Resources['Back']?.Properties?.['VpcConfig'],
      outsideWorld: (_, address) => {
        addresses.push(address);
        return nowhere;
      },
    });
    await altered.close();
    expect(addresses).toEqual(['198.51.100.24', '198.51.100.24']);
  });

  it.each([
    ['a schedule of EventBridge Scheduler', 'Rule', { Type: 'AWS::Scheduler::Schedule' }, 'does not play'],
    ['a standard queue', 'Plain', { Type: 'AWS::SQS::Queue' }, 'FIFO queues only'],
    [
      'a generated secret',
      'Random',
      { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: {} } },
      'does not generate values',
    ],
    [
      'code that is not in the assembly',
      'Front',
      { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Key: 'stale.zip' } } },
      'knows no asset stale.zip',
    ],
  ])('refuses %s', async (_, id, resource, reason) => {
    const start = startLocalAws({
      assemblyDirectory: assembly.directory,
      activity,
      alterTemplate: ({ Resources }) => (Resources[id] = resource),
      outsideWorld: () => nowhere,
    });
    await expect(start).rejects.toThrow(reason);
  });

  it('refuses a queue that becomes visible before its function can have ended', async () => {
    const start = startLocalAws({
      assemblyDirectory: assembly.directory,
      activity,
      alterTemplate: ({ Resources }) => {
        const properties = Resources['Back']?.Properties;
        if (properties !== undefined) properties['Timeout'] = 2;
      },
      outsideWorld: () => nowhere,
    });
    await expect(start).rejects.toThrow('visibility timeout: 1 seconds is less than Function timeout: 2');
  });
});

describe('from the HTTP API to the second function', () => {
  it('carries a message, with the record that Lambda would give', async () => {
    expect(await post({ group: 'ann', id: 'carry-1', name: 'carry' })).toBe(200);
    expect(aws.busy()).not.toEqual([]);
    await settled();
    expect(backSaid()[0]).toEqual({
      began: 'carry',
      record: {
        messageId: expect.any(String) as string,
        receiptHandle: expect.any(String) as string,
        body: '{"name":"carry"}',
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: expect.stringMatching(/^\d{13}$/) as string,
          SequenceNumber: expect.stringMatching(/^\d{20}$/) as string,
          MessageGroupId: 'ann',
          SenderId: 'AROALOCAL:Front',
          MessageDeduplicationId: 'carry-1',
          ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/) as string,
        },
        messageAttributes: {},
        md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        eventSource: 'aws:sqs',
        eventSourceARN: expect.stringMatching(
          /^arn:aws:sqs:ap-southeast-1:000000000000:Tiny-Messages/,
        ) as string,
        awsRegion: 'ap-southeast-1',
      },
    });
  });

  it('keeps the order of a group and runs groups beside each other, two at most', async () => {
    await post({ group: 'ann', id: 'order-1', name: 'ann-1', ms: 300 });
    await post({ group: 'ann', id: 'order-2', name: 'ann-2' });
    await post({ group: 'bob', id: 'order-3', name: 'bob-1', ms: 300 });
    await post({ group: 'eve', id: 'order-4', name: 'eve-1' });
    await settled();
    const order = steps();
    expect(order.indexOf('+ann-2')).toBeGreaterThan(order.indexOf('-ann-1'));
    expect(order.indexOf('+bob-1')).toBeLessThan(order.indexOf('-ann-1'));
    let running = 0;
    const most = order.map((step) => (running += step.startsWith('+') ? 1 : -1));
    expect(Math.max(...most)).toBe(2);
  });

  it.each([
    ['fails', { fails: true }],
    ['throws', { throws: true }],
  ])('gives a message again that %s, after its visibility timeout, then gives it up', async (name, how) => {
    await post({ group: name, id: `${name}-1`, name, ...how });
    await post({ group: name, id: `${name}-2`, name: 'after' });
    await settled();
    expect(steps()).toEqual([`+${name}`, `-${name}`, `+${name}`, `-${name}`, '+after', '-after']);
    const received = backSaid().filter(({ began }) => began === name);
    expect(received.map(({ record }) => record?.attributes['ApproximateReceiveCount'])).toEqual(['1', '2']);
    const sqs = new SQSClient(clientConfiguration(target(), aws.endpoints.sqsUrl));
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: target().queueUrl, MessageSystemAttributeNames: ['All'] }),
    );
    sqs.destroy();
    expect(Messages).toMatchObject([{ Body: expect.stringContaining(name) as string }]);
  });

  it('keeps what functions write', async () => {
    await post({ group: 'ann', id: 'log-1', name: 'logged' });
    await settled();
    const logs = new CloudWatchLogsClient(clientConfiguration(target(), aws.endpoints.logsUrl));
    const find = (filterPattern: string) =>
      logs.send(new FilterLogEventsCommand({ logGroupName: aws.outputs['Lines'], filterPattern }));
    expect((await find('"no such"')).events).toEqual([]);
    expect((await find('"front got"')).events).not.toEqual([]);
    expect((await find('logged')).events).toMatchObject([
      { message: expect.stringMatching(/\tINFO\tfront got .*logged/) as string },
    ]);
    await expect(find('{ $.a = 1 }')).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(logs.send(new FilterLogEventsCommand({ logGroupName: 'nowhere' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    logs.destroy();
  });

  it('shows what happened', () => {
    const said = activity.recent().map(({ place, what }) => `${place}: ${what}`);
    expect(said).toEqual(
      expect.arrayContaining([
        'http-api: POST /wxcomapp/sales → 200',
        'callback: cold start of Front',
        'queue: SendMessage by Front',
        'worker: cold start of Back',
        'worker: Back returned',
        'worker: Back failed: Error: thrown',
      ]),
    );
  });
});

describe('the table', () => {
  const item = { pk: { S: 'MEMBER#1' }, sk: { S: 'PROFILE' } };
  let table: DynamoDBClient;
  let TableName: string;

  beforeAll(() => {
    table = new DynamoDBClient(clientConfiguration(target(), aws.endpoints.dynamodbUrl));
    TableName = target().tableName;
  });

  afterAll(() => table.destroy());

  it('gives reads that are not consistent what was before the last change', async () => {
    const get = async (ConsistentRead?: boolean) =>
      (
        await table.send(
          new GetItemCommand({ TableName, Key: item, ...(ConsistentRead ? { ConsistentRead } : {}) }),
        )
      ).Item?.['n'];
    const query = async (ConsistentRead: boolean) =>
      (
        await table.send(
          new QueryCommand({
            TableName,
            ConsistentRead,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': item.pk },
          }),
        )
      ).Items?.map(({ n }) => n);
    await table.send(new PutItemCommand({ TableName, Item: { ...item, n: { N: '1' } } }));
    expect([await get(), await get(true)]).toEqual([undefined, { N: '1' }]);
    expect([await query(false), await query(true)]).toEqual([[], [{ N: '1' }]]);
    await table.send(
      new UpdateItemCommand({
        TableName,
        Key: item,
        UpdateExpression: 'ADD n :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      }),
    );
    expect([await get(), await get(true)]).toEqual([{ N: '1' }, { N: '2' }]);
    expect([await query(false), await query(true)]).toEqual([[{ N: '1' }], [{ N: '2' }]]);
  });

  it('remembers what was before the last of many changes at once', async () => {
    const Key = { pk: { S: 'MEMBER#2' }, sk: { S: 'PROFILE' } };
    const add = new UpdateItemCommand({
      TableName,
      Key,
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    });
    await Promise.all(Array.from({ length: 20 }, () => table.send(add)));
    const read = (ConsistentRead: boolean) =>
      table.send(new GetItemCommand({ TableName, Key, ConsistentRead }));
    expect((await read(true)).Item?.['n']).toEqual({ N: '20' });
    expect((await read(false)).Item?.['n']).toEqual({ N: '19' });
  });

  it('refuses a bad key as DynamoDB does', async () => {
    await expect(
      table.send(new PutItemCommand({ TableName, Item: { pk: { N: '1' }, sk: { S: 'x' } } })),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('the front', () => {
  let refusals: jest.SpyInstance;

  beforeEach(() => {
    refusals = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  });

  afterEach(() => refusals.mockRestore());

  it('refuses operations and members that are not implemented, loudly', async () => {
    const table = new DynamoDBClient(clientConfiguration(target(), aws.endpoints.dynamodbUrl));
    const sqs = new SQSClient(clientConfiguration(target(), aws.endpoints.sqsUrl));
    await expect(table.send(new BatchGetItemCommand({ RequestItems: {} }))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
    await expect(
      sqs.send(new SendMessageCommand({ QueueUrl: target().queueUrl, MessageBody: 'x', DelaySeconds: 1 })),
    ).rejects.toThrow('does not honour DelaySeconds of SendMessage');
    expect(refusals).toHaveBeenCalledTimes(2);
    table.destroy();
    sqs.destroy();
  });

  it('refuses keys that nobody here holds', async () => {
    const table = new DynamoDBClient(
      clientConfiguration({ ...target(), accessKeyId: 'AKIAREAL' }, aws.endpoints.dynamodbUrl),
    );
    await expect(
      table.send(new GetItemCommand({ TableName: 'x', Key: { pk: { S: 'x' } } })),
    ).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    table.destroy();
  });

  it("refuses a function's key without the session token of one of its sandboxes", async () => {
    const table = new DynamoDBClient(
      clientConfiguration({ ...target(), accessKeyId: 'Front' }, aws.endpoints.dynamodbUrl),
    );
    await expect(
      table.send(new GetItemCommand({ TableName: 'x', Key: { pk: { S: 'x' } } })),
    ).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    table.destroy();
  });
});
