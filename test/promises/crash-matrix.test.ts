import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { messageId } from '../../lambda/shared/queue-message';
import { accessTokenKey } from '../../lambda/shared/table-keys';
import { recordsOf } from '../support/audit-records';
import { eventually } from '../support/eventually';
import { Member, settled } from '../support/member';
import { modelRequests } from '../support/model-requests';
import { startOwnStack, type OwnStack } from '../support/own-stack';
import { asOperator } from '../support/running-stack';
import { deleteItem, tableItems } from '../support/table-items';

/** A call of the worker as the local stack recorded it. */
interface Call {
  readonly function: string;
  readonly service: string;
  readonly operation: string;
  readonly nth: number;
}

/** One way in which a worker is killed. */
interface Row {
  readonly call: Call;
  readonly when: 'before' | 'after';
  /** Whether a part has reached the member by then, and is not recorded as sent. */
  readonly isWindow: boolean;
}

/** A first sentence, and a second part that names the member. */
const answerFor = (member: string): string =>
  `这是回答的第一句话，它已经足够长了。\n接下来的第二部分给${member}把事情慢慢说完，直到把要说的话都说完为止。`;
const ANSWER = answerFor('MEMBER');
const WORKER = 'WorkerFunction';
const WHOLE_MATRIX_MS = 100_000;
jest.setTimeout(2 * WHOLE_MATRIX_MS);

let stack: OwnStack;
beforeAll(async () => {
  stack = await startOwnStack();
});
afterAll(() => stack.close());

it('killed before and after every call of a two-part answer: all of it, once, but for the one documented window', async () => {
  await asked(new Member(undefined, stack));
  const recorded = new Member(undefined, stack);
  await asked(recorded);
  const calls = await callsOf(recorded);
  expect(new Set(calls.map(({ service }) => service))).toEqual(
    new Set(['dynamodb', 'sqs', 'wecom', 'model', 'logs']),
  );
  expect(calls.filter(({ operation }) => operation === 'message/send')).toHaveLength(2);

  const rows = rowsOf(calls);
  const asking = await Promise.all(rows.map(started));
  await settled(stack.endpoints.simulatorUrl, WHOLE_MATRIX_MS);
  const results = await Promise.all(rows.map((row, index) => resultOf(row, asking[index])));
  expect(results).toEqual(rows.map(asPromised));
  expect(results).toHaveLength(calls.length * 2);
  await expectEmptyQueues();
});

it('killed before and after every call that a new sandbox makes besides', async () => {
  await makeCold();
  const recorded = new Member(undefined, stack);
  await asked(recorded);
  const calls = (await callsOf(recorded)).filter(
    ({ service, operation, nth }) =>
      service === 'secretsmanager' ||
      operation === 'gettoken' ||
      // The token's own writes, between the delivery's lease and the rest.
      (operation === 'UpdateItem' && [2, 3].includes(nth)) ||
      // That something arrived.
      (operation === 'PutItem' && nth === 4),
  );
  expect(calls.map(({ operation }) => operation)).toEqual([
    'GetSecretValue',
    'UpdateItem',
    'gettoken',
    'UpdateItem',
    'GetSecretValue',
    'PutItem',
  ]);
  const rows = rowsOf(calls).map((row) => ({ ...row, isWindow: false }));
  expect(await coldResults(rows)).toEqual(rows.map(asPromised));
  await expectEmptyQueues();
});

/** Asks, and waits until no sandbox is at work any more. */
async function asked(member: Member): Promise<void> {
  await member.asks(question(member));
  await settled(stack.endpoints.simulatorUrl);
}

function question({ userid }: Member): string {
  return `原样返回：${answerFor(userid)}`;
}

async function callsOf({ userid }: Member): Promise<Call[]> {
  const calls = (await (
    await fetch(`${stack.endpoints.simulatorUrl}/calls?member=${userid}`)
  ).json()) as Call[];
  return calls.filter((call) => call.function === WORKER);
}

function rowsOf(calls: readonly Call[]): Row[] {
  return calls.flatMap((call, index) => {
    const isSend = call.operation === 'message/send';
    const isBehindSend = calls[index - 1]?.operation === 'message/send';
    return [
      { call, when: 'before', isWindow: isBehindSend },
      { call, when: 'after', isWindow: isSend },
    ] as const;
  });
}

/** What became of a row, in the words in which it is promised. */
interface Result {
  readonly row: string;
  /** Of the delivery record. */
  readonly state: unknown;
  readonly killed: boolean;
  readonly answer: string;
  /** Parts that came twice. */
  readonly twice: string;
  readonly asks: string;
  readonly turns: readonly unknown[];
  readonly counted: number;
  readonly audited: number;
}

