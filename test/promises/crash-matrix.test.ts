import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { zhCn } from '../../lambda/chat/texts/zh-cn';
import { messageId } from '../../lambda/shared/queue-message';
import { answerTo } from '../../local/model/answers';
import { recordsOf } from '../support/audit-records';
import { Member, settled } from '../support/member';
import { callsFor, control, type Call } from '../support/calls';
import { eventually } from '../support/eventually';
import { modelRequests } from '../support/model-requests';
import { logged, startOwnStack, type OwnStack } from '../support/own-stack';
import { asOperator } from '../support/running-stack';
import { amrOf, tone } from '../support/sounds';
import { tableItems } from '../support/table-items';
import { answerFor, asked, askedAsUsual, askInText, OF_NEW_SANDBOX, type Ask } from '../support/usual-answer';

/** A message, and what is promised of its answer. */
interface Kind {
  readonly ask: Ask;
  /** What the member is shown; a message that is no text is its kind in brackets. White space does not count. */
  readonly answer: string;
  /** What is remembered as the answer. */
  readonly turn: string;
}

/** One way in which a worker is killed. */
interface Row {
  readonly kind: Kind;
  readonly call: Call;
  readonly when: 'before' | 'after';
}

const ANSWER = answerFor('MEMBER');
const TEXT: Kind = { ask: askInText, answer: ANSWER, turn: ANSWER };

/** As the model stand-in hears a tone of this kind, and answers it. */
const HEARD = '声音长 1.0 秒，音高 440 赫兹。';
const REPLY = answerTo([{ role: 'user', text: HEARD }]);
const VOICE: Kind = {
  ask: async (member) => {
    const file = await amrOf(tone({ hz: 440, seconds: 1, rate: 8_000 }));
    return member.sends({ msgtype: 'voice', voice: { file: Buffer.from(file).toString('base64') } });
  },
  answer: `${zhCn.understood(HEARD)}${REPLY}[voice]`,
  turn: REPLY,
};
const DRAWN: Kind = {
  ask: (member) => member.writes('画 一只猫'),
  answer: '[image]',
  turn: zhCn.forModel.drawn,
};

const WORKER = 'WorkerFunction';
const WHOLE_MATRIX_MS = 200_000;

/** Stacks that run, and callbacks that come, at the same time. */
const AT_ONCE = 6;

interface Seen {
  /** What the worker called. */
  readonly calls: readonly Call[];
  readonly rows: readonly Row[];
  readonly results: readonly Result[];
}

let warm: Seen;
let cold: Seen;
let voice: Seen;
let drawn: Seen;
// Most of their time they wait for messages to come again.
beforeAll(async () => {
  [[warm, voice, drawn], cold] = await Promise.all([
    everyCall([TEXT, VOICE, DRAWN]),
    everyCallOfNewSandboxes(),
  ]);
}, 2 * WHOLE_MATRIX_MS);

it('killed between any two calls of a two-part answer: all of it, once, but for the one documented window', () => {
  const { calls, rows, results } = warm;
  expect(new Set(calls.map(({ service }) => service))).toEqual(
    new Set(['dynamodb', 'sqs', 'wecom', 'model', 'logs']),
  );
  expect(calls.filter(({ operation }) => operation === 'message/send')).toHaveLength(2);
  expect(results).toEqual(rows.map(asPromised));
  expect(results.length).toBeGreaterThan(calls.length);
});

it('killed before and after every call that a new sandbox makes besides', () => {
  const { calls, rows, results } = cold;
  expect(calls.map(({ operation }) => operation)).toEqual([
    'GetSecretValue',
    'UpdateItem',
    'gettoken',
    'UpdateItem',
    'GetSecretValue',
    'PutItem',
    'CreateLogStream',
    'PutLogEvents',
  ]);
  expect(results).toEqual(rows.map(asPromised));
});

it.each<[string, () => Seen, string[]]>([
  [
    'a spoken answer to a voice message',
    () => voice,
    ['media/get', 'audio/transcriptions', 'audio/speech', 'media/upload', 'message/send'],
  ],
  ['a picture that is drawn', () => drawn, ['images/generations', 'media/upload', 'message/send']],
])('killed after every call of %s that an answer in text does not make', (_, seen, expected) => {
  const { calls, rows, results } = seen();
  const called = new Set(calls.map(({ operation }) => operation));
  expect(expected.filter((operation) => !called.has(operation))).toEqual([]);
  expect(results).toEqual(rows.map(asPromised));
});

