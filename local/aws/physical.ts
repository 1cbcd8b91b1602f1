import { createHash } from 'node:crypto';
import type { TemplateResource } from './template';

export const ACCOUNT_ID = '000000000000';

/** What names, ARNs and addresses are made of. */
export interface Surroundings {
  readonly stackName: string;
  readonly region: string;
  /** Where the AWS services answer; the queue URLs point there. */
  readonly servicesUrl: string;
  /** Resolves a property. */
  readonly text: (value: unknown) => string;
  /** The logical ids of the template's Elastic IPs. */
  readonly elasticAddressIds: readonly string[];
}

/**
 * What `Ref` and `Fn::GetAtt` of a resource give, the same at every start. Of a resource that is
 * not known, nothing.
 */
export function attributesOf(
  logicalId: string,
  { Type, Properties = {} }: TemplateResource,
  { stackName, region, servicesUrl, text, elasticAddressIds }: Surroundings,
): Readonly<Record<string, string>> {
  const given = (property: string): string | undefined =>
    Properties[property] === undefined ? undefined : text(Properties[property]);
  const generated = `${stackName}-${logicalId}-${digest(logicalId, 12)}`;
  const arn = (service: string, resource: string): string => arnOf(service, region, resource);
  const numbered = (prefix: string, attribute: string): Record<string, string> => {
    const id = `${prefix}-${digest(logicalId, 17)}`;
    return { Ref: id, [attribute]: id };
  };
  switch (Type) {
    case 'AWS::SQS::Queue': {
      const name = given('QueueName') ?? `${generated}.fifo`;
      const url = `${servicesUrl}/${ACCOUNT_ID}/${name}`;
      return { Ref: url, QueueUrl: url, QueueName: name, Arn: arn('sqs', name) };
    }
    case 'AWS::DynamoDB::GlobalTable':
    case 'AWS::DynamoDB::Table': {
      const name = given('TableName') ?? generated;
      return { Ref: name, Arn: arn('dynamodb', `table/${name}`) };
    }
    case 'AWS::SecretsManager::Secret': {
      const name = given('Name') ?? `${logicalId}-${digest(logicalId, 12)}`;
      const secretArn = arn('secretsmanager', `secret:${name}-${digest(name, 6)}`);
      return { Ref: secretArn, Id: secretArn, Name: name };
    }
    case 'AWS::Lambda::Function': {
      const name = given('FunctionName') ?? generated.slice(0, 64);
      return { Ref: name, Arn: arn('lambda', `function:${name}`) };
    }
    case 'AWS::IAM::Role': {
      const name = given('RoleName') ?? generated.slice(0, 64);
      return { Ref: name, Arn: arnOf('iam', '', `role${given('Path') ?? '/'}${name}`) };
    }
    case 'AWS::IAM::ManagedPolicy': {
      const policyArn = arnOf(
        'iam',
        '',
        `policy${given('Path') ?? '/'}${given('ManagedPolicyName') ?? generated}`,
      );
      return { Ref: policyArn, PolicyArn: policyArn };
    }
    case 'AWS::KMS::Key': {
      const id = digest(logicalId, 32);
      return { Ref: id, KeyId: id, Arn: arn('kms', `key/${id}`) };
    }
    case 'AWS::Events::Rule': {
      const name = given('Name') ?? generated;
      return { Ref: name, Arn: arn('events', `rule/${name}`) };
    }
    case 'AWS::SNS::Topic': {
      const topicArn = arn('sns', given('TopicName') ?? generated);
      return { Ref: topicArn, TopicArn: topicArn };
    }
    case 'AWS::Logs::LogGroup': {
      const name = given('LogGroupName') ?? generated;
      return { Ref: name, Arn: arn('logs', `log-group:${name}:*`) };
    }
    case 'AWS::ApiGatewayV2::Api': {
      const id = digest(logicalId, 10);
      return { Ref: id, ApiId: id, ApiEndpoint: `https://${id}.execute-api.${region}.amazonaws.com` };
    }
    case 'AWS::ApiGatewayV2::Integration':
      return { Ref: digest(logicalId, 7) };
    case 'AWS::EC2::EIP': {
      // RFC 5737 keeps 203.0.113.0/24 for documentation.
      const address = `203.0.113.${10 + [...elasticAddressIds].sort().indexOf(logicalId)}`;
      return { Ref: address, PublicIp: address, AllocationId: `eipalloc-${digest(logicalId, 17)}` };
    }
    case 'AWS::EC2::Instance':
      return numbered('i', 'InstanceId');
    case 'AWS::EC2::NatGateway':
      return numbered('nat', 'NatGatewayId');
    case 'AWS::EC2::SecurityGroup':
      return numbered('sg', 'GroupId');
    case 'AWS::EC2::Subnet':
      return numbered('subnet', 'SubnetId');
    case 'AWS::EC2::RouteTable':
      return numbered('rtb', 'RouteTableId');
    case 'AWS::EC2::InternetGateway':
      return numbered('igw', 'InternetGatewayId');
    default:
      return {};
  }
}

/** @param region empty for what is in none, like a role @param resource with its type where the service has one */
export function arnOf(service: string, region: string, resource: string): string {
  return `arn:aws:${service}:${region}:${ACCOUNT_ID}:${resource}`;
}

/** A logical id as a person would say it: without the hash that CDK appends. */
export function plainName(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}

/** A stand-in for the random part of a generated name. */
function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
