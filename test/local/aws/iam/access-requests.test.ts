import { AccessRequests } from '../../../../local/aws/iam/access-requests';
import { CALLS_OF_LAMBDA, OPERATIONS, type AuthorizedCall } from '../../../../local/aws/operations';
import type { Input } from '../../../../local/aws/service';
import type { CloudFormationTemplate } from '../../../../local/aws/template';
import { tinyTemplate } from '../fixture';
import { resolverOf } from './policies';

const R = 'ap-southeast-1:000000000000';
const HASH = '\\w{12}';

function callOf(action: string): AuthorizedCall {
  const found = [...OPERATIONS.values(), ...Object.values(CALLS_OF_LAMBDA)].find(
    (each) => each.action === action,
  );
  if (found === undefined) throw new Error(`There is no ${action}.`);
  return found;
}

function asked(action: string, input: Input, template = tinyTemplate()) {
  return new AccessRequests(template, resolverOf(template)).of(callOf(action), input);
}

const resolver = resolverOf();
const table = resolver.ref('Table');
const secret = resolver.ref('Credentials');

it.each<[string, Input, RegExp | string]>([
  [
    'sqs:SendMessage',
    { QueueUrl: resolver.ref('Messages') },
    new RegExp(`^arn:aws:sqs:${R}:Tiny-Messages-${HASH}.fifo$`),
  ],
  ['sqs:SendMessage', { QueueUrl: 'http://127.0.0.1:1/000000000000/nowhere' }, `arn:aws:sqs:${R}:nowhere`],
  ['sqs:SendMessage', {}, `arn:aws:sqs:${R}:`],
  ['secretsmanager:GetSecretValue', { SecretId: secret }, secret],
  ['secretsmanager:GetSecretValue', { SecretId: resolver.attribute('Credentials', 'Name') }, secret],
  ['secretsmanager:GetSecretValue', { SecretId: 'nowhere' }, 'nowhere'],
  ['dynamodb:GetItem', { TableName: table, Key: { pk: { S: 'x' } } }, `arn:aws:dynamodb:${R}:table/${table}`],
  ['dynamodb:GetItem', { TableName: 'nowhere' }, `arn:aws:dynamodb:${R}:table/nowhere`],
  ['logs:FilterLogEvents', { logGroupName: 'lines' }, `arn:aws:logs:${R}:log-group:lines:log-stream:`],
  ['logs:StartQuery', { logGroupName: 'lines' }, `arn:aws:logs:${R}:log-group:lines:log-stream:`],
  [
    'logs:PutLogEvents',
    { logGroupName: 'lines', logStreamName: 'one' },
    `arn:aws:logs:${R}:log-group:lines:log-stream:one`,
  ],
])('%s of %j is about %s', (action, input, resource) => {
  const [first, ...others] = asked(action, input);
  expect(others).toEqual([]);
  expect(first?.action).toBe(action);
  expect(first?.resource).toMatch(resource);
});

it.each<[string, Input, string]>([
  ['dynamodb:GetItem', { Key: { pk: { S: 'A#1' }, sk: { S: 'x' } } }, 'A#1'],
  ['dynamodb:UpdateItem', { Key: { sk: { S: 'x' }, pk: { S: 'A#1' } } }, 'A#1'],
  ['dynamodb:DeleteItem', { Key: { pk: { N: '12' } } }, '12'],
  ['dynamodb:PutItem', { Item: { pk: { B: 'QQ==' }, other: { S: 'B#1' } } }, 'QQ=='],
  [
    'dynamodb:Query',
    {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :p)',
      ExpressionAttributeValues: { ':pk': { S: 'A#1' }, ':p': { S: 'B#1' } },
    },
    'A#1',
  ],
  [
    'dynamodb:Query',
    {
      KeyConditionExpression: '(#s >= :s) AND (#p=:p)',
      ExpressionAttributeNames: { '#p': 'pk', '#s': 'sk' },
      ExpressionAttributeValues: { ':p': { S: 'A#1' }, ':s': { S: 'B#1' } },
    },
    'A#1',
  ],
  [
    'dynamodb:Query',
    {
      KeyConditionExpression: '#pk = :pk and pk = :p',
      ExpressionAttributeNames: { '#pk': 'sk' },
      ExpressionAttributeValues: { ':pk': { S: 'B#1' }, ':p': { S: 'A#1' } },
    },
    'A#1',
  ],
])('%s of %j is about the partition %s', (action, input, key) => {
  const [first] = asked(action, { TableName: table, ...input });
  expect(first?.context['dynamodb:LeadingKeys']).toEqual([key]);
});

