import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudFormationTemplate } from '../../../local/aws/template';

/** An assembly as `cdk synth` writes it, in a directory of its own. */
export interface AssemblyFixture {
  readonly directory: string;
  remove(): void;
}

/** Writes the template and, for each asset key, `index.js` with this source. */
export function writeAssembly(
  template: CloudFormationTemplate,
  sources: Readonly<Record<string, string>>,
): AssemblyFixture {
  const directory = mkdtempSync(join(tmpdir(), 'assembly-'));
  const write = (file: string, content: object): void =>
    writeFileSync(join(directory, file), JSON.stringify(content));
  write('manifest.json', {
    artifacts: {
      'Tiny.assets': { type: 'cdk:asset-manifest', properties: { file: 'Tiny.assets.json' } },
      Tiny: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://unknown-account/ap-southeast-1',
        properties: { templateFile: 'Tiny.template.json' },
      },
    },
  });
  write('Tiny.template.json', template);
  write('Tiny.assets.json', {
    files: Object.fromEntries(
      Object.keys(sources).map((key) => [key, { source: { path: `asset.${key}`, packaging: 'zip' } }]),
    ),
  });
  for (const [key, source] of Object.entries(sources)) {
    mkdirSync(join(directory, `asset.${key}`));
    writeFileSync(join(directory, `asset.${key}`, 'index.js'), source);
  }
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/**
 * A stack of the product's shape, as CDK spells it: HTTP API → Front function (asset `front`) → queue →
 * Back function (asset `back`) in a VPC behind a NAT gateway.
 */
export function tinyTemplate(): CloudFormationTemplate {
  return {
    Resources: {
      ...network(),
      Given: {
        Type: 'AWS::SQS::Queue',
        Properties: { FifoQueue: true, MessageRetentionPeriod: 1209600 },
      },
      Messages: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          FifoQueue: true,
          DeduplicationScope: 'messageGroup',
          FifoThroughputLimit: 'perMessageGroupId',
          VisibilityTimeout: 1,
          RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Given', 'Arn'] }, maxReceiveCount: 2 },
        },
      },
      Table: {
        Type: 'AWS::DynamoDB::GlobalTable',
        Properties: {
          AttributeDefinitions: [
            { AttributeName: 'pk', AttributeType: 'S' },
            { AttributeName: 'sk', AttributeType: 'S' },
          ],
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
          BillingMode: 'PAY_PER_REQUEST',
          Replicas: [{ Region: { Ref: 'AWS::Region' } }],
        },
      },
      Credentials: {
        Type: 'AWS::SecretsManager::Secret',
        Properties: { Description: 'd', SecretString: '{"a":"TO BE FILLED"}' },
      },
      FrontRole: role(
        {
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: { 'Fn::GetAtt': ['Lines', 'Arn'] },
        },
        { Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['Messages', 'Arn'] } },
      ),
      BackRole: role({
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: { 'Fn::Sub': 'arn:aws:logs:*:${AWS::AccountId}:log-group:/aws/lambda/*' },
      }),
      BackPolicy: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          Roles: [{ Ref: 'BackRole' }],
          PolicyDocument: allowing(
            {
              Action: [
                'sqs:ReceiveMessage',
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ChangeMessageVisibility',
              ],
              Resource: { 'Fn::GetAtt': ['Messages', 'Arn'] },
            },
            { Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['Given', 'Arn'] } },
            { Action: 'dynamodb:UpdateItem', Resource: { 'Fn::GetAtt': ['Table', 'Arn'] } },
          ),
        },
      },
      Lines: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 30 } },
      Front: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}' }, S3Key: 'front.zip' },
          Handler: 'index.handler',
          Runtime: 'nodejs24.x',
          Role: { 'Fn::GetAtt': ['FrontRole', 'Arn'] },
          MemorySize: 256,
          Environment: {
            Variables: { QUEUE_URL: { Ref: 'Messages' }, SECRET_ARN: { Ref: 'Credentials' } },
          },
          LoggingConfig: { LogGroup: { Ref: 'Lines' } },
        },
      },
      Back: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: { S3Bucket: 'assets', S3Key: 'back.zip' },
          Handler: 'index.handler',
          Runtime: 'nodejs24.x',
          Role: { 'Fn::GetAtt': ['BackRole', 'Arn'] },
          Timeout: 1,
          Environment: { Variables: { TABLE_NAME: { Ref: 'Table' } } },
          VpcConfig: {
            SubnetIds: [{ Ref: 'PrivateSubnet' }],
            SecurityGroupIds: [{ 'Fn::GetAtt': ['Group', 'GroupId'] }],
          },
        },
      },
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          BatchSize: 1,
          EventSourceArn: { 'Fn::GetAtt': ['Messages', 'Arn'] },
          FunctionName: { Ref: 'Back' },
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          ScalingConfig: { MaximumConcurrency: 2 },
        },
      },
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'Api', ProtocolType: 'HTTP' } },
      Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { StageName: '$default', AutoDeploy: true } },
      Integration: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: {
          IntegrationType: 'AWS_PROXY',
          IntegrationUri: { 'Fn::GetAtt': ['Front', 'Arn'] },
          PayloadFormatVersion: '2.0',
        },
      },
      PostRoute: route('POST /wxcomapp/{app}'),
      GetRoute: route('GET /wxcomapp'),
    },
    Outputs: {
      Url: {
        Value: {
          'Fn::Join': [
            '',
            [
              'https://',
              { Ref: 'Api' },
              '.execute-api.ap-southeast-1.',
              { Ref: 'AWS::URLSuffix' },
              '/wxcomapp',
            ],
          ],
        },
      },
      Endpoint: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } },
      Address: { Value: { Ref: 'Address' } },
      SecretName: {
        Value: {
          'Fn::Join': [
            '-',
            [{ 'Fn::Select': [0, secretNameParts()] }, { 'Fn::Select': [1, secretNameParts()] }],
          ],
        },
      },
      Queue: { Value: { Ref: 'Messages' } },
      DeadLetters: { Value: { Ref: 'Given' } },
      Table: { Value: { Ref: 'Table' } },
      Lines: { Value: { Ref: 'Lines' } },
      Unknown: { Value: { 'Fn::ImportValue': 'elsewhere' } },
    },
  };
}

