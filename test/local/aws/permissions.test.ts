import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ActivityLog } from '../../../local/activity';
import { TOOLS_KEY_ID } from '../../../local/aws/front';
import type { Grant } from '../../../local/aws/iam/execution-role';
import { startLocalAws, type LocalAws } from '../../../local/aws/stack';
import type { CloudFormationTemplate } from '../../../local/aws/template';
import { clientConfiguration } from './conformance';
import { eventually } from './eventually';
import { tinyTemplate, writeAssembly, type AssemblyFixture } from './fixture';

/** Puts the body on the queue that the header names, and answers as the queue did. */
const FRONT = `
exports.handler = async (event) => {
  console.log('front got ' + event.body);
  const response = await fetch(process.env.AWS_ENDPOINT_URL_SQS, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.0',
      'X-Amz-Target': 'AmazonSQS.SendMessage',
      Authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260101/x/sqs/aws4_request, SignedHeaders=host, Signature=x',
      'X-Amz-Security-Token': process.env.AWS_SESSION_TOKEN,
    },
    body: JSON.stringify({
      QueueUrl: event.headers.queue === 'given' ? process.env.GIVEN_URL : process.env.QUEUE_URL,
      MessageBody: event.body, MessageGroupId: event.body, MessageDeduplicationId: event.body,
    }),
  });
  return { statusCode: response.status, body: await response.text() };
};`;
const BACK = `
exports.handler = async ({ Records: [record] }) => {
  console.log('back got ' + record.body + ' ' + record.attributes.ApproximateReceiveCount);
  return { batchItemFailures: [] };
};`;

const activity = new ActivityLog();
let assembly: AssemblyFixture;
let aws: LocalAws;
let lines: string[] = [];
let withheld = '';

const isWithheld = ({ function: name, action }: Grant): boolean => `${name} ${action}` === withheld;

async function start(alterTemplate: (template: CloudFormationTemplate) => void): Promise<LocalAws> {
  return startLocalAws({
    assemblyDirectory: assembly.directory,
    activity,
    alterTemplate,
    withholds: isWithheld,
    outsideWorld: () => () => Promise.resolve({ environment: {}, close: () => Promise.resolve() }),
    onLog: (_, line) => lines.push(line),
  });
}

beforeAll(async () => {
  assembly = writeAssembly(tinyTemplate(), { front: FRONT, back: BACK });
  aws = await start(({ Resources }) => {
    Object.assign(Resources['Front']?.Properties?.['Environment'] ?? {}, {
      Variables: { QUEUE_URL: { Ref: 'Messages' }, GIVEN_URL: { Ref: 'Given' } },
    });
  });
});
beforeEach(() => {
  lines = [];
  withheld = '';
});
afterAll(async () => {
  await aws.close();
  assembly.remove();
});

const post = (body: string, queue = 'messages'): Promise<Response> =>
  fetch(`${aws.outputs['Url'] ?? ''}/sales`, { method: 'POST', headers: { queue }, body });

async function expectLine(words: string): Promise<void> {
  await eventually(() => lines.find((line) => line === words));
}

/** Messages in the queue that the second function reads: waiting, and in hand. */
async function counts(): Promise<Record<string, string>> {
  const sqs = new SQSClient(operator(aws.endpoints.sqsUrl));
  const QueueUrl = aws.outputs['Queue'];
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
  );
  sqs.destroy();
  return Attributes;
}

async function logged(): Promise<string[]> {
  const logs = new CloudWatchLogsClient(operator(aws.endpoints.logsUrl));
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: aws.outputs['Lines'] }));
  logs.destroy();
  return events.map(({ message = '' }) => message);
}

const operator = (url: string) => clientConfiguration({ region: aws.region, accessKeyId: TOOLS_KEY_ID }, url);
const activities = (): string[] => activity.recent().map(({ what }) => what);

