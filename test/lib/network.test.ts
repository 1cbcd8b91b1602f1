import { Match } from 'aws-cdk-lib/assertions';
import type { ConfigInput } from '../../lib/config';
import { config, templateOf } from '../support/synthesised';
import { resourcesIn, type Resource } from '../support/template';

const withNetwork = (network: ConfigInput['network'], keep?: ConfigInput['keep']) =>
  templateOf({ ...config, network, ...(keep && { keep }) });

const KEPT = [
  { allocationId: 'eipalloc-0123456789abcdef0', ip: '203.0.113.7' },
  { allocationId: 'eipalloc-0123456789abcdef1', ip: '203.0.113.8' },
];

describe('two zones', () => {
  const template = withNetwork({ egress: 'nat-gateway', zones: 2 });

  it('have a gateway, an address and subnets each, and both addresses are to be trusted', () => {
    const addresses = resourcesIn(template, 'AWS::EC2::EIP').map(([id]) => id);
    expect(addresses).toHaveLength(2);
    template.resourceCountIs('AWS::EC2::NatGateway', 2);
    for (const address of addresses) {
      template.hasResourceProperties('AWS::EC2::NatGateway', {
        AllocationId: { 'Fn::GetAtt': [address, 'AllocationId'] },
      });
    }
    template.hasOutput('Step5TrustedIp', {
      Value: { 'Fn::Join': ['', [{ Ref: addresses[0] }, ';', { Ref: addresses[1] }]] },
    });
  });

  it('do not move the subnets of the first', () => {
    const ranges = resourcesIn(template, 'AWS::EC2::Subnet').map(
      ([, { Properties }]) => Properties['CidrBlock'],
    );
    expect(ranges).toEqual(['10.86.0.0/26', '10.86.0.128/26', '10.86.0.64/26', '10.86.0.192/26']);
    const one = resourcesIn(templateOf(), 'AWS::EC2::Subnet').map(
      ([, { Properties }]) => Properties['CidrBlock'],
    );
    expect(one).toEqual(['10.86.0.0/26', '10.86.0.64/26']);
  });

  it('put the worker into both', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      VpcConfig: { SubnetIds: [Match.anyValue(), Match.anyValue()] },
    });
  });
});

it('the range is configurable', () => {
  const template = withNetwork({ egress: 'nat-gateway', cidr: '172.20.64.0/20' });
  template.hasResourceProperties('AWS::EC2::VPC', { CidrBlock: '172.20.64.0/20' });
  template.hasResourceProperties('AWS::EC2::Subnet', { CidrBlock: '172.20.64.64/26' });
});

describe('a NAT instance', () => {
  const template = withNetwork({ egress: 'nat-instance' });
  const [[address]] = resourcesIn(template, 'AWS::EC2::EIP') as [[string, Resource]];
  const [[instance]] = resourcesIn(template, 'AWS::EC2::Instance') as [[string, Resource]];

  it('has the Elastic IP, and is the way out of the private subnet', () => {
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
    template.hasResourceProperties('AWS::EC2::EIPAssociation', {
      AllocationId: { 'Fn::GetAtt': [address, 'AllocationId'] },
      InstanceId: { Ref: instance },
    });
    template.hasResourceProperties('AWS::EC2::Route', {
      DestinationCidrBlock: '0.0.0.0/0',
      InstanceId: { Ref: instance },
    });
    template.hasOutput('Step5TrustedIp', { Value: { Ref: address } });
  });

  it('forwards HTTPS of the VPC, and nothing else', () => {
    template.hasResourceProperties('AWS::EC2::Instance', {
      InstanceType: 't4g.nano',
      SourceDestCheck: false,
      BlockDeviceMappings: [Match.objectLike({ Ebs: { Encrypted: true } })],
      PropagateTagsToVolumeOnCreation: true,
      MetadataOptions: { HttpTokens: 'required' },
    });
    const [[, group]] = resourcesIn(template, 'AWS::EC2::SecurityGroup').filter(([id]) =>
      id.includes('NatSecurityGroup'),
    ) as [[string, Resource]];
    const https = (cidr: string): unknown =>
      Match.objectLike({ CidrIp: cidr, IpProtocol: 'tcp', FromPort: 443, ToPort: 443 });
    expect(group.Properties['SecurityGroupIngress']).toHaveLength(1);
    expect(group.Properties['SecurityGroupEgress']).toHaveLength(1);
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [https('10.86.0.0/24')],
      SecurityGroupEgress: [https('0.0.0.0/0')],
    });
  });
});

describe('a VPC that the company has', () => {
  const template = withNetwork({
    egress: 'existing-vpc',
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    addresses: ['203.0.113.7', '203.0.113.8'],
  });

  it('is left as it is: functions stand in its subnets, with a security group of their own', () => {
    const ours = resourcesIn(
      template,
      'AWS::EC2::VPC',
      'AWS::EC2::Subnet',
      'AWS::EC2::Route',
      'AWS::EC2::EIP',
      'AWS::EC2::NatGateway',
      'AWS::EC2::VPCEndpoint',
    );
    expect(ours).toEqual([]);
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      VpcId: 'vpc-0123456789abcdef0',
      SecurityGroupEgress: [Match.objectLike({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443 })],
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      VpcConfig: { SubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'] },
    });
  });

  it('has the addresses that the company says', () => {
    template.hasOutput('Step5TrustedIp', { Value: '203.0.113.7;203.0.113.8' });
  });
});

describe('addresses of an earlier deployment', () => {
  it.each<[string, ConfigInput['network'], typeof KEPT]>([
    ['a gateway', { egress: 'nat-gateway' }, KEPT.slice(0, 1)],
    ['two gateways', { egress: 'nat-gateway', zones: 2 }, KEPT],
    ['an instance', { egress: 'nat-instance' }, KEPT.slice(0, 1)],
  ])('go on with %s', (_, network, addresses) => {
    const template = withNetwork(network, { addresses });
    template.resourceCountIs('AWS::EC2::EIP', 0);
    const holders = resourcesIn(template, 'AWS::EC2::NatGateway', 'AWS::EC2::EIPAssociation');
    expect(holders.map(([, { Properties }]) => Properties['AllocationId'])).toEqual(
      addresses.map(({ allocationId }) => allocationId),
    );
    template.hasOutput('Step5TrustedIp', { Value: addresses.map(({ ip }) => ip).join(';') });
  });
});
