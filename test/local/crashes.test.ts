import { Crashes, readCrashes, type Crash, type Crashable } from '../../local/crashes';
import type { FunctionCall, Invocation } from '../../local/function-call';
import { RecordedCalls } from '../../local/recorded-calls';

const crashable: Crashable = {
  functions: ['WorkerFunction', 'CallbackFunction', 'RecoveryFunction'],
  operations: { dynamodb: ['GetItem', 'UpdateItem'], wecom: ['message/send'] },
};

const update: Crash = {
  function: 'WorkerFunction',
  service: 'dynamodb',
  operation: 'UpdateItem',
  nth: 1,
  when: 'before',
};

function invocationFor(event: object, name = 'WorkerFunction'): Invocation {
  return { function: name, event: JSON.stringify(event).toLowerCase() };
}

function callDuring(invocation: Invocation, operation = 'UpdateItem', service = 'dynamodb'): FunctionCall {
  return { invocation, service, operation };
}

describe('crashes', () => {
  const ann = invocationFor({ member: 'Ann', text: '第一问' });
  const bob = invocationFor({ member: 'bob' });

  it('happen once, at the nth call of the operation, over all invocations of the function', () => {
    const crashes = new Crashes();
    crashes.replace([
      { ...update, nth: 2, when: 'after' },
      { ...update, nth: 4 },
    ]);
    const anotherFunction = invocationFor({ member: 'Ann' }, 'CallbackFunction');
    const taken = [
      callDuring(ann),
      callDuring(ann, 'GetItem'),
      callDuring(anotherFunction),
      callDuring(ann),
      callDuring(bob),
      callDuring(ann),
      callDuring(ann),
    ].map((call) => crashes.take(call));
    expect(taken).toEqual([undefined, undefined, undefined, 'after', undefined, 'before', undefined]);
    expect(crashes.list()).toEqual([
      { ...update, nth: 2, when: 'after', fired: true },
      { ...update, nth: 4, fired: true },
    ]);
  });

  it('count only the calls of invocations that concern the member and the message, whatever the case', () => {
    const crashes = new Crashes();
    crashes.replace([
      { ...update, member: 'ANN', nth: 2 },
      { ...update, member: 'ann', message: '第二问' },
    ]);
    const second = invocationFor({ member: 'ann', text: '第二问' });
    expect([bob, ann, bob, second].map((each) => crashes.take(callDuring(each)))).toEqual([
      undefined,
      undefined,
      undefined,
      'before',
    ]);
  });

  it('are replaced for each member named; an empty list removes all', () => {
    const crashes = new Crashes();
    crashes.replace([{ ...update, member: 'ann' }, update]);
    crashes.replace([{ ...update, member: 'bob', nth: 2 }]);
    crashes.replace([{ ...update, member: 'ANN', nth: 3 }]);
    expect(crashes.list().map(({ member, nth }) => [member, nth])).toEqual([
      [undefined, 1],
      ['bob', 2],
      ['ANN', 3],
    ]);
    crashes.replace([]);
    expect(crashes.list()).toEqual([]);
  });

  it.each([
    [{}, /Send a list/],
    [['x'], /A crash must be a JSON object/],
    [[{ ...update, function: 'doctor' }], /"function" must mean one of: WorkerFunction, CallbackFunction/],
    [[{ ...update, function: 'function' }], /"function" must mean one of/],
    [[{ ...update, function: 7 }], /"function" must mean one of/],
    [[{ ...update, service: 's3' }], /"service" must be one of: dynamodb, wecom/],
    [[{ ...update, operation: 'Scan' }], /"operation" must be one of: GetItem, UpdateItem/],
    [[{ ...update, operation: 'message/send' }], /"operation" must be one of/],
    [[{ ...update, nth: 0 }], /"nth" must be a whole number from 1/],
    [[{ ...update, when: 'during' }], /"when" must be one of: before, after/],
    [[{ ...update, member: '' }], /"member" must be a text/],
    [[{ ...update, message: 1 }], /"message" must be a text/],
    [[{ ...update, chance: 0.5 }], /A crash has no "chance", only: function/],
    [[update, { ...update, when: 'after' }], /at the same call/],
  ])('are refused with the reason where they can not be: %j', (body, reason) => {
    expect(() => readCrashes(body, crashable)).toThrow(reason);
  });

  it('take a part of a name for the function that alone has it', () => {
    const [crash] = readCrashes([{ ...update, function: 'worker', member: 'ann' }], crashable);
    expect(crash).toEqual({ ...update, member: 'ann' });
  });
});

describe('recorded calls', () => {
  it('are told in order, numbered within what was asked for', () => {
    const calls = new RecordedCalls();
    const worker = (member: string) => invocationFor({ member });
    const [first, others, second] = [worker('ann'), worker('bob'), worker('Ann')];
    for (const invocation of [first, others, first, second]) calls.add(callDuring(invocation));
    calls.add(callDuring(second, 'message/send', 'wecom'));
    const told = (invocation: number, nth: number, operation = 'UpdateItem', service = 'dynamodb') => ({
      function: 'WorkerFunction',
      invocation,
      service,
      operation,
      nth,
    });
    expect(calls.of({ member: 'ann' })).toEqual([
      told(1, 1),
      told(1, 2),
      told(2, 3),
      told(2, 1, 'message/send', 'wecom'),
    ]);
    expect(calls.of({ member: 'bob' })).toEqual([told(1, 1)]);
    expect(calls.of({})).toHaveLength(5);
    expect(calls.of({ member: 'eve' })).toEqual([]);
  });

  it('are bounded', () => {
    const calls = new RecordedCalls();
    const invocation = invocationFor({});
    for (let n = 0; n < 6000; n++) calls.add(callDuring(invocation));
    expect(calls.of({})).toHaveLength(5000);
  });
});
