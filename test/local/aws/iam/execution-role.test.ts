import { ExecutionRoles } from '../../../../local/aws/iam/execution-roles';
import type { ExecutionRole, Grant, Withholds } from '../../../../local/aws/iam/execution-role';
import { CALLS_OF_LAMBDA, OPERATIONS, type Operation } from '../../../../local/aws/operations';
import type { CloudFormationTemplate } from '../../../../local/aws/template';
import { invocationOf } from '../../../../local/function-call';
import { tinyTemplate } from '../fixture';
import { resolverOf } from './policies';

const SEND = operation('AmazonSQS.SendMessage');
const UPDATE = operation('DynamoDB_20120810.UpdateItem');

function operation(target: string): Operation {
  const found = OPERATIONS.get(target);
  if (found === undefined) throw new Error(`There is no ${target}.`);
  return found;
}

function front(statements: object[], withholds?: Withholds): { role: ExecutionRole; roles: ExecutionRoles } {
  const template: CloudFormationTemplate = tinyTemplate();
  template.Resources['FrontRole'] = {
    Type: 'AWS::IAM::Role',
    Properties: { Policies: [{ PolicyDocument: { Statement: statements } }] },
  };
  const roles = new ExecutionRoles(template, resolverOf(template), withholds);
  return { role: roles.of('Front'), roles };
}

const resolver = resolverOf();
const queue = { QueueUrl: resolver.ref('Messages') };
const item = (pk: string) => ({ TableName: resolver.ref('Table'), Key: { pk: { S: pk }, sk: { S: 'x' } } });
const send = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['Messages', 'Arn'] } };
const allOfSqs = { Effect: 'Allow', Action: 'sqs:*', Resource: '*' };

it('allows what the policies allow, and counts by which grant alone', () => {
  const { role, roles } = front([send, { ...allOfSqs, Action: 'sqs:Receive*' }]);
  role.authorize(SEND, queue);
  role.authorize(SEND, queue);
  expect(() => role.authorize(UPDATE, item('x'))).toThrow('not authorized to perform: dynamodb:UpdateItem');
  expect(roles.grants()).toEqual([
    { function: 'Front', action: 'sqs:SendMessage', resource: 'Messages', used: 2, missed: 0 },
    { function: 'Front', action: 'sqs:Receive*', resource: '*', used: 0, missed: 0 },
  ]);
});

it('what two grants allow needs neither of them', () => {
  const { role, roles } = front([send, allOfSqs]);
  role.authorize(SEND, queue);
  expect(roles.grants().map(({ used }) => used)).toEqual([0, 0]);
});

it('allows items of the partitions that a condition names, and no others', () => {
  const { role, roles } = front([
    {
      Effect: 'Allow',
      Action: 'dynamodb:UpdateItem',
      Resource: { 'Fn::GetAtt': ['Table', 'Arn'] },
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['STATUS#*', 'TOKEN#*'] } },
    },
  ]);
  role.authorize(UPDATE, item('TOKEN#app'));
  expect(() => role.authorize(UPDATE, item('MEMBER#app'))).toThrow('dynamodb:UpdateItem');
  expect(roles.grants()).toMatchObject([
    { condition: 'ForAllValues:StringLike dynamodb:LeadingKeys STATUS#* or TOKEN#*', used: 1, missed: 0 },
  ]);
});

describe('with a grant withheld', () => {
  const isSend = ({ action }: Grant): boolean => action === 'sqs:SendMessage';

  it('denies for want of it, and says so', () => {
    const { role, roles } = front([send, { ...allOfSqs, Action: 'sqs:Receive*' }], isSend);
    expect(() => role.authorize(SEND, queue)).toThrow('because no identity-based policy allows');
    role.authorize(CALLS_OF_LAMBDA.receiveMessage, queue);
    expect(roles.grants().map(({ used, missed }) => [used, missed])).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  it('allows what another grant allows, which is then needed', () => {
    const { role, roles } = front([send, allOfSqs], isSend);
    role.authorize(SEND, queue);
    expect(roles.grants().map(({ used, missed }) => [used, missed])).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });

  it('denies what a statement denies, which is for want of nothing', () => {
    const { role, roles } = front([send, { ...allOfSqs, Effect: 'Deny' }], isSend);
    expect(() => role.authorize(SEND, queue)).toThrow('with an explicit deny in an identity-based policy');
    expect(roles.grants()).toMatchObject([{ action: 'sqs:SendMessage', used: 0, missed: 0 }]);
  });

  it('is asked with the invocation that makes the call', () => {
    const seen: unknown[] = [];
    const { role } = front([send], (_, invocation) => seen.push(invocation) > 1);
    const invocation = invocationOf('Front', { member: 'Ann' });
    role.authorize(SEND, queue, invocation);
    expect(() => role.authorize(SEND, queue)).toThrow('not authorized');
    expect(seen).toEqual([{ function: 'Front', event: '{"member":"ann"}' }, undefined]);
  });
});