function role(...statements: object[]): CloudFormationTemplate['Resources'][string] {
  const policy = { PolicyName: 'Runtime', PolicyDocument: allowing(...statements) };
  return { Type: 'AWS::IAM::Role', Properties: { Policies: [policy] } };
}

function allowing(...statements: object[]): object {
  return { Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })) };
}

function route(key: string): CloudFormationTemplate['Resources'][string] {
  return {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Api' },
      AuthorizationType: 'NONE',
      RouteKey: key,
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
    },
  };
}

function secretNameParts(): object {
  return { 'Fn::Split': ['-', { 'Fn::Select': [6, { 'Fn::Split': [':', { Ref: 'Credentials' }] }] }] };
}

function network(): CloudFormationTemplate['Resources'] {
  return {
    Address: { Type: 'AWS::EC2::EIP' },
    Vpc: { Type: 'AWS::EC2::VPC' },
    Gateway: { Type: 'AWS::EC2::InternetGateway' },
    PublicSubnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' } } },
    PublicTable: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
    PublicAssociation: {
      Type: 'AWS::EC2::SubnetRouteTableAssociation',
      Properties: { RouteTableId: { Ref: 'PublicTable' }, SubnetId: { Ref: 'PublicSubnet' } },
    },
    PublicRoute: {
      Type: 'AWS::EC2::Route',
      Properties: {
        DestinationCidrBlock: '0.0.0.0/0',
        GatewayId: { Ref: 'Gateway' },
        RouteTableId: { Ref: 'PublicTable' },
      },
    },
    Nat: {
      Type: 'AWS::EC2::NatGateway',
      Properties: {
        AllocationId: { 'Fn::GetAtt': ['Address', 'AllocationId'] },
        SubnetId: { Ref: 'PublicSubnet' },
      },
    },
    PrivateSubnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' } } },
    PrivateTable: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
    PrivateAssociation: {
      Type: 'AWS::EC2::SubnetRouteTableAssociation',
      Properties: { RouteTableId: { Ref: 'PrivateTable' }, SubnetId: { Ref: 'PrivateSubnet' } },
    },
    PrivateRoute: {
      Type: 'AWS::EC2::Route',
      Properties: {
        DestinationCidrBlock: '0.0.0.0/0',
        NatGatewayId: { Ref: 'Nat' },
        RouteTableId: { Ref: 'PrivateTable' },
      },
    },
    Group: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { SecurityGroupEgress: [{ CidrIp: '0.0.0.0/0', IpProtocol: '-1' }] },
    },
  };
}