it.each<[string, Input]>([
  ['dynamodb:GetItem', {}],
  ['dynamodb:PutItem', { Item: { sk: { S: 'x' } } }],
  ['dynamodb:Query', { KeyConditionExpression: 'apk = :a', ExpressionAttributeValues: { ':a': { S: 'x' } } }],
  ['dynamodb:Query', { KeyConditionExpression: 'pk >= :a', ExpressionAttributeValues: { ':a': { S: 'x' } } }],
  ['dynamodb:Query', { KeyConditionExpression: 'pk = :a' }],
])('%s of %j does not say its partition, and is refused', (action, input) => {
  expect(() => asked(action, { TableName: table, ...input })).toThrow('The local stack finds no pk in the');
});

describe('with a key of the account', () => {
  function encrypted(named: object | string = { 'Fn::GetAtt': ['Key', 'Arn'] }): CloudFormationTemplate {
    const template = tinyTemplate();
    const add = (id: string, properties: object): void => {
      Object.assign(template.Resources[id]?.Properties ?? {}, properties);
    };
    template.Resources['Key'] = { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: {} } };
    add('Messages', { KmsMasterKeyId: named });
    add('Credentials', { KmsKeyId: named });
    add('Table', {
      Replicas: [
        { Region: 'eu-west-1', SSESpecification: { KMSMasterKeyId: 'elsewhere' } },
        { Region: { Ref: 'AWS::Region' }, SSESpecification: { KMSMasterKeyId: named } },
      ],
    });
    return template;
  }

  const ofItem = { TableName: table, Key: { pk: { S: 'x' } }, Item: { pk: { S: 'x' } } };
  const inQueue = { QueueUrl: resolver.ref('Messages') };
  it.each<[string, Input, string[]]>([
    ['sqs:SendMessage', inQueue, ['kms:GenerateDataKey', 'kms:Decrypt']],
    ['sqs:ReceiveMessage', inQueue, ['kms:Decrypt']],
    ['sqs:DeleteMessage', inQueue, []],
    ['sqs:ChangeMessageVisibility', inQueue, []],
    ['sqs:GetQueueAttributes', inQueue, []],
    ['sqs:SendMessage', { QueueUrl: resolver.ref('Given') }, []],
    ['secretsmanager:GetSecretValue', { SecretId: secret }, ['kms:Decrypt']],
    ['secretsmanager:PutSecretValue', { SecretId: secret }, ['kms:GenerateDataKey']],
    ['dynamodb:GetItem', ofItem, ['kms:Decrypt']],
    ['dynamodb:PutItem', ofItem, ['kms:Decrypt']],
  ])('%s of %j also takes %j, by way of the service', (action, input, keyActions) => {
    const template = encrypted();
    const [own, ...ofKey] = asked(action, input, template);
    const [service = ''] = action.split(':');
    expect(own?.context['aws:ViaAWSService']).toEqual(['false']);
    expect(ofKey).toEqual(
      keyActions.map((keyAction) => ({
        action: keyAction,
        resource: resolverOf(template).attribute('Key', 'Arn'),
        context: {
          'kms:ViaService': [`${service}.ap-southeast-1.amazonaws.com`],
          'aws:ViaAWSService': ['true'],
        },
      })),
    );
  });

  it.each<[object | string, string[]]>([
    [{ Ref: 'Key' }, [resolverOf(encrypted()).attribute('Key', 'Arn')]],
    [
      'arn:aws:kms:ap-southeast-1:123456789012:key/1234',
      ['arn:aws:kms:ap-southeast-1:123456789012:key/1234'],
    ],
    ['alias/aws/sqs', []],
  ])('named as %j it is %j', (named, keys) => {
    const asks = asked('sqs:ReceiveMessage', inQueue, encrypted(named)).slice(1);
    expect(asks.map(({ resource }) => resource)).toEqual(keys);
  });

  it('refuses a name that says no ARN', () => {
    expect(() => asked('sqs:ReceiveMessage', inQueue, encrypted('alias/mine'))).toThrow(
      'Messages is encrypted with alias/mine, of which the ARN is not known',
    );
  });
});

it('every operation takes the action of its own name, but for Invoke', () => {
  for (const { service, name, action } of OPERATIONS.values())
    expect(action).toBe(name === 'Invoke' ? 'lambda:InvokeFunction' : `${service}:${name}`);
});
