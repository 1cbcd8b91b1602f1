import type {
  AllocateCidrRequest,
  AllocatedSubnet,
  IIpAddresses,
  SubnetIpamOptions,
  VpcIpamOptions,
} from 'aws-cdk-lib/aws-ec2';

/** Addresses of a subnet: far more than a gateway and Lambda's network interfaces take. */
const SUBNET_BITS = 26;
/** The first zone's subnets come first, so that a second zone moves none of them: a moved subnet is replaced. */
const ORDER = ['PublicSubnet1', 'PrivateSubnet1', 'PublicSubnet2', 'PrivateSubnet2'];

/** Ranges of the subnets of our own VPC, which stay where they are when a zone is added. */
export class SubnetRanges implements IIpAddresses {
  /** @param cidr of the VPC, /24 or larger */
  constructor(private readonly cidr: string) {}

  allocateVpcCidr(): VpcIpamOptions {
    return { cidrBlock: this.cidr };
  }

  allocateSubnetsCidr({ requestedSubnets }: AllocateCidrRequest): SubnetIpamOptions {
    return {
      allocatedSubnets: requestedSubnets.map(({ subnetConstructId }): AllocatedSubnet => {
        const place = ORDER.indexOf(subnetConstructId);
        if (place < 0) throw new Error(`No range is kept for the subnet ${subnetConstructId}.`);
        return { cidr: this.rangeAt(place) };
      }),
    };
  }

  private rangeAt(place: number): string {
    const [a = '', b = '', c = ''] = this.cidr.split('.');
    return `${a}.${b}.${c}.${place * 2 ** (32 - SUBNET_BITS)}/${SUBNET_BITS}`;
  }
}
