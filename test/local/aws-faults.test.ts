import { AwsFaults, readAwsFaults } from '../../local/aws-faults';
import type { FunctionCall } from '../../local/function-call';

const crashable = {
  functions: ['WorkerFunction', 'CallbackFunction'],
  operations: {
    dynamodb: ['GetItem', 'UpdateItem'],
    sqs: ['SendMessage'],
    secretsmanager: ['GetSecretValue'],
  },
};
const throttled = {
  service: 'dynamodb',
  operation: 'UpdateItem',
  error: 'ProvisionedThroughputExceededException',
};

const callFor = (member: string, more: Partial<FunctionCall> = {}): FunctionCall => ({
  invocation: { function: 'WorkerFunction', event: JSON.stringify({ member }).toLowerCase() },
  service: 'dynamodb',
  operation: 'UpdateItem',
  ...more,
});

/** What each call meets, in order. */
function met(faults: AwsFaults, ...calls: FunctionCall[]): (string | undefined)[] {
  return calls.map((call) => {
    try {
      faults.strike(call);
      return undefined;
    } catch (error) {
      return (error as { code: string }).code;
    }
  });
}

describe('faults of AWS', () => {
  const CODE = 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException';

  it('meet the calls that they name, so often', () => {
    const faults = new AwsFaults();
    faults.replace(readAwsFaults([{ ...throttled, function: 'worker', member: 'Ann', count: 2 }], crashable));
    const ann = callFor('ann');
    const others = [
      callFor('bob'),
      callFor('ann', { operation: 'GetItem' }),
      callFor('ann', { service: 'sqs' }),
      callFor('ann', { invocation: { ...ann.invocation, function: 'CallbackFunction' } }),
    ];
    expect(met(faults, ...others, ann, ann, ann)).toEqual([
      ...others.map(() => undefined),
      CODE,
      CODE,
      undefined,
    ]);
  });

  it('without a count last until they are replaced, for each member named; an empty list removes all', () => {
    const faults = new AwsFaults();
    faults.replace([
      { service: 'dynamodb', error: 'down' },
      { ...throttled, member: 'ann' },
    ]);
    faults.replace([{ ...throttled, member: 'ANN', error: 'InternalServerError' }]);
    expect(met(faults, callFor('bob'), callFor('bob', { operation: 'GetItem' }))).toEqual([
      'NO_ANSWER',
      'NO_ANSWER',
    ]);
    faults.replace([]);
    expect(met(faults, callFor('ann'), callFor('bob'))).toEqual([undefined, undefined]);
  });

  it.each([
    ['dynamodb', 'ThrottlingException', 400],
    ['dynamodb', 'InternalServerError', 500],
    ['secretsmanager', 'ThrottlingException', 400],
    ['secretsmanager', 'InternalServiceError', 500],
    ['sqs', 'RequestThrottled', 400],
    ['sqs', 'InternalFailure', 500],
  ])("are the service's own: %s, %s with HTTP %d", (service, error, status) => {
    const faults = new AwsFaults();
    faults.replace([{ service, error }]);
    const code = expect.stringMatching(new RegExp(`(^|#)${error}$`)) as string;
    expect(() => faults.strike(callFor('ann', { service }))).toThrow(
      expect.objectContaining({ code, status }) as Error,
    );
  });

  it.each([
    [{}, /Send a list/],
    [[{ ...throttled, service: 's3' }], /"service" must be one of: dynamodb, secretsmanager, logs, sqs/],
    [[{ ...throttled, operation: 'Scan' }], /"operation" must be one of: GetItem, UpdateItem/],
    [[{ ...throttled, error: 'RequestThrottled' }], /"error" must be one of: .*, down/],
    [[{ ...throttled, count: 0 }], /"count" must be a whole number from 1/],
    [[{ ...throttled, function: 'doctor' }], /"function" must mean one of/],
    [[{ ...throttled, nth: 1 }], /A fault has no "nth", only: function/],
  ])('are refused with the reason where they can not be: %j', (body, reason) => {
    expect(() => readAwsFaults(body, crashable)).toThrow(reason);
  });
});
