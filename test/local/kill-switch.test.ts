import { ActivityLog } from '../../local/activity';
import { startLocalStack, type LocalStack } from '../../local/local-stack';
import { eventually } from './aws/eventually';
import { tinyTemplate, writeAssembly, type AssemblyFixture } from './aws/fixture';

/** Makes the calls that the message lists, one after another, and writes down what came of each. */
const BACK = `
const aws = (target, url, body) => fetch(url, {
  method: 'POST',
  headers: {
    'Content-Type': 'application/x-amz-json-1.0',
    'X-Amz-Target': target,
    Authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260101/x/y/aws4_request, SignedHeaders=host, Signature=x',
    'X-Amz-Security-Token': process.env.AWS_SESSION_TOKEN,
  },
  body: JSON.stringify(body),
});
const CALLS = {
  UpdateItem: (member) => aws('DynamoDB_20120810.UpdateItem', process.env.AWS_ENDPOINT_URL_DYNAMODB, {
    TableName: process.env.TABLE_NAME,
    Key: { pk: { S: member }, sk: { S: 'n' } },
    UpdateExpression: 'ADD n :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
    ReturnValues: 'ALL_NEW',
  }),
  gettoken: () => fetch(process.env.WECOM_API_URL + '/cgi-bin/gettoken?corpid=x&corpsecret=y'),
  responses: (member, text) => fetch(process.env.OPENAI_BASE_URL + '/responses', {
    method: 'POST',
    headers: { Authorization: 'Bearer k' },
    body: JSON.stringify({ model: 'm', stream: true, input: text }),
  }),
};
exports.handler = async ({ Records: [record] }) => {
  const { member, calls, text } = JSON.parse(record.body);
  for (const call of calls) {
    const response = await CALLS[call](member, text);
    console.log(JSON.stringify({ member, call, said: await response.text() }));
  }
  return { batchItemFailures: [] };
};`;
const FRONT = 'exports.handler = async () => ({ statusCode: 200 });';

let assembly: AssemblyFixture;
let stack: LocalStack;
let said: { member: string; call: string; said: string }[] = [];
let failures: string[] = [];
let members = 0;

beforeAll(async () => {
  const template = tinyTemplate();
  template.Resources['Messages'] = {
    Type: 'AWS::SQS::Queue',
    Properties: { FifoQueue: true, VisibilityTimeout: 2 },
  };
  // A busy machine may take more than the fixture's one second for four calls.
  Object.assign(template.Resources['Back']?.Properties ?? {}, { Timeout: 2 });
  template.Outputs = {
    ...template.Outputs,
    Callback: { Value: { 'Fn::Join': ['', ['https://', { Ref: 'Api' }, '/wxcomapp/sales']] } },
  };
  assembly = writeAssembly(template, { front: FRONT, back: BACK });
  const activity = new ActivityLog();
  activity.subscribe(({ what }) => {
    if (what.includes('failed')) failures.push(what);
  });
  stack = await startLocalStack({
    assemblyDirectory: assembly.directory,
    environment: {},
    activity,
    callbackPort: 0,
    tokensPerSecond: Infinity,
    leaveUnfilled: true,
    onLog: (_, line) => {
      if (line.startsWith('{')) said.push(JSON.parse(line) as (typeof said)[number]);
    },
  });
});

beforeEach(() => {
  said = [];
  failures = [];
});

afterAll(async () => {
  await stack.close();
  assembly.remove();
});

async function control(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(stack.endpoints.simulatorUrl + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return response.json();
}

/** Has the second function make these calls, and waits until the message is done with. */
async function run(member: string, calls: string[], text = '原样返回：好'): Promise<void> {
  await fetch(stack.endpoints.sqsUrl, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.0',
      'X-Amz-Target': 'AmazonSQS.SendMessage',
      Authorization: 'AWS4-HMAC-SHA256 Credential=LOCALTOOLS/20260101/x/sqs/aws4_request',
    },
    body: JSON.stringify({
      QueueUrl: stack.outputs['Queue'],
      MessageBody: JSON.stringify({ member, calls, text }),
      MessageGroupId: member,
      MessageDeduplicationId: member,
    }),
  });
  await eventually(async () => {
    const { settled } = (await control('GET', '/settled')) as { settled: boolean };
    return settled || undefined;
  }, 45_000);
}

function newMember(): string {
  members += 1;
  return `member-${members}-`;
}

async function wecomCalls(): Promise<number> {
  return ((await control('GET', '/api-calls')) as unknown[]).length;
}

async function modelRequests(text: string): Promise<number> {
  const url = new URL(`/requests?contains=${encodeURIComponent(text)}`, stack.endpoints.openaiUrl);
  return ((await (await fetch(url)).json()) as unknown[]).length;
}

const crash = { function: 'back', service: 'dynamodb', operation: 'UpdateItem', nth: 1 };
const killed = expect.stringContaining('signal: SIGKILL') as string;