it('a function does what its policies allow, and nothing else', async () => {
  expect((await post('allowed')).status).toBe(200);
  await expectLine('back got allowed 1');
  const denied = await post('denied', 'given');
  expect(denied.status).toBe(403);
  expect(await denied.json()).toEqual({
    __type: 'com.amazon.coral.service#AccessDeniedException',
    message: expect.stringMatching(
      /^User: arn:aws:sts::000000000000:assumed-role\/Tiny-FrontRole-\w{12}\/Tiny-Front-\w{12} is not authorized to perform: sqs:sendmessage on resource: arn:aws:sqs:ap-southeast-1:000000000000:Tiny-Given-\w{12}.fifo because/,
    ) as string,
  });
  expect(activities()).toContain('SendMessage by Front → AccessDeniedException');
});

it('tells each grant, and how many calls needed it', async () => {
  await post('counted');
  await expectLine('back got counted 1');
  const used = new Map(
    aws
      .grants()
      .map(({ function: name, action, resource, used: count }) => [
        `${name} ${action} on ${resource}`,
        count > 0,
      ]),
  );
  expect(used.get('Front sqs:SendMessage on Messages')).toBe(true);
  expect(used.get('Back sqs:ReceiveMessage on Messages')).toBe(true);
  expect(used.get('Back dynamodb:UpdateItem on Table')).toBe(false);
});

it.each(['sqs:ReceiveMessage', 'sqs:GetQueueAttributes'])(
  'without %s a message stays in the queue until it is there again',
  async (action) => {
    withheld = `Back ${action}`;
    await post(`needs-${action}`);
    await eventually(() =>
      activities().find(
        (what) => what.startsWith('polling is denied') && what.includes(action.toLowerCase()),
      ),
    );
    expect(await counts()).toEqual({
      ApproximateNumberOfMessages: '1',
      ApproximateNumberOfMessagesNotVisible: '0',
    });
    withheld = '';
    await expectLine(`back got needs-${action} 1`);
  },
);

it('without sqs:DeleteMessage a message comes again', async () => {
  withheld = 'Back sqs:DeleteMessage';
  await post('kept');
  await expectLine('back got kept 1');
  await expectLine('back got kept 2');
  withheld = '';
});

it.each(['logs:CreateLogStream', 'logs:PutLogEvents'])(
  'without %s the lines of a function are lost, and it works on',
  async (action) => {
    await aws.endIdleSandboxes();
    withheld = `Front ${action}`;
    expect((await post(`unlogged-${action}`)).status).toBe(200);
    await expectLine(`back got unlogged-${action} 1`);
    await aws.endIdleSandboxes();
    withheld = '';
    expect((await post(`logged-${action}`)).status).toBe(200);
    await expectLine(`front got logged-${action}`);
    expect(lines).not.toContain(`front got unlogged-${action}`);
    const kept = (await logged()).join('\n');
    expect(kept).toContain(`front got logged-${action}`);
    expect(kept).not.toContain(`front got unlogged-${action}`);
    expect(activities().filter((what) => what.startsWith('log lines of Front are lost'))).not.toEqual([]);
  },
);

it('a stream that is there needs no logs:CreateLogStream for its next lines', async () => {
  await post('creates');
  await expectLine('front got creates');
  withheld = 'Front logs:CreateLogStream';
  await post('appends');
  await expectLine('front got appends');
});

it.each(['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'])(
  'refuses a mapping whose function may not %s, as Lambda does',
  async (name) => {
    const started = start(({ Resources }) => {
      const document = Resources['BackPolicy']?.Properties?.['PolicyDocument'] as {
        Statement: { Action: unknown }[];
      };
      for (const statement of document.Statement) {
        statement.Action = [statement.Action].flat().filter((action) => action !== `sqs:${name}`);
      }
    });
    await expect(started).rejects.toThrow(
      `The provided execution role does not have permissions to call ${name} on SQS`,
    );
  },
);
