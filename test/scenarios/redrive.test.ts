import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { runCommand, type Ended } from '../cli/stack/command';
import { startFakeCloudFormation } from '../cli/stack/fake-cloudformation';
import { recordsOf } from '../support/audit-records';
import { eventually } from '../support/eventually';
import { Member, settled } from '../support/member';
import { startOwnStack, type OwnStack } from '../support/own-stack';
import { asOperator } from '../support/running-stack';

// A stack of its own: looking into the dead-letter queue takes from others for a moment what is in it.
let stack: OwnStack;
let cloudFormation: Awaited<ReturnType<typeof startFakeCloudFormation>>;
let sqs: SQSClient;
beforeAll(async () => {
  stack = await startOwnStack();
  cloudFormation = await startFakeCloudFormation({ 'WecomGpt-test': stack.outputs });
  sqs = new SQSClient(asOperator(stack.endpoints.sqsUrl));
});
afterAll(async () => {
  sqs.destroy();
  await cloudFormation.close();
  await stack.close();
});

function redrive(...args: string[]): Promise<Ended> {
  return runCommand('redrive', ['--stack', 'WecomGpt-test', '--json', ...args], {
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: 'LOCALTOOLS',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: stack.endpoints.sqsUrl,
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url,
  });
}

async function deadLetters(): Promise<number> {
  const name = 'ApproximateNumberOfMessages';
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: stack.outputs['DeadLetterQueueUrl'], AttributeNames: [name] }),
  );
  return Number(Attributes[name]);
}

/** What WeCom says to every message for the member; undefined: it takes them again. */
async function wecomSays(member: Member, errcode: number | undefined): Promise<void> {
  const faults = errcode === undefined ? [] : [{ api: 'message/send', errcode }];
  const url = `${stack.endpoints.simulatorUrl}/members/${member.userid}/faults`;
  const response = await fetch(url, { method: 'PUT', body: JSON.stringify(faults) });
  if (!response.ok) throw new Error(await response.text());
}

it('a message that WeCom refused is answered once it is put back, and is then no longer there', async () => {
  const member = new Member('zhangsan', stack);
  await wecomSays(member, 60111);
  await member.writes('你好');
  await eventually('the message is given up', async () => ((await deadLetters()) === 1 ? true : undefined));
  await settled(stack.endpoints.simulatorUrl);
  await expect(member.received()).resolves.toEqual([]);

  await wecomSays(member, undefined);
  const listed = await redrive();
  const { messages } = JSON.parse(listed.stdout) as { messages: { id: string }[] };
  expect(messages).toMatchObject([{ app: 'assistant', member: 'zhangsan', kind: 'text' }]);
  expect(listed.stdout).not.toContain('你好');

  const back = await redrive(messages[0]?.id ?? '');
  expect(JSON.parse(back.stdout)).toMatchObject({ ok: true, result: 'put-back' });
  await member.receives(1);
  await settled(stack.endpoints.simulatorUrl);
  const answer = await new Member('lisi', stack).asks('你好');
  expect((await member.received()).join('')).toBe(answer);
  await expect(deadLetters()).resolves.toBe(0);

  // Two things with an end each: a question that lets every id through once must see both.
  const records = await eventually('both are in the audit log', async () => {
    const there = await recordsOf(stack, 'zhangsan');
    return there.some(({ event }) => event === 'answered') ? there : undefined;
  });
  const ends = records.filter(({ event }) => event === 'failed' || event === 'answered');
  expect(ends.map(({ event }) => event)).toEqual(['failed', 'answered']);
  expect(ends[1]?.id).toBe(`${ends[0]?.id ?? ''}-again-1`);
});
