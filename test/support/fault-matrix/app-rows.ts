import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { zhCn } from '../../../lambda/chat/texts/zh-cn';
import { eventually } from '../eventually';
import type { Member } from '../member';
import { asOperator } from '../running-stack';
import { ANSWER, line, passively, type AdminLine, type FaultRow } from './row';
import type { MatrixStack } from './stack';

/** A fault that the whole app meets: one after another. */
export interface AppRow extends FaultRow {
  /** Does it, has it mended, and sees to the end of what the member asked. */
  readonly play: (matrix: MatrixStack, member: Member) => Promise<void>;
}

/** As the app of config.example.ts says it. */
const HELP = zhCn.help({ hears: true, speaks: true, draws: true, models: false, personas: true });
const QUESTION = `原样返回：${ANSWER}`;
const ADDRESS = '203.0.113.10';

/** Each with what the admin is to do. */
const BLOCKING: readonly (readonly [code: number, remedy: string])[] = [
  [40013, 'copy CorpID'],
  [40056, 'copy AgentId and Secret'],
  [40091, 'copy CorpID and Secret'],
  [48002, 'Give the app the right'],
  [48006, 'Enable the app again'],
  [50003, 'Enable the app'],
  [60020, 'Add that address'],
  [301002, 'copy AgentId and Secret'],
  [301007, 'Ask the support'],
];
const REFUSED_BY_GETTOKEN: readonly (readonly [code: number, remedy: string])[] = [
  [40001, "app's Secret"],
  [40013, 'copy CorpID'],
  [40091, 'copy CorpID and Secret'],
];

/** For a stack whose workers have not run yet; the first needs a worker that never read the secret. */
export const APP_ROWS: readonly AppRow[] = [
  {
    group: 'AWS',
    fault: 'Secrets Manager is down when a worker needs the `wecom` secret for the first time',
    expected: {
      member: [HELP],
      admin: [line('message waits', 'not-sent', 'look at the wecom secret')],
      end: 'help later',
    },
    async play(matrix, member) {
      await failSecrets(matrix, 3);
      await member.writes('帮助');
      await matrix.hasDealtWith(member);
    },
  },
  {
    group: 'AWS',
    fault: 'Secrets Manager is down when a worker needs the `model` secret for the first time',
    expected: {
      member: [zhCn.signOfLife, ANSWER],
      admin: [
        line('model failed', 'MODEL_UNAVAILABLE', 'Check the model secret'),
        line('message waits', 'model', 'Check the model secret'),
      ],
      end: 'answered later',
    },
    async play(matrix, member) {
      // Only sandboxes that have read the other secret are left.
      await matrix.control('DELETE', 'sandboxes');
      await matrix.member('helped-').asks('帮助');
      await matrix.settled();
      await failSecrets(matrix, 3);
      await member.writes(QUESTION);
      await matrix.hasDealtWith(member);
    },
  },
  {
    group: 'The model',
    fault: 'HTTP 401, after the key was changed in Secrets Manager',
    expected: { member: [ANSWER], admin: [], end: 'answered at once' },
    async play(matrix, member) {
      // Only sandboxes that have read the old key are left.
      await matrix.control('DELETE', 'sandboxes');
      await matrix.member('warm-').asks(QUESTION);
      await matrix.settled();
      await putSecret(matrix, 'Step2ModelSecret', ({ apiKey }) => ({ apiKey: `${String(apiKey)}-new` }));
      await member.writes(`出错 401 次 1：${QUESTION}`);
      await matrix.hasDealtWith(member);
    },
  },
  {
    group: 'The connection to WeCom',
    fault: '`gettoken` answers HTTP 502 without JSON, to every try of one worker',
    expected: {
      member: [ANSWER],
      admin: [line('message waits', 'not-sent', 'tried again by itself')],
      end: 'answered later',
    },
    async play(matrix, member) {
      await matrix.control('DELETE', 'access-tokens');
      await fault(matrix, { api: 'gettoken', httpStatus: 502, count: 3 });
      await member.writes(QUESTION);
      await matrix.hasDealtWith(member);
    },
  },
  {
    group: 'AWS',
    fault: 'the callback can not read whether the app is blocked: DynamoDB is down',
    expected: {
      member: [ANSWER],
      admin: [line('status not read', 'ECONNRESET', '')],
      end: 'answered at once',
    },
    async play(matrix, member) {
      const since = matrix.mark;
      await awsFault(matrix, {
        function: 'callback',
        service: 'dynamodb',
        error: 'down',
        member: member.userid,
      });
      await member.writes(QUESTION);
      await matrix.hasDealtWith(member);
      // The answer may be there before the callback has given up.
      await matrix.logs({ event: 'status not read' }, since);
    },
  },
  {
    group: 'AWS',
    fault: 'SQS refuses the callback for less than 4 s',
    expected: { member: [ANSWER], admin: [], end: 'answered at once' },
    async play(matrix, member) {
      await awsFault(matrix, { ...SEND_MESSAGE, count: 6 });
      await member.writes(QUESTION);
      await matrix.hasDealtWith(member);
      const outcomes = await matrix.callbackOutcomes(member);
      demand(outcomes.length === 1, `WeCom repeated the callback: ${outcomes.join(', ')}`);
    },
  },
  {
    group: 'AWS',
    fault:
      'SQS refuses the callback for longer than WeCom waits: held past its 5 s, then 503, so that WeCom repeats it',
    expected: { member: [ANSWER], admin: [line('callback refused', '503', '')], end: 'answered at once' },
    async play(matrix, member) {
      const since = matrix.mark;
      await awsFault(matrix, SEND_MESSAGE);
      await member.writes(QUESTION);
      await matrix.logs({ event: 'callback refused', status: 503 }, since);
      await awsFault(matrix);
      await matrix.hasDealtWith(member);
      const [first = ''] = await matrix.callbackOutcomes(member);
      demand(first.includes('time'), `WeCom got an answer: ${first}`);
    },
  },
];

