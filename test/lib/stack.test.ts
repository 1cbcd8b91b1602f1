import { Match, Template } from 'aws-cdk-lib/assertions';
import { stackOf, templateOf } from '../support/synthesised';
import { grantsIn, resourcesIn, type Resource } from '../support/template';

const template = templateOf();
const resources = (type: string) => resourcesIn(template, type);

describe('secrets', () => {
  const secretsOf = (of: Template) =>
    resourcesIn(of, 'AWS::SecretsManager::Secret').map(([id, { Properties, ...policies }]) => {
      const { Tags, ...pinned } = Properties;
      expect(Tags).toBeDefined();
      return [id, { ...policies, Properties: pinned }];
    });

  // CloudFormation makes a new version, over the operator's, when what a secret begins with changes: never change it.
  it('have the properties of every release, whatever the configuration', () => {
    const pinned = secretsOf(template);
    expect(pinned).toMatchSnapshot();
    const other = templateOf({
      region: 'eu-west-1',
      language: 'en',
      apps: { finance: { model: 'm', persona: 'p', default: true }, legal: { model: 'm', persona: 'p' } },
    });
    expect(secretsOf(other)).toEqual(pinned);
  });
});

it('credentials and the trusted address outlive the stack, but not a first deployment that fails', () => {
  const kept = ['AWS::SecretsManager::Secret', 'AWS::EC2::EIP'].flatMap(resources);
  expect(kept).toHaveLength(5);
  for (const [, resource] of kept) {
    expect(resource).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  }
});

it('the table outlives the stack, and also a first deployment that fails, which could not delete it', () => {
  const [[, table]] = resources('AWS::DynamoDB::GlobalTable') as [[string, Resource]];
  expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  expect(JSON.stringify(table)).toContain('"DeletionProtectionEnabled":true');
});

it('what outlives the stack has no name of its own, so that the stack can be made again beside it', () => {
  const named = ['SecretName', 'Name', 'TableName'];
  for (const [, { Properties }] of ['AWS::SecretsManager::Secret', 'AWS::DynamoDB::GlobalTable'].flatMap(
    resources,
  )) {
    expect(Object.keys(Properties)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(named.join('|'))]),
    );
  }
});

describe('the way out', () => {
  it('is one NAT gateway with the Elastic IP that is the output', () => {
    const [[address]] = resources('AWS::EC2::EIP') as [[string, Resource]];
    template.resourceCountIs('AWS::EC2::EIP', 1);
    template.resourceCountIs('AWS::EC2::NatGateway', 1);
    template.hasResourceProperties('AWS::EC2::NatGateway', {
      AllocationId: { 'Fn::GetAtt': [address, 'AllocationId'] },
    });
    template.hasOutput('Step5TrustedIp', { Value: { Ref: address } });
  });

  it('is for HTTPS alone', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupEgress: [Match.objectLike({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443 })],
    });
  });

  it('does not carry DynamoDB, whose endpoint costs nothing', () => {
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' });
  });
});

describe('the queue', () => {
  it('keeps order for each member and messages for 14 days, and has a dead-letter queue that does too', () => {
    const [[deadLetters], [messages, queue]] = resources('AWS::SQS::Queue') as [[string], [string, Resource]];
    template.allResourcesProperties('AWS::SQS::Queue', {
      FifoQueue: true,
      MessageRetentionPeriod: 14 * 86_400,
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
      SqsManagedSseEnabled: true,
    });
    expect(queue.Properties['RedrivePolicy']).toMatchObject({
      deadLetterTargetArn: { 'Fn::GetAtt': [deadLetters, 'Arn'] },
    });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [messages, 'Arn'] },
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 5 },
    });
  });

  it('takes requests over TLS alone', () => {
    template.allResourcesProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ],
      },
    });
  });

  it.each([undefined, 'test'])('keeps a message away for longer than a worker works (stage %s)', (stage) => {
    const staged = Template.fromStack(stackOf(undefined, { stage }).stack);
    const propertiesOf = (type: string) =>
      Object.values(staged.findResources(type) as Record<string, Resource>).map(
        ({ Properties }) => Properties,
      );
    const timeouts = propertiesOf('AWS::Lambda::EventSourceMapping').map(({ FunctionName }) => {
      const { Ref: worker } = FunctionName as { Ref: string };
      return Number(
        (staged.findResources('AWS::Lambda::Function')[worker] as Resource).Properties['Timeout'],
      );
    });
    const visibility = propertiesOf('AWS::SQS::Queue').map((properties) =>
      Number(properties['VisibilityTimeout'] ?? 0),
    );
    expect(Math.max(...visibility)).toBeGreaterThan(Math.max(...timeouts));
  });
});

