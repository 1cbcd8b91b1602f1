import {
  AmazonLinuxCpuType,
  CfnEIPAssociation,
  InstanceType,
  MachineImage,
  NatInstanceProviderV2,
  NatProvider,
  NatTrafficDirection,
  Peer,
  Port,
  UserData,
  type Vpc,
} from 'aws-cdk-lib/aws-ec2';
import type { ElasticAddress } from './elastic-addresses';

/** CDK's NAT instance: Amazon Linux 2023, which forwards by iptables. @param type with an ARM processor */
export function natInstance(type: string): NatInstanceProviderV2 {
  const [install = '', ...configure] = NatInstanceProviderV2.DEFAULT_USER_DATA_COMMANDS;
  const userData = UserData.forLinux();
  // While its Elastic IP is attached, its connections break off.
  userData.addCommands(`until ${install}; do sleep 5; done`, ...configure);
  return NatProvider.instanceV2({
    instanceType: new InstanceType(type),
    machineImage: MachineImage.latestAmazonLinux2023({ cpuType: AmazonLinuxCpuType.ARM_64 }),
    // Until it has its Elastic IP, it loads what it forwards with from an address of AWS's.
    associatePublicIpAddress: true,
    defaultAllowedTraffic: NatTrafficDirection.NONE,
    userData,
  });
}

/**
 * Gives the instance its address, and lets HTTPS of the VPC through it. To be called once the VPC is there.
 * @param cidr of the VPC
 */
export function connectNatInstance(
  provider: NatInstanceProviderV2,
  vpc: Vpc,
  cidr: string,
  { allocationId }: ElasticAddress,
): void {
  provider.connections.allowFrom(Peer.ipv4(cidr), Port.tcp(443), 'HTTPS of the functions');
  provider.connections.allowTo(Peer.anyIpv4(), Port.tcp(443), 'HTTPS to WeCom, the model and AWS');
  for (const { instance, instanceId } of provider.gatewayInstances) {
    instance.blockDeviceMappings = [{ deviceName: '/dev/xvda', ebs: { encrypted: true } }];
    instance.propagateTagsToVolumeOnCreation = true;
    instance.metadataOptions = { httpTokens: 'required' };
    new CfnEIPAssociation(vpc, 'NatInstanceAddress', { allocationId, instanceId });
  }
}
