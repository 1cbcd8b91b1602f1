import { RemovalPolicy } from 'aws-cdk-lib';
import {
  CfnEIP,
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  IpAddresses,
  NatProvider,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
  type SubnetSelection,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/**
 * A private subnet whose calls all leave from one address of the company's own: the one for 企业可信IP.
 *
 * One zone, one NAT gateway: each further gateway is a further address to trust, and its price.
 */
export class EgressNetwork extends Construct {
  readonly vpc: Vpc;
  /** Where functions go that call WeCom. */
  readonly subnets: SubnetSelection = { subnetType: SubnetType.PRIVATE_WITH_EGRESS };
  /** Lets HTTPS out and nothing in. */
  readonly securityGroup: SecurityGroup;
  /** The Elastic IP. An update or a mistake can't release it: a new one would have to be entered in the WeCom console. */
  readonly address: CfnEIP;

  constructor(scope: Construct, id: string) {
    super(scope, id);

    this.address = new CfnEIP(this, 'Address', { domain: 'vpc' });
    // Deleted with a first deployment that fails, so that no address is left to be paid for.
    this.address.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);

    this.vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr('10.86.0.0/24'),
      maxAzs: 1,
      natGateways: 1,
      natGatewayProvider: NatProvider.gateway({ eipAllocationIds: [this.address.attrAllocationId] }),
      subnetConfiguration: [
        { name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask: 26, mapPublicIpOnLaunch: false },
        { name: 'Private', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 26 },
      ],
      // The alternative is a custom resource with a function of its own; nothing here uses the default group.
      restrictDefaultSecurityGroup: false,
    });
    this.vpc.addGatewayEndpoint('DynamoDb', { service: GatewayVpcEndpointAwsService.DYNAMODB });
    this.vpc.addFlowLog('FlowLog', {
      trafficType: FlowLogTrafficType.REJECT,
      destination: FlowLogDestination.toCloudWatchLogs(
        new LogGroup(this, 'FlowLogs', {
          retention: RetentionDays.ONE_MONTH,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      ),
    });

    this.securityGroup = new SecurityGroup(this, 'HttpsOut', {
      vpc: this.vpc,
      description: 'HTTPS out, nothing in',
      allowAllOutbound: false,
    });
    this.securityGroup.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'HTTPS to WeCom, the model and AWS');
  }
}