/** All of them in one stack, since most of the time is spent waiting. */
function everyCall(kinds: readonly [Kind, Kind, Kind]): Promise<[Seen, Seen, Seen]> {
  return inNewStack(async (stack) => {
    const calls = await Promise.all(kinds.map((kind) => callsOfKind(stack, kind)));
    const rows = kinds.map((kind, index) => rowsOf(kind, calls[index] ?? []));
    const results = await played(stack, rows.flat());
    const seen = kinds.map((_, index): Seen => {
      const [own = [], before] = [rows[index], rows.slice(0, index).flat().length];
      return {
        calls: calls[index] ?? [],
        rows: own,
        results: results.slice(before, before + own.length),
      };
    });
    return seen as [Seen, Seen, Seen];
  });
}

/** Of text every call; else those by which a file comes, is made, or goes, and those around them: the rest is the same. */
async function callsOfKind(stack: OwnStack, kind: Kind): Promise<Call[]> {
  await asked(stack, kind.ask);
  const calls = ofWorker(await askedAsUsual(stack, kind.ask));
  if (kind === TEXT) return calls;
  const isOfMedia = (call: Call | undefined): boolean =>
    /^(media|audio|images)\//.test(call?.operation ?? '');
  return calls.filter((_, at) => [-4, -3, -2, -1, 0, 1].some((step) => isOfMedia(calls[at + step])));
}

async function everyCallOfNewSandboxes(): Promise<Seen> {
  const calls = ofWorker(await inNewStack(asked)).filter(
    ({ operation, nth }) =>
      OF_NEW_SANDBOX.includes(operation) ||
      // The token's own writes, between the delivery's lease and the rest.
      (operation === 'UpdateItem' && [2, 3].includes(nth)) ||
      // That something arrived.
      (operation === 'PutItem' && nth === 4) ||
      // Into the new stream.
      (operation === 'PutLogEvents' && nth === 2),
  );
  const rows = rowsOf(TEXT, calls);
  const results: Result[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE).map((row) => inNewStack((stack) => played(stack, [row])));
    results.push(...(await Promise.all(some)).flat());
  }
  return { calls, rows, results };
}

async function inNewStack<T>(act: (stack: OwnStack) => Promise<T>): Promise<T> {
  const stack = await startOwnStack();
  try {
    return await act(stack);
  } finally {
    await stack.close();
  }
}

async function callsOf(stack: OwnStack, { userid }: Member): Promise<Call[]> {
  return ofWorker(await callsFor(stack, userid));
}

function ofWorker(calls: readonly Call[]): Call[] {
  return calls.filter((call) => call.function === WORKER);
}

/** What renews a lease, beside everything else. */
const RENEWAL = ['UpdateItem', 'ChangeMessageVisibility'];

/**
 * Whether a part had reached the member when the worker was killed, and was not recorded as sent. Which call that is
 * depends on what the sandbox knew already, and on whether the lease had to be renewed meanwhile.
 */
function isInWindow({ call, when }: Row, calls: readonly Call[]): boolean {
  const at = calls.findIndex(
    ({ service, operation, nth }) =>
      service === call.service && operation === call.operation && nth === call.nth,
  );
  const before = calls.slice(0, when === 'after' ? at + 1 : at);
  const isRenewed = [...before, call].some(
    ({ operation, nth }) => operation === 'ChangeMessageVisibility' && nth > 1,
  );
  const last = before.findLast(({ operation }) => !isRenewed || !RENEWAL.includes(operation));
  return last?.operation === 'message/send';
}

/** Parts that may have come twice: one in the window, and one for each answer of WeCom's that was waited for in vain. */
function mostTwice(stack: OwnStack, row: Row, { userid }: Member, calls: readonly Call[]): number {
  const unknown = logged(stack, 'message waits').filter(
    ({ member, reason }) => member === userid.toLowerCase() && reason === 'unknown-send',
  );
  return (isInWindow(row, calls) ? 1 : 0) + unknown.length;
}

/** Kills each as its row says. @returns what has become of them */
async function played(stack: OwnStack, rows: readonly Row[]): Promise<Result[]> {
  const asking: Asking[] = [];
  // Else so many callback functions would start at once.
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    asking.push(...(await Promise.all(rows.slice(from, from + AT_ONCE).map((row) => started(stack, row)))));
  }
  await settled(stack.endpoints.simulatorUrl, WHOLE_MATRIX_MS);
  await expectEmptyQueues(stack);
  return Promise.all(asking.map((each) => resultOf(stack, each)));
}

