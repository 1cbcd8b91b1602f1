import { durationsFor } from '../../../lib/config';
import { ANSWER, line, type AdminLine, type End, type MemberRow } from './row';

const comesAgain = (code: string): AdminLine => line('message not answered yet', code, '');

/** A little longer than one send may take. */
const TOO_SLOW_MS = durationsFor('test').timing.sendMs + 300;
/** WeCom's duplicate check does not see what was sent without it. */
const TWICE = [ANSWER, ANSWER];

/** What the worker meets between itself and WeCom, and at AWS. */
export const SERVICE_ROWS: readonly MemberRow[] = [
  dynamodb(
    'throttles a write, twice',
    'ProvisionedThroughputExceededException',
    'UpdateItem',
    2,
    [],
    'answered at once',
  ),
  dynamodb(
    'throttles the first read',
    'ThrottlingException',
    'GetItem',
    // Of three reads side by side, one fails three times.
    7,
    [comesAgain('ThrottlingException')],
    'answered later',
  ),
  dynamodb(
    'throttles the lease',
    'ProvisionedThroughputExceededException',
    'UpdateItem',
    3,
    [comesAgain('ProvisionedThroughputExceededException')],
    'answered later',
  ),
  dynamodb(
    'fails before the answer is sent',
    'InternalServerError',
    'PutItem',
    3,
    [comesAgain('InternalServerError')],
    'answered later',
  ),
  dynamodb(
    'is down before the answer is sent',
    'down',
    'PutItem',
    3,
    [comesAgain('ECONNRESET')],
    'answered later',
  ),
  {
    group: 'AWS',
    fault: 'SQS: `ChangeMessageVisibility` is throttled',
    injected: {
      aws: { service: 'sqs', operation: 'ChangeMessageVisibility', count: 3, error: 'RequestThrottled' },
    },
    expected: {
      member: [ANSWER],
      admin: [line('visibility not shortened', 'RequestThrottled', '')],
      end: 'answered at once',
    },
  },
  connection('`message/send` answers HTTP 502 without JSON', { httpStatus: 502 }, [ANSWER]),
  connection('`message/send` breaks the connection before it acts', { dropConnection: true }, [ANSWER]),
  connection(
    '`message/send` acts, and its answer is lost: the part may come twice',
    { dropAnswer: true },
    TWICE,
  ),
  connection(
    '`message/send` acts, but answers too late: the part may come twice',
    { delayMs: TOO_SLOW_MS },
    TWICE,
  ),
];

/** WeCom does not answer as it should, so that nobody knows whether it acted. */
function connection(fault: string, effect: object, member: readonly string[]): MemberRow {
  return {
    group: 'The connection to WeCom',
    fault,
    injected: { send: { ...effect, count: 1 } },
    expected: {
      member,
      admin: [line('message waits', 'unknown-send', 'WECOM_UNREACHABLE')],
      end: 'answered later',
    },
  };
}

function dynamodb(
  what: string,
  error: string,
  operation: string,
  count: number,
  admin: readonly AdminLine[],
  end: End,
): MemberRow {
  return {
    group: 'AWS',
    fault: `DynamoDB ${what} (\`${error}\`)`,
    injected: { aws: { service: 'dynamodb', operation, count, error } },
    expected: { member: [ANSWER], admin, end },
  };
}
