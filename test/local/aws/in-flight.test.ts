import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ActivityLog } from '../../../local/activity';
import { TOOLS_KEY_ID } from '../../../local/aws/front';
import { startLocalAws, type LocalAws } from '../../../local/aws/stack';
import { eventually } from './eventually';
import { tinyTemplate, writeAssembly, type AssemblyFixture } from './fixture';

/** Sets the visibility of the message in hand, and ends, the first time, as the message says. */
const BACK = `
const sqs = (operation, body) => fetch(process.env.AWS_ENDPOINT_URL_SQS, {
  method: 'POST',
  headers: {
    'Content-Type': 'application/x-amz-json-1.0',
    'X-Amz-Target': 'AmazonSQS.' + operation,
    Authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260101/x/sqs/aws4_request, SignedHeaders=host, Signature=x',
    'X-Amz-Security-Token': process.env.AWS_SESSION_TOKEN,
  },
  body: JSON.stringify(body),
}).then((response) => response.status);
exports.handler = async ({ Records: [record] }) => {
  const { name, visibility, ends } = JSON.parse(record.body);
  const attempt = Number(record.attributes.ApproximateReceiveCount);
  console.log('+' + name + attempt);
  if (visibility === undefined || attempt > 1) return { batchItemFailures: [] };
  const status = await sqs('ChangeMessageVisibility', {
    QueueUrl: process.env.QUEUE_URL, ReceiptHandle: record.receiptHandle, VisibilityTimeout: visibility,
  });
  console.log(name + ' ' + status);
  if (ends === 'gives up') {
    const status = await sqs('SendMessage', {
      QueueUrl: process.env.DEAD_LETTERS_URL, MessageBody: record.body,
      MessageGroupId: record.attributes.MessageGroupId, MessageDeduplicationId: 'copy',
    });
    console.log('given up ' + status);
    return { batchItemFailures: [] };
  }
  if (ends === 'is killed') process.kill(process.pid, 'SIGKILL');
  if (ends === 'throws') throw new Error('thrown');
  return { batchItemFailures: [{ itemIdentifier: record.messageId }] };
};`;

let assembly: AssemblyFixture;
let aws: LocalAws;
let sqs: SQSClient;
let lines: string[] = [];

beforeAll(async () => {
  const template = tinyTemplate();
  // So long that what comes again within a test comes by the visibility that the function set.
  template.Resources['Messages'] = {
    Type: 'AWS::SQS::Queue',
    Properties: { FifoQueue: true, VisibilityTimeout: 600 },
  };
  const variables = { QUEUE_URL: { Ref: 'Messages' }, DEAD_LETTERS_URL: { Ref: 'Given' } };
  Object.assign(template.Resources['Back']?.Properties ?? {}, { Environment: { Variables: variables } });
  assembly = writeAssembly(template, { front: BACK, back: BACK });
  aws = await startLocalAws({
    assemblyDirectory: assembly.directory,
    activity: new ActivityLog(),
    outsideWorld: () => () => Promise.resolve({ environment: {}, close: () => Promise.resolve() }),
    onLog: (_, line) => lines.push(line),
  });
  sqs = new SQSClient({
    endpoint: aws.endpoints.sqsUrl,
    region: aws.region,
    credentials: { accessKeyId: TOOLS_KEY_ID, secretAccessKey: 'local' },
  });
});

beforeEach(() => {
  lines = [];
});

afterAll(async () => {
  sqs.destroy();
  await aws.close();
  assembly.remove();
});

async function send(
  group: string,
  name: string,
  how: { visibility?: number; ends?: string } = {},
): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: aws.outputs['Queue'],
      MessageBody: JSON.stringify({ name, ...how }),
      MessageGroupId: group,
      MessageDeduplicationId: `${group}-${name}`,
    }),
  );
}

async function settled(): Promise<void> {
  await eventually(() => (aws.busy().length === 0 ? true : undefined), 10_000);
}

it.each(['reports a failure', 'throws', 'is killed'])(
  'a message comes again when its function said, though it %s, and its group waits for it',
  async (ends) => {
    await send(ends.replaceAll(' ', '-'), 'one', { visibility: 1, ends });
    await send(ends.replaceAll(' ', '-'), 'two');
    await settled();
    expect(lines.filter((line) => /^\+|^one/.test(line))).toEqual(['+one1', 'one 200', '+one2', '+two1']);
  },
);

it('a failure that is reported does not change the visibility by itself', async () => {
  await send('far', 'one', { visibility: 500, ends: 'reports a failure' });
  await send('far', 'two');
  await send('other', 'three');
  await eventually(() => (lines.includes('+three1') && lines.includes('one 200') ? true : undefined));
  await eventually(() => (aws.busy().some((what) => what.includes('invocations')) ? undefined : true));
  expect(aws.busy()).toEqual([expect.stringMatching(/^2 messages in/)]);
  expect(lines).not.toContain('+two1');
});

it('a function gives up the message in hand into the dead-letter queue', async () => {
  await send('up', 'one', { visibility: 1, ends: 'gives up' });
  await eventually(() => (lines.includes('given up 200') ? true : undefined));
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: aws.outputs['DeadLetters'] }));
  expect(Messages).toMatchObject([{ Body: expect.stringContaining('gives up') as string }]);
});