/**
 * After each call: before the next is hardly another moment, and each takes a sandbox. What is paid, or reaches the member,
 * is also killed right before, as is the first; units kill before and after every call (delivery.test.ts).
 */
function rowsOf(kind: Kind, calls: readonly Call[]): Row[] {
  return calls.flatMap((call, at): Row[] => [
    ...(kind === TEXT && (at === 0 || isOutside(call)) ? [{ kind, call, when: 'before' } as const] : []),
    { kind, call, when: 'after' },
  ]);
}

function isOutside({ service }: Call): boolean {
  return service === 'wecom' || service === 'model';
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
  /** In the app's totals of the month. */
  readonly spent: number;
  readonly audited: number;
}

function asPromised({ kind, call, when }: Row): Result {
  return {
    row: nameOf(call, when),
    state: 'DONE',
    killed: true,
    answer: withoutWhiteSpace(kind.answer),
    twice: 'as documented',
    asks: 'two at most',
    turns: [withoutWhiteSpace(kind.turn)],
    counted: 1,
    spent: 1,
    audited: 1,
  };
}

/** A member with a message on its way. */
interface Asking {
  readonly row: Row;
  readonly member: Member;
  readonly msgid: string;
}

/** Sets the crash, and asks. */
async function started(stack: OwnStack, row: Row): Promise<Asking> {
  const { call, when } = row;
  const { function: name, service, operation, nth } = call;
  const member = new Member(undefined, stack);
  await control(stack, 'PUT', '/crashes', [
    { function: name, service, operation, nth, when, member: member.userid },
  ]);
  const msgid = await row.kind.ask(member);
  await eventually(`the callback of ${member.userid} is taken`, async () => {
    const attempts = (await control(stack, 'GET', '/callbacks')) as { member: string; outcome: string }[];
    return attempts.some((each) => each.member === member.userid && each.outcome === '200') || undefined;
  });
  return { row, member, msgid };
}

/** What has become of it, once the stack is settled. */
async function resultOf(stack: OwnStack, { row, member, msgid }: Asking): Promise<Result> {
  const { call, when } = row;
  const crashes = (await control(stack, 'GET', '/crashes')) as { member: string; fired: boolean }[];
  const parts = (await member.messagesOf('out')).map(({ msgtype, content }) =>
    msgtype === 'text' ? content.replace(member.userid, 'MEMBER') : `[${msgtype}]`,
  );
  const once = parts.filter((part, index) => part !== parts[index - 1]);
  const twice = parts.length - once.length;
  const partition = `MEMBER#assistant#${member.userid}`;
  const turns = await tableItems(stack, partition, 'TURN#');
  const usage = await tableItems(stack, partition, 'USAGE#');
  const totals = await tableItems(stack, 'SPENT#assistant', `${new Date().getUTCFullYear()}-`);
  const audited = await recordsOf(stack, member.userid);
  const [record] = await tableItems(stack, `MESSAGE#assistant#${messageId('assistant', msgid)}`, 'DELIVERY');
  const requests = (await modelRequests(member.userid, stack)).length;
  const asks = Math.max(requests, Number(record?.['asks']));
  const calls = await callsOf(stack, member);
  return {
    row: nameOf(call, when),
    state: record?.['state'],
    killed: crashes.some((crash) => crash.member === member.userid && crash.fired),
    answer: withoutWhiteSpace(once.join('')),
    twice:
      twice <= mostTwice(stack, row, member, calls)
        ? 'as documented'
        : `${twice}, after ${calls.map(({ operation, nth }) => `${operation} ${nth}`).join(', ')}`,
    asks: asks <= 2 ? 'two at most' : String(asks),
    turns: turns.map(({ answer }) => withoutWhiteSpace(String(answer).replace(member.userid, 'MEMBER'))),
    counted: usage.reduce((sum, { messages }) => sum + Number(messages), 0),
    // Of the month: the key of a day is longer.
    spent: totals
      .filter(({ sk }) => /^\d{4}-\d\d#/.test(String(sk)))
      .reduce((sum, item) => sum + messagesIn(item[`m:${member.userid}`]), 0),
    audited: audited.filter(({ event }) => event === 'answered').length,
  };
}

function messagesIn(total: unknown): number {
  return (total as { messages?: number } | undefined)?.messages ?? 0;
}

async function expectEmptyQueues(stack: OwnStack): Promise<void> {
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
