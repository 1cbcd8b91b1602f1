import { METRICS, type MetricName } from '../../../lambda/shared/metrics';
import type { ConfigInput } from '../../../lib/config';
import { templateWith } from '../template';

/** How many a stack has of each thing that costs something a month whether it is used or not. */
export interface Holdings {
  readonly natGateways: number;
  readonly natInstances: number;
  /** Public IPv4 addresses. */
  readonly addresses: number;
  readonly secrets: number;
  /** Metrics that alarms look at: what AWS charges for, not the alarms. */
  readonly alarmMetrics: number;
  readonly dashboards: number;
  readonly keys: number;
  /** Series of the metrics that the functions emit, once each has had a value. */
  readonly metrics: number;
}

/** Ways out, as the page names them, and the configuration of each. */
export const EGRESSES: Readonly<Record<string, ConfigInput['network']>> = {
  'NAT gateway, one zone (default)': { egress: 'nat-gateway' },
  'NAT gateway, two zones': { egress: 'nat-gateway', zones: 2 },
  'NAT instance (t4g.nano)': { egress: 'nat-instance' },
  'existing VPC': {
    egress: 'existing-vpc',
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0'],
    addresses: ['203.0.113.7'],
  },
};

/** Metrics that have a series for each app. */
export const METRICS_BY_APP: readonly MetricName[] = [
  METRICS.messages,
  METRICS.answers,
  METRICS.firstWords,
  METRICS.inputTokens,
  METRICS.outputTokens,
  METRICS.cost,
  METRICS.blocked,
  METRICS.budget,
];
/** Those of the whole stack: waited, audit behind, blocked, budget; errors by three classes, refusals by four. */
export const METRICS_BESIDES = 4 + 3 + 4;

/** Types of which AWS takes nothing for being there; what is used of them is in the part by message. */
export const FREE_WHILE_UNUSED = [
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::ApiMapping',
  'AWS::ApiGatewayV2::DomainName',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::DynamoDB::GlobalTable',
  'AWS::CertificateManager::Certificate',
  'AWS::EC2::EIPAssociation',
  'AWS::EC2::FlowLog',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::Route',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::Subnet',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::VPC',
  'AWS::EC2::VPCEndpoint',
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::Events::Rule',
  'AWS::IAM::InstanceProfile',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::QueryDefinition',
  'AWS::Route53::RecordSet',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
];
const PAID = [
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::EC2::EIP',
  'AWS::EC2::Instance',
  'AWS::EC2::NatGateway',
  'AWS::KMS::Key',
  'AWS::SecretsManager::Secret',
];

/** What a stack with one app has, counted in its template. @throws if a type is in it of which no price is known */
export function holdingsOf(network: ConfigInput['network']): Holdings {
  const resources = Object.values(templateWith(network));
  const unknown = resources.filter(({ Type }) => ![...FREE_WHILE_UNUSED, ...PAID].includes(Type));
  if (unknown[0]) throw new Error(`docs/make/cost knows no price of ${unknown[0].Type}.`);
  const count = (type: string): number => resources.filter(({ Type }) => Type === type).length;
  const alarmMetrics = resources
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .map(({ Properties }) => Properties?.Metrics?.filter((metric) => 'MetricStat' in metric).length ?? 1);
  return {
    natGateways: count('AWS::EC2::NatGateway'),
    natInstances: count('AWS::EC2::Instance'),
    addresses: count('AWS::EC2::EIP'),
    secrets: count('AWS::SecretsManager::Secret'),
    alarmMetrics: alarmMetrics.reduce((sum, metrics) => sum + metrics, 0),
    dashboards: count('AWS::CloudWatch::Dashboard'),
    keys: count('AWS::KMS::Key'),
    metrics: METRICS_BY_APP.length + METRICS_BESIDES,
  };
}