function asPromised({ call, when, isWindow }: Row): Result {
  return {
    row: nameOf(call, when),
    state: 'DONE',
    killed: true,
    answer: withoutWhiteSpace(ANSWER),
    twice: isWindow ? 'one at most' : 'none',
    asks: 'two at most',
    turns: [ANSWER],
    counted: 1,
    audited: 1,
  };
}

/** A member with a message on its way. */
interface Asking {
  readonly member: Member;
  readonly msgid: string;
}

/** Sets the crash, and asks. */
async function started({ call, when }: Row): Promise<Asking> {
  const { function: name, service, operation, nth } = call;
  const member = new Member(undefined, stack);
  await control('PUT', '/crashes', [
    { function: name, service, operation, nth, when, member: member.userid },
  ]);
  return { member, msgid: await member.writes(question(member)) };
}

/** What has become of it, once the stack is settled. */
async function resultOf({ call, when, isWindow }: Row, asking?: Asking): Promise<Result> {
  const { member = new Member(), msgid = '' } = asking ?? {};
  const crashes = (await control('GET', '/crashes')) as { member: string; fired: boolean }[];
  const parts = (await member.received()).map((part) => part.replace(member.userid, 'MEMBER'));
  const once = parts.filter((part, index) => part !== parts[index - 1]);
  const twice = parts.length - once.length;
  const asks = (await modelRequests(member.userid, stack)).length;
  const partition = `MEMBER#assistant#${member.userid}`;
  const turns = await tableItems(stack, partition, 'TURN#');
  const usage = await tableItems(stack, partition, 'USAGE#');
  const audited = await recordsOf(stack, member.userid);
  const [record] = await tableItems(stack, `MESSAGE#assistant#${messageId('assistant', msgid)}`, 'DELIVERY');
  return {
    row: nameOf(call, when),
    state: record?.['state'],
    killed: crashes.some((crash) => crash.member === member.userid && crash.fired),
    answer: withoutWhiteSpace(once.join('')),
    twice: twice <= 1 && isWindow ? 'one at most' : twice === 0 ? 'none' : String(twice),
    asks: asks <= 2 ? 'two at most' : String(asks),
    turns: turns.map(({ answer }) => String(answer).replace(member.userid, 'MEMBER')),
    counted: usage.reduce((sum, { messages }) => sum + Number(messages), 0),
    audited: audited.filter(({ event }) => event === 'answered').length,
  };
}

/** Where another row's retry has made a sandbox warm in between, the call was never made: the row begins again. */
async function coldResults(rows: readonly Row[]): Promise<Result[]> {
  const results = new Map<Row, Result>();
  for (let round = 1; round <= 5 && results.size < rows.length; round++) {
    const asking = new Map<Row, Asking>();
    for (const row of rows.filter((each) => !results.has(each))) {
      await makeCold();
      asking.set(row, await started(row));
      await eventually('a worker has been killed, or was in no need of the call', async () => {
        const { busy } = (await control('GET', '/settled')) as { busy: string[] };
        return busy.every((what) => !what.includes('invocations')) || undefined;
      });
    }
    await settled(stack.endpoints.simulatorUrl, WHOLE_MATRIX_MS);
    for (const [row, each] of asking) {
      const result = await resultOf(row, each);
      if (result.killed || round === 5) results.set(row, result);
    }
  }
  return rows.flatMap((row) => results.get(row) ?? []);
}

/** The next message meets no sandbox, and no access token. */
async function makeCold(): Promise<void> {
  await control('DELETE', '/sandboxes');
  await deleteItem(stack, accessTokenKey('assistant'));
}

async function control(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${stack.endpoints.simulatorUrl}${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return response.json();
}

async function expectEmptyQueues(): Promise<void> {
  const client = new SQSClient(asOperator(stack.endpoints.sqsUrl));
  const counts = [];
  for (const output of ['MessageQueueUrl', 'DeadLetterQueueUrl']) {
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: stack.outputs[output], AttributeNames: ['All'] }),
    );
    counts.push(Attributes.ApproximateNumberOfMessages);
  }
  client.destroy();
  expect(counts).toEqual(['0', '0']);
}

function nameOf({ service, operation, nth }: Call, when: string): string {
  return `${when} ${service} ${operation} ${nth}`;
}

/** Blank lines between two messages are not sent. */
function withoutWhiteSpace(text: string): string {
  return text.replace(/\s/g, '');
}
