import { Annotations } from 'aws-cdk-lib';
import {
  NatProvider,
  Peer,
  Port,
  SecurityGroup,
  Subnet,
  SubnetType,
  Vpc,
  type IVpc,
  type SubnetSelection,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { CheckedConfig } from '../config';
import { elasticAddresses, type ElasticAddress } from './elastic-addresses';
import { connectNatInstance, natInstance } from './nat-instance';
import { ownVpc } from './own-vpc';
import type { WorkLogs } from './work-logs';

export interface EgressNetworkProps {
  readonly network: CheckedConfig['network'];
  /** Elastic IPs of an earlier deployment. @default new ones */
  readonly addresses?: readonly ElasticAddress[] | undefined;
  /** Makes the log of refused connections. */
  readonly logs: WorkLogs;
}

/** Where the way out begins, and the addresses that WeCom sees at its end. */
interface WayOut {
  readonly vpc: IVpc;
  readonly subnets: SubnetSelection;
  readonly ips: readonly string[];
  /** Empty where the addresses are not ours to keep. */
  readonly elasticAddresses: readonly ElasticAddress[];
}

/**
 * A private subnet whose calls all leave from addresses of the company's own: those for 企业可信IP. Each further zone is a
 * further address to trust, and its price.
 */
export class EgressNetwork extends Construct {
  readonly vpc: IVpc;
  /** Where functions go that call WeCom. */
  readonly subnets: SubnetSelection;
  /** Lets HTTPS out and nothing in. */
  readonly securityGroup: SecurityGroup;
  /** The addresses to trust. */
  readonly ips: readonly string[];
  /** Those of them that a later deployment can keep. */
  readonly elasticAddresses: readonly ElasticAddress[];

  constructor(scope: Construct, id: string, props: EgressNetworkProps) {
    super(scope, id);
    const way = this.wayOut(props);
    this.vpc = way.vpc;
    this.subnets = way.subnets;
    this.ips = way.ips;
    this.elasticAddresses = way.elasticAddresses;

    this.securityGroup = new SecurityGroup(this, 'HttpsOut', {
      vpc: this.vpc,
      description: 'HTTPS out, nothing in',
      allowAllOutbound: false,
    });
    this.securityGroup.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'HTTPS to WeCom, the model and AWS');
  }

  private wayOut(props: EgressNetworkProps): WayOut {
    const { network } = props;
    switch (network.egress) {
      case 'nat-gateway':
        return this.throughGateways(props, network.zones, network.cidr);
      case 'nat-instance':
        return this.throughInstance(props, network.instanceType, network.cidr);
      case 'existing-vpc':
        return this.throughExisting(network.vpcId, network.subnetIds, network.addresses);
    }
  }

  private throughGateways({ addresses, logs }: EgressNetworkProps, zones: number, cidr: string): WayOut {
    const elastic = elasticAddresses(this, zones, addresses);
    const provider = NatProvider.gateway({
      eipAllocationIds: elastic.map(({ allocationId }) => allocationId),
    });
    return leavingBy(elastic, ownVpc(this, { cidr, zones, provider, logs }));
  }

  private throughInstance({ addresses, logs }: EgressNetworkProps, type: string, cidr: string): WayOut {
    const elastic = elasticAddresses(this, 1, addresses);
    const provider = natInstance(type);
    const vpc = ownVpc(this, { cidr, zones: 1, provider, logs });
    for (const address of elastic) connectNatInstance(provider, vpc, cidr, address);
    return leavingBy(elastic, vpc);
  }

  private throughExisting(vpcId: string, subnetIds: readonly string[], ips: readonly string[]): WayOut {
    // CDK wants zones, and uses them for nothing here.
    const vpc = Vpc.fromVpcAttributes(this, 'Vpc', { vpcId, availabilityZones: ['unknown'] });
    const subnets = subnetIds.map((subnetId, index) => {
      const subnet = Subnet.fromSubnetId(this, `Subnet${index + 1}`, subnetId);
      Annotations.of(subnet).acknowledgeWarning(
        '@aws-cdk/aws-ec2:noSubnetRouteTableId',
        'Its routes are not ours to change.',
      );
      return subnet;
    });
    return { vpc, subnets: { subnets }, ips, elasticAddresses: [] };
  }
}

function leavingBy(elastic: readonly ElasticAddress[], vpc: Vpc): WayOut {
  return {
    vpc,
    subnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    ips: elastic.map(({ ip }) => ip),
    elasticAddresses: elastic,
  };
}