const WRONG_SECRET: AppRow = {
  group: 'WeCom refuses the app',
  fault: 'the Secret in the `wecom` secret is wrong (40001, asked for once), until the right one is entered',
  errcode: 40001,
  expected: {
    member: [passively(blocked(40001)), ANSWER, ANSWER],
    admin: [...blockedLines(40001, "app's Secret"), line('app unblocked', '', '')],
    end: 'answered later',
  },
  async play(matrix, member) {
    const others = ['wangwu', 'zhaoliu'].map((userid) => matrix.member(userid));
    let right: Record<string, unknown> = {};
    await putSecret(matrix, 'Step1WecomSecret', (value) => {
      right = value;
      const [[app, credentials] = []] = Object.entries(value['apps'] as Record<string, object>);
      return { ...value, apps: { [app ?? '']: { ...credentials, secret: 'wrong' } } };
    });
    await blockAndMend(
      matrix,
      member,
      () => Promise.resolve(),
      async () => {
        await Promise.all(others.map((other) => other.writes(QUESTION)));
        await Promise.all(
          others.map(({ userid }) => matrix.logs({ event: 'message waits', member: userid }, 0)),
        );
        demand((await failedTokens(matrix)) === 1, 'gettoken was not asked just once');
        await putSecret(matrix, 'Step1WecomSecret', () => right);
      },
    );
    await Promise.all(others.map((other) => matrix.hasDealtWith(other)));
    demand((await failedTokens(matrix)) === 1, 'gettoken was not asked just once');
  },
};

