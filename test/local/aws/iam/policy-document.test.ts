import fc from 'fast-check';
import { decide, type AccessRequest } from '../../../../local/aws/iam/policy-document';
import { request, rules } from './policies';

const QUEUE = request().resource;
const send = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE };

it.each<[string, object[], Partial<AccessRequest>, 'allowed' | 'denied' | 'denied by a statement']>([
  ['nothing allows it', [{ ...send, Action: 'sqs:ReceiveMessage' }], {}, 'denied'],
  ['it is allowed', [send], {}, 'allowed'],
  ['an action is spelled in another case', [{ ...send, Action: 'SQS:sendmessage' }], {}, 'allowed'],
  ['an action has wildcards', [{ ...send, Action: 'sqs:?end*' }], {}, 'allowed'],
  ['all actions', [{ ...send, Action: '*' }], {}, 'allowed'],
  ['one of several actions', [{ ...send, Action: ['sqs:ReceiveMessage', 'sqs:SendMessage'] }], {}, 'allowed'],
  ['an action begins with an allowed one', [{ ...send, Action: 'sqs:Send' }], {}, 'denied'],
  ['one of several resources', [{ ...send, Resource: [`${QUEUE}x`, QUEUE] }], {}, 'allowed'],
  ['another resource', [{ ...send, Resource: `${QUEUE}x` }], {}, 'denied'],
  [
    'a resource of the template',
    [{ ...send, Resource: { 'Fn::GetAtt': ['Messages', 'Arn'] } }],
    {},
    'denied',
  ],
  ['any resource', [{ ...send, Resource: '*' }], {}, 'allowed'],
  ['a deny beside it', [send, { ...send, Effect: 'Deny', Action: 'sqs:*' }], {}, 'denied by a statement'],
  ['a deny of something else', [send, { ...send, Effect: 'Deny', Action: 'sqs:Receive*' }], {}, 'allowed'],
  [
    'a condition that does not hold',
    [{ ...send, Condition: { Bool: { 'aws:ViaAWSService': 'true' } } }],
    { context: { 'aws:ViaAWSService': ['false'] } },
    'denied',
  ],
  [
    'a deny whose condition does not hold',
    [send, { ...send, Effect: 'Deny', Condition: { Bool: { 'aws:ViaAWSService': 'true' } } }],
    { context: { 'aws:ViaAWSService': ['false'] } },
    'allowed',
  ],
])('%s', (_, statements, given, expected) => {
  const { isAllowed, isExplicit } = decide(rules(...statements), request(given));
  expect(isAllowed ? 'allowed' : `denied${isExplicit ? ' by a statement' : ''}`).toBe(expected);
});

const someStatement = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  Action: fc.subarray(['sqs:SendMessage', 'sqs:Send*', 'sqs:ReceiveMessage', 'dynamodb:*'], { minLength: 1 }),
  Resource: fc.subarray(['*', QUEUE, `${QUEUE}x`, 'arn:aws:dynamodb:*:*:*'], { minLength: 1 }),
});

it('a deny wins, and without one an allow, whatever the order', () => {
  fc.assert(
    fc.property(fc.array(someStatement, { maxLength: 5 }), fc.integer(), (statements, seed) => {
      const decision = decide(rules(...statements, send), request());
      const turned = statements.slice(seed % 5).concat(statements.slice(0, seed % 5));
      expect(decide(rules(send, ...turned), request()).isAllowed).toBe(decision.isAllowed);
      const denies = statements.filter(
        ({ Effect, Action, Resource }) =>
          Effect === 'Deny' &&
          Action.some((action) => action.startsWith('sqs:Send')) &&
          Resource.some((resource) => resource === '*' || resource === QUEUE),
      );
      expect(decision.isExplicit).toBe(denies.length > 0);
      expect(decision.isAllowed).toBe(denies.length === 0);
    }),
  );
});

it('one rule for each action on each resource', () => {
  const Resource = [{ 'Fn::GetAtt': ['Messages', 'Arn'] }, { Ref: 'Credentials' }, '*'];
  const made = rules({ ...send, Action: ['sqs:SendMessage', 'sqs:*'], Resource });
  expect(made.map(({ action, resourceName }) => `${action} on ${resourceName}`)).toEqual([
    'sqs:SendMessage on Messages',
    'sqs:SendMessage on Credentials',
    'sqs:SendMessage on *',
    'sqs:* on Messages',
    'sqs:* on Credentials',
    'sqs:* on *',
  ]);
  expect(made[0]?.resource).toMatch(/^arn:aws:sqs:ap-southeast-1:000000000000:Tiny-Messages-/);
});

it.each([
  [{ ...send, NotAction: 'sqs:*' }, 'P has the element NotAction'],
  [{ ...send, NotResource: '*' }, 'P has the element NotResource'],
  [{ ...send, Principal: '*' }, 'P has the element Principal'],
  [{ ...send, Effect: 'Maybe' }, 'P has no Effect'],
  [{ Effect: 'Allow', Resource: '*' }, 'a statement without Action'],
  [{ Effect: 'Allow', Action: 'sqs:*' }, 'a statement without Resource'],
  [{ ...send, Action: 'SendMessage' }, 'the action "SendMessage", which is none'],
  [{ ...send, Resource: 'queue' }, 'the resource queue, which is no ARN'],
  [{ ...send, Resource: 'arn:aws:sqs:*:*:${aws:username}' }, 'a policy variable'],
  [{ ...send, Resource: { 'Fn::If': ['x', 'y', 'z'] } }, 'does not know Fn::If'],
  [{ ...send, Condition: { Null: { 'kms:ViaService': 'true' } } }, 'the condition operator Null'],
])('refuses %j', (statement, reason) => {
  expect(() => rules(statement)).toThrow(reason);
});