describe('functions', () => {
  const functions = resources('AWS::Lambda::Function');

  it('run on Node.js 24 and log to groups that forget', () => {
    expect(functions).toHaveLength(5);
    template.allResourcesProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      LoggingConfig: { LogGroup: Match.anyValue() },
    });
    const groups = resources('AWS::Logs::LogGroup').filter(([id]) => !id.startsWith('AuditTrail'));
    expect(groups.map(([, { Properties }]) => Properties['RetentionInDays'])).toEqual(groups.map(() => 30));
  });

  it('get names of resources by their environment, never a value from a secret', () => {
    const variables = functions.map(([, { Properties }]) => Properties['Environment']);
    const aName = { Ref: expect.anything() as string };
    const figures = { METRICS_NAMESPACE: 'WecomGpt' };
    const common = { ...figures, BOT_TABLE_NAME: aName };
    expect(variables).toEqual([
      { Variables: { ...common, CALLBACK_SECRET_ARN: aName, MESSAGE_QUEUE_URL: aName } },
      {
        Variables: {
          ...common,
          WECOM_SECRET_ARN: aName,
          MODEL_SECRET_ARN: aName,
          MESSAGE_QUEUE_URL: aName,
          DEAD_LETTER_QUEUE_URL: aName,
          AUDIT_LOG_NAME: aName,
        },
      },
      { Variables: { ...common, WECOM_SECRET_ARN: aName, AUDIT_LOG_NAME: aName } },
      {
        Variables: {
          ...common,
          CALLBACK_SECRET_ARN: aName,
          WECOM_SECRET_ARN: aName,
          MODEL_SECRET_ARN: aName,
          ROBOT_SECRET_ARN: aName,
          MESSAGE_QUEUE_URL: aName,
          DEAD_LETTER_QUEUE_URL: aName,
          TRUSTED_IPS: aName,
        },
      },
      { Variables: { ...figures, ROBOT_SECRET_ARN: aName, TRUSTED_IPS: aName } },
    ]);
    expect(JSON.stringify(template.toJSON())).not.toContain('resolve:secretsmanager');
  });

  it('may do what they do, on their own resources, and nothing else', () => {
    const inVpc = [
      'ec2:AssignPrivateIpAddresses on "*"',
      'ec2:CreateNetworkInterface on "*"',
      'ec2:DeleteNetworkInterface on "*"',
      'ec2:DescribeNetworkInterfaces on "*"',
      'ec2:DescribeSubnets on "*"',
      'ec2:UnassignPrivateIpAddresses on "*"',
    ];
    const logs = (...names: string[]) =>
      ['CreateLogStream', 'PutLogEvents'].flatMap((action) =>
        names.map((name) => `logs:${action} on ${name}`),
      );
    expect(grantsIn(template)).toEqual({
      CallbackEndpointCallback: [
        'dynamodb:GetItem on BotTable, of STATUS#* alone',
        ...logs('CallbackEndpointCallbackLogs'),
        'secretsmanager:GetSecretValue on CredentialsCallback',
        'sqs:SendMessage on MessageQueueMessages',
      ],
      Doctor: [
        'dynamodb:GetItem on BotTable, of STATUS#* or TOKEN#* alone',
        ...inVpc,
        'lambda:GetAccountSettings on "*"',
        ...logs('DoctorLogs'),
        'secretsmanager:GetSecretValue on CredentialsCallback',
        'secretsmanager:GetSecretValue on CredentialsModel',
        'secretsmanager:GetSecretValue on CredentialsRobot',
        'secretsmanager:GetSecretValue on CredentialsWecom',
        'sqs:GetQueueAttributes on MessageQueueDeadLetters',
        'sqs:GetQueueAttributes on MessageQueueMessages',
      ],
      Notifier: [...logs('NotifierLogs'), 'secretsmanager:GetSecretValue on CredentialsRobot'],
      Recovery: [
        'dynamodb:DeleteItem on BotTable, of AUDIT#* alone',
        'dynamodb:GetItem on BotTable, of STATUS#* or TOKEN#* alone',
        'dynamodb:PutItem on BotTable, of AUDIT#* alone',
        'dynamodb:Query on BotTable, of AUDIT#* or SPENT#* alone',
        'dynamodb:UpdateItem on BotTable, of STATUS#* or TOKEN#* alone',
        ...inVpc,
        ...logs('AuditTrailLog', 'RecoveryLogs'),
        'secretsmanager:GetSecretValue on CredentialsWecom',
      ],
      Worker: [
        'dynamodb:DeleteItem on BotTable, of AUDIT#* or MEMBER#* or MESSAGE#* alone',
        'dynamodb:GetItem on BotTable',
        'dynamodb:PutItem on BotTable',
        'dynamodb:Query on BotTable',
        'dynamodb:UpdateItem on BotTable',
        ...inVpc,
        ...logs('AuditTrailLog', 'WorkerLogs'),
        'secretsmanager:GetSecretValue on CredentialsModel',
        'secretsmanager:GetSecretValue on CredentialsWecom',
        'sqs:ChangeMessageVisibility on MessageQueueMessages',
        'sqs:DeleteMessage on MessageQueueMessages',
        'sqs:GetQueueAttributes on MessageQueueDeadLetters',
        'sqs:GetQueueAttributes on MessageQueueMessages',
        'sqs:ReceiveMessage on MessageQueueMessages',
        'sqs:SendMessage on MessageQueueDeadLetters',
      ],
    });
  });

  it('have a role of their own, to which no policy of AWS is attached', () => {
    const roles = functions.map(([, { Properties }]) => JSON.stringify(Properties['Role']));
    expect(new Set(roles).size).toBe(functions.length);
    expect(JSON.stringify(resources('AWS::IAM::Role'))).not.toContain('ManagedPolicyArns');
  });
});