describe('a sandbox is killed at its call', () => {
  it.each([
    ['before', 1],
    ['after', 2],
  ])('of the table, %s the table acted', async (when, n) => {
    const member = newMember();
    await control('PUT', '/crashes', [{ ...crash, when, member }]);
    await run(member, ['UpdateItem']);
    expect(failures).toEqual([killed]);
    expect(said).toMatchObject([
      { call: 'UpdateItem', said: expect.stringContaining(`{"N":"${n}"}`) as string },
    ]);
    expect(await control('GET', '/crashes')).toContainEqual(expect.objectContaining({ member, fired: true }));
  });

  it.each([
    ['before', 1],
    ['after', 2],
  ])('of WeCom, %s WeCom acted', async (when, n) => {
    const member = newMember();
    const before = await wecomCalls();
    await control('PUT', '/crashes', [{ ...crash, service: 'wecom', operation: 'gettoken', when, member }]);
    await run(member, ['gettoken']);
    expect(failures).toEqual([killed]);
    expect(said).toMatchObject([{ call: 'gettoken' }]);
    expect((await wecomCalls()) - before).toBe(n);
  });

  it.each([
    ['before', '原样返回：好', 1],
    ['after', '原样返回：好', 2],
    ['after', '出错 500', 2],
  ])('of the model, %s the model answered %s', async (when, text, n) => {
    const member = newMember();
    const nonce = `${text} ${member}`;
    await control('PUT', '/crashes', [{ ...crash, service: 'model', operation: 'responses', when, member }]);
    await run(member, ['responses', 'UpdateItem'], nonce);
    expect(failures).toEqual([killed]);
    expect(said.at(-1)).toMatchObject({
      call: 'UpdateItem',
      said: expect.stringContaining('{"N":"1"}') as string,
    });
    expect(await modelRequests(nonce)).toBe(n);
  });

  it('several times over, counted on over its retries, while others live', async () => {
    const member = newMember();
    const other = newMember();
    await control('PUT', '/crashes', [
      { ...crash, when: 'after', nth: 1, member },
      { ...crash, when: 'before', nth: 3, member },
    ]);
    await Promise.all([
      run(member, ['gettoken', 'UpdateItem', 'UpdateItem']),
      run(other, ['gettoken', 'UpdateItem', 'UpdateItem']),
    ]);
    expect(failures).toEqual([killed, killed]);
    expect(said.filter((each) => each.member === member).map(({ call }) => call)).toEqual([
      'gettoken',
      'gettoken',
      'UpdateItem',
      'gettoken',
      'UpdateItem',
      'UpdateItem',
    ]);
    expect(said.filter((each) => each.member === other)).toHaveLength(3);
  });
});

it('tells the calls of a member in order, as crashes count them', async () => {
  const member = newMember();
  await control('PUT', '/crashes', [{ ...crash, when: 'before', nth: 2, member }]);
  await run(member, ['gettoken', 'UpdateItem', 'responses', 'UpdateItem']);
  const told = (invocation: number, service: string, operation: string, nth: number) => ({
    function: 'Back',
    invocation,
    service,
    operation,
    nth,
  });
  expect(await control('GET', `/calls?member=${member}`)).toEqual([
    told(1, 'wecom', 'gettoken', 1),
    told(1, 'dynamodb', 'UpdateItem', 1),
    told(1, 'model', 'responses', 1),
    told(1, 'dynamodb', 'UpdateItem', 2),
    told(2, 'wecom', 'gettoken', 2),
    told(2, 'dynamodb', 'UpdateItem', 3),
    told(2, 'model', 'responses', 2),
    told(2, 'dynamodb', 'UpdateItem', 4),
  ]);
});

it('takes a grant away for a member, tells so, and gives it back', async () => {
  const grant = { function: 'Back', action: 'dynamodb:UpdateItem', resource: 'Table' };
  const [member, other] = [newMember(), newMember()];
  await control('PUT', '/withheld-grants', [{ ...grant, member }]);
  await Promise.all([run(member, ['UpdateItem']), run(other, ['UpdateItem'])]);
  const denied = expect.stringContaining('is not authorized to perform: dynamodb:UpdateItem') as string;
  expect(said.find((each) => each.member === member)?.said).toEqual(denied);
  expect(said.find((each) => each.member === other)?.said).toContain('{"N":"1"}');
  expect(await control('GET', '/grants')).toContainEqual({
    ...grant,
    used: expect.any(Number) as number,
    missed: 1,
  });
  await control('PUT', '/withheld-grants', []);
  const later = newMember();
  await run(later, ['UpdateItem']);
  expect(said.find((each) => each.member === later)?.said).toContain('{"N":"1"}');
  expect(await control('PUT', '/withheld-grants', [{ ...grant, action: 'dynamodb:Scan' }])).toMatchObject({
    reason: expect.stringContaining('Back has no grant of dynamodb:Scan on Table') as string,
  });
});

it('says what is wrong with a crash, and knows every service', async () => {
  expect(await control('PUT', '/crashes', [{ ...crash, when: 'now' }])).toEqual({
    ok: false,
    reason: '"when" must be one of: before, after',
  });
  expect(await control('PUT', '/crashes', [{ ...crash, service: 'x', when: 'after' }])).toMatchObject({
    reason: '"service" must be one of: sqs, secretsmanager, dynamodb, logs, lambda, wecom, model',
  });
  expect(await control('GET', '/nothing')).toMatchObject({
    reason: expect.stringContaining('PUT /crashes') as string,
  });
});