/** WeCom refuses the app: for another stack whose workers have not run yet. */
export const REFUSED_ROWS: readonly AppRow[] = [
  WRONG_SECRET,
  ...BLOCKING.map(([errcode, remedy]): AppRow => ({
    group: 'WeCom refuses the app',
    fault: `\`message/send\` and \`agent/get\` answer ${errcode}`,
    errcode,
    expected: {
      member: [passively(blocked(errcode)), ANSWER, ANSWER],
      admin: [...blockedLines(errcode, remedy), line('app unblocked', '', '')],
      end: 'answered later',
    },
    play: (matrix, member) =>
      blockAndMend(
        matrix,
        member,
        () => fault(matrix, { api: 'message/send', errcode }, { api: 'agent/get', errcode }),
        () => fault(matrix),
      ),
  })),
  ...REFUSED_BY_GETTOKEN.map(([errcode, remedy]): AppRow => ({
    group: 'WeCom refuses the app',
    fault: `\`gettoken\` answers ${errcode}, until the secret is entered anew`,
    errcode,
    expected: {
      member: [passively(blocked(errcode)), ANSWER, ANSWER],
      admin: [...blockedLines(errcode, remedy), line('app unblocked', '', '')],
      end: 'answered later',
    },
    async play(matrix, member) {
      // One that has read an earlier version of the secret would ask once with that as well.
      await matrix.control('DELETE', 'sandboxes');
      const asked = await failedTokens(matrix);
      await blockAndMend(
        matrix,
        member,
        async () => {
          await matrix.control('DELETE', 'access-tokens');
          await fault(matrix, { api: 'gettoken', errcode });
        },
        async () => {
          await fault(matrix);
          await putSecret(matrix, 'Step1WecomSecret', (value) => value);
        },
      );
      demand((await failedTokens(matrix)) - asked === 1, 'gettoken was not asked just once');
    },
  })),
];

/** A block from end to end: found out by a send, told with the next message, not ended by the recovery, mended. */
async function blockAndMend(
  matrix: MatrixStack,
  member: Member,
  block: () => Promise<unknown>,
  mend: () => Promise<unknown>,
): Promise<void> {
  const since = matrix.mark;
  await block();
  await member.writes(QUESTION);
  await matrix.logs({ event: 'message waits', member: member.userid, reason: 'blocked' }, since);
  await member.writes(QUESTION);
  await member.receives(1);
  await matrix.control('POST', 'schedules/run');
  await mend();
  // A worker that read the old Secret less than a second ago blocks the app once more, until the next minute.
  await eventually('the recovery finds out, and both are answered', async () => {
    if (matrix.isBlocked(since)) await matrix.control('POST', 'schedules/run');
    return (!matrix.isBlocked(since) && matrix.dealtWith(member) >= 2) || undefined;
  });
}

function blocked(errcode: number): string {
  const { untrustedAddress, other } = zhCn.blocked;
  return errcode === 60020 ? untrustedAddress(ADDRESS, true) : other(errcode, true);
}

function blockedLines(errcode: number, remedy: string): AdminLine[] {
  return [
    line('app blocked', `WECOM_${errcode}`, remedy),
    line('message waits', 'blocked', `WECOM_${errcode}`),
  ];
}

const SEND_MESSAGE = {
  function: 'callback',
  service: 'sqs',
  operation: 'SendMessage',
  error: 'InternalFailure',
};

const fault = (matrix: MatrixStack, ...faults: object[]): Promise<unknown> =>
  matrix.control('PUT', 'faults', faults);

const awsFault = (matrix: MatrixStack, ...faults: object[]): Promise<unknown> =>
  matrix.control('PUT', 'aws-faults', faults);

const failSecrets = (matrix: MatrixStack, count: number): Promise<unknown> =>
  awsFault(matrix, { function: 'worker', service: 'secretsmanager', error: 'down', count });

/** What a row checks beside what is observed. @throws the reason, which the row then shows */
function demand(isSo: boolean, reason: string): void {
  if (!isSo) throw new Error(reason);
}

/** How often gettoken was refused. */
async function failedTokens(matrix: MatrixStack): Promise<number> {
  const calls = (await matrix.control('GET', 'api-calls')) as { api: string; errcode?: number }[];
  return calls.filter(({ api, errcode = 0 }) => api === 'gettoken' && errcode !== 0).length;
}

/** Enters a new version of a secret, as an operator does. */
async function putSecret(
  { stack }: MatrixStack,
  output: string,
  change: (value: Record<string, unknown>) => object,
): Promise<void> {
  const client = new SecretsManagerClient(asOperator(stack.endpoints.secretsManagerUrl));
  const SecretId = stack.outputs[output];
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId }));
  const value = change(JSON.parse(SecretString) as Record<string, unknown>);
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(value) }));
  client.destroy();
}