it('the recovery runs every minute, at most once, and leaves by the trusted address', () => {
  const [[id, recovery]] = resources('AWS::Lambda::Function').filter(([each]) =>
    each.startsWith('Recovery'),
  ) as [[string, Resource]];
  template.hasResourceProperties('AWS::Events::Rule', {
    ScheduleExpression: 'rate(1 minute)',
    State: 'ENABLED',
    Targets: [
      Match.objectLike({
        Arn: { 'Fn::GetAtt': [id, 'Arn'] },
        RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
      }),
    ],
  });
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    FunctionName: { Ref: id },
    MaximumRetryAttempts: 0,
  });
  expect(recovery.Properties['VpcConfig']).toEqual(
    resources('AWS::Lambda::Function').find(([each]) => each.startsWith('Worker'))?.[1].Properties[
      'VpcConfig'
    ],
  );
});

describe('the endpoint', () => {
  it('has a GET and a POST for the default app and for each app, and nothing else', () => {
    const routes = resources('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties['RouteKey']);
    expect(routes.sort()).toEqual([
      'GET /wxcomapp',
      'GET /wxcomapp/{app}',
      'POST /wxcomapp',
      'POST /wxcomapp/{app}',
    ]);
  });

  it('is throttled, and logs requests without the query', () => {
    const [[, { Properties }]] = resources('AWS::ApiGatewayV2::Stage') as [[string, Resource]];
    expect(Properties['DefaultRouteSettings']).toEqual({
      ThrottlingBurstLimit: 400,
      ThrottlingRateLimit: 200,
    });
    const { Format } = Properties['AccessLogSettings'] as { Format: string };
    expect(Format).toContain('$context.path');
    expect(Format).not.toMatch(/query|requestOverride|\$context\.authorizer|integration\.request/i);
  });
});

describe('outputs', () => {
  it('stand in the order in which the WeCom console asks for them', () => {
    const names = Object.keys(template.toJSON()['Outputs'] as object);
    expect(names.filter((name) => name.startsWith('Step')).sort()).toEqual([
      'Step1WecomSecret',
      'Step2ModelSecret',
      'Step3CallbackSecret',
      'Step4CallbackUrlOfAssistant',
      'Step5TrustedIp',
      'Step6RobotSecret',
    ]);
  });

  it('have a callback URL for each app, the default one first', () => {
    const app = { model: 'm', persona: 'p' };
    const { Outputs } = templateOf({
      region: 'eu-west-1',
      apps: { 'legal-bot': app, finance: { ...app, default: true } },
    }).toJSON() as { Outputs: object };
    expect(Object.keys(Outputs).filter((name) => name.startsWith('Step4'))).toEqual([
      'Step4CallbackUrlOfFinance',
      'Step4CallbackUrlOfLegalBot',
    ]);
  });
});

it('the template is ASCII: CloudFormation gives anything else back as question marks', () => {
  expect(JSON.stringify(template.toJSON())).toMatch(/^[\x20-\x7e]*$/);
});

it('the same configuration gives the same template', () => {
  expect(templateOf().toJSON()).toEqual(template.toJSON());
});

it('the template is the golden one, hashes taken out', () => {
  expect(JSON.parse(JSON.stringify(template.toJSON()).replace(/[0-9a-f]{64}/g, 'HASH'))).toMatchSnapshot();
});
