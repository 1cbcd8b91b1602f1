import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnEIP } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';

/** An Elastic IP: the address that WeCom is to trust. */
export interface ElasticAddress {
  readonly allocationId: string;
  readonly ip: string;
}

/**
 * The network's addresses, one for each zone: those of an earlier deployment, else new ones. An update or a mistake can't
 * release a new one: another would have to be entered in the WeCom console.
 * @param adopted in the same number as `count`, if there are any
 */
export function elasticAddresses(
  scope: Construct,
  count: number,
  adopted: readonly ElasticAddress[] | undefined,
): readonly ElasticAddress[] {
  return (
    adopted ??
    Array.from({ length: count }, (_, index) => {
      const address = new CfnEIP(scope, index === 0 ? 'Address' : `Address${index + 1}`, { domain: 'vpc' });
      // Deleted with a first deployment that fails, so that no address is left to be paid for.
      address.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
      return { allocationId: address.attrAllocationId, ip: address.ref };
    })
  );
}
