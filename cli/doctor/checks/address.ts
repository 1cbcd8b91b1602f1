import { DescribeAddressesCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { found, type OutsideFinding } from '../findings';

/**
 * Whether the addresses that WeCom trusts are still the account's, and at work.
 * @param outputs of the stack
 */
export async function checkAddresses(
  ec2: EC2Client,
  outputs: Readonly<Record<string, string>>,
): Promise<OutsideFinding[]> {
  const ips = (outputs['Step5TrustedIp'] ?? '').split(';').filter(Boolean);
  // Through a network that was there before, calls leave by addresses of which the stack knows no more.
  const isOurs = outputs['KeepLine']?.includes('allocationId:') ?? true;
  if (!isOurs) return [found('address-of-network', { ips: ips.join(';') })];
  // By filter: asked for by name, one that is gone would fail the call for all.
  const { Addresses = [] } = await ec2.send(
    new DescribeAddressesCommand({ Filters: [{ Name: 'public-ip', Values: ips }] }),
  );
  const faults = ips.flatMap((ip) => {
    const address = Addresses.find(({ PublicIp }) => PublicIp === ip);
    if (!address) return [found('address-gone', { ip })];
    return address.AssociationId === undefined ? [found('address-idle', { ip })] : [];
  });
  return faults.length > 0 ? faults : [found('address-ok', { ips: ips.join(';') })];
}
