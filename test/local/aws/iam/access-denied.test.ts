import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ActivityLog } from '../../../../local/activity';
import { Front } from '../../../../local/aws/front';
import { ExecutionRoles } from '../../../../local/aws/iam/execution-roles';
import { SandboxIdentity } from '../../../../local/aws/sandbox-identity';
import { md5 } from '../../../../local/aws/sqs';
import { tinyTemplate } from '../fixture';
import { resolverOf } from './policies';

const resolver = resolverOf();
const KEY = 'arn:aws:kms:ap-southeast-1:123456789012:key/1234';
const QUEUE = resolver.attribute('Messages', 'Arn');
const TABLE = resolver.attribute('Table', 'Arn');

const front = new Front(new ActivityLog());
const clients: { destroy(): void }[] = [];
let settings: ConstructorParameters<typeof SQSClient>[0];

beforeAll(async () => {
  const endpoint = await front.listen();
  const credentials = { accessKeyId: 'Front', secretAccessKey: 'local', sessionToken: 'token' };
  settings = { endpoint, region: resolver.region, credentials };
  for (const name of ['sqs', 'dynamodb', 'secretsmanager', 'logs'] as const)
    front.serve(name, () => ({ MD5OfMessageBody: md5('x') }));
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await front.close();
});

/** From now on the function may do this alone; everything is encrypted with a key of the account. */
function may(...statements: object[]): void {
  const template = tinyTemplate();
  const add = (id: string, properties: object): void => {
    Object.assign(template.Resources[id]?.Properties ?? {}, properties);
  };
  add('FrontRole', { RoleName: 'role', Policies: [{ PolicyDocument: { Statement: statements } }] });
  add('Front', { FunctionName: 'front' });
  add('Messages', { KmsMasterKeyId: KEY });
  add('Credentials', { KmsKeyId: KEY });
  add('Table', { Replicas: [{ Region: resolver.region, SSESpecification: { KMSMasterKeyId: KEY } }] });
  const role = new ExecutionRoles(template, resolverOf(template)).of('Front');
  front.admit(
    'Front',
    new SandboxIdentity(
      'Front',
      'token',
      () => undefined,
      () => undefined,
    ),
    role,
  );
}

const kept = <T extends { destroy(): void }>(client: T): T => {
  clients.push(client);
  return client;
};

const CALLS: Readonly<Record<string, () => Promise<unknown>>> = {
  SQS: () =>
    kept(new SQSClient(settings ?? {})).send(
      new SendMessageCommand({
        QueueUrl: resolver.ref('Messages'),
        MessageBody: 'x',
        MessageGroupId: 'x',
        MessageDeduplicationId: 'x',
      }),
    ),
  DynamoDB: () =>
    kept(new DynamoDBClient(settings ?? {})).send(
      new GetItemCommand({
        TableName: resolver.ref('Table'),
        Key: { pk: { S: 'x' }, sk: { S: 'x' } },
      }),
    ),
  'Secrets Manager': () =>
    kept(new SecretsManagerClient(settings ?? {})).send(new GetSecretValueCommand({ SecretId: 'nowhere' })),
  'CloudWatch Logs': () =>
    kept(new CloudWatchLogsClient(settings ?? {})).send(
      new FilterLogEventsCommand({ logGroupName: 'lines' }),
    ),
};

const WHO = 'User: arn:aws:sts::000000000000:assumed-role/role/front is not authorized to perform:';
const forWantOf = (action: string, resource: string): string =>
  `${WHO} ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;

it.each([
  ['SQS', 'AccessDenied', 403, forWantOf('sqs:sendmessage', QUEUE)],
  ['DynamoDB', 'AccessDeniedException', 400, forWantOf('dynamodb:GetItem', TABLE)],
  ['Secrets Manager', 'AccessDeniedException', 400, forWantOf('secretsmanager:GetSecretValue', 'nowhere')],
  [
    'CloudWatch Logs',
    'AccessDeniedException',
    400,
    forWantOf('logs:FilterLogEvents', 'arn:aws:logs:ap-southeast-1:000000000000:log-group:lines:log-stream:'),
  ],
])('what no policy allows, the client of %s sees as %s', async (service, name, httpStatusCode, message) => {
  may({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' });
  await expect(CALLS[service]?.()).rejects.toMatchObject({
    name,
    message,
    $fault: 'client',
    $metadata: { httpStatusCode, attempts: 1 },
  });
});

it('what a statement denies is denied in other words', async () => {
  may(
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', Action: 'dynamodb:*', Resource: '*' },
  );
  await expect(CALLS['DynamoDB']?.()).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: `${WHO} dynamodb:GetItem on resource: ${TABLE} with an explicit deny in an identity-based policy`,
  });
});

it.each([
  ['SQS', 'KmsAccessDenied', forWantOf('kms:GenerateDataKey', KEY)],
  ['DynamoDB', 'AccessDeniedException', `KMS key access denied error: ${forWantOf('kms:Decrypt', KEY)}`],
])('that the key may not be used, the client of %s sees as %s', async (service, name, message) => {
  may({ Effect: 'Allow', Action: ['sqs:*', 'dynamodb:*'], Resource: '*' });
  await expect(CALLS[service]?.()).rejects.toMatchObject({
    name,
    message,
    $metadata: { httpStatusCode: 400 },
  });
});

it('that the key of a secret may not be used says no more than that', async () => {
  may({ Effect: 'Allow', Action: 'secretsmanager:*', Resource: '*' });
  const client = kept(new SecretsManagerClient(settings ?? {}));
  const read = client.send(new GetSecretValueCommand({ SecretId: resolver.ref('Credentials') }));
  await expect(read).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: 'Access to KMS is not allowed',
  });
});

it('what is allowed is answered', async () => {
  may({ Effect: 'Allow', Action: '*', Resource: '*' });
  await expect(Promise.all(Object.values(CALLS).map((call) => call()))).resolves.toHaveLength(4);
});
