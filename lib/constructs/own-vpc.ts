import {
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  SubnetType,
  Vpc,
  type NatProvider,
} from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { SubnetRanges } from './subnet-ranges';
import type { WorkLogs } from './work-logs';

export interface OwnVpcProps {
  readonly cidr: string;
  readonly zones: number;
  /** What stands between the private subnets and the internet. */
  readonly provider: NatProvider;
  /** Makes the log of refused connections. */
  readonly logs: WorkLogs;
}

/** A VPC with a public and a private subnet in each zone. DynamoDB is reached without the way out: it costs nothing. */
export function ownVpc(scope: Construct, { cidr, zones, provider, logs }: OwnVpcProps): Vpc {
  const vpc = new Vpc(scope, 'Vpc', {
    ipAddresses: new SubnetRanges(cidr),
    maxAzs: zones,
    natGateways: zones,
    natGatewayProvider: provider,
    subnetConfiguration: [
      { name: 'Public', subnetType: SubnetType.PUBLIC, mapPublicIpOnLaunch: false },
      { name: 'Private', subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    ],
    // The alternative is a custom resource with a function of its own; nothing here uses the default group.
    restrictDefaultSecurityGroup: false,
  });
  vpc.addGatewayEndpoint('DynamoDb', { service: GatewayVpcEndpointAwsService.DYNAMODB });
  vpc.addFlowLog('FlowLog', {
    trafficType: FlowLogTrafficType.REJECT,
    destination: FlowLogDestination.toCloudWatchLogs(logs.group(scope, 'FlowLogs')),
  });
  return vpc;
}
