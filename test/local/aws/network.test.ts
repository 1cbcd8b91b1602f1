import { addressesOf, SHARED_ADDRESS } from '../../../local/aws/network';
import { Resolver } from '../../../local/aws/resolver';
import type { CloudFormationTemplate } from '../../../local/aws/template';
import { tinyTemplate } from './fixture';

function addresses(
  functionId: string,
  change: (resources: CloudFormationTemplate['Resources']) => unknown = () => undefined,
): readonly (string | undefined)[] {
  const template = tinyTemplate();
  change(template.Resources);
  const resolver = new Resolver(template, {
    stackName: 'Tiny',
    region: 'ap-northeast-1',
    servicesUrl: 'http://127.0.0.1:1',
    httpApiUrl: 'http://127.0.0.1:2',
  });
  return addressesOf(functionId, template, resolver, ['203.0.113.70', '203.0.113.71']);
}

function set(
  resources: CloudFormationTemplate['Resources'],
  id: string,
  properties: Record<string, unknown> | undefined,
): void {
  const resource = resources[id];
  if (resource === undefined) throw new Error(`no ${id}`);
  resources[id] = { Type: resource.Type, Properties: { ...resource.Properties, ...properties } };
}

it('is the Elastic IP of the NAT gateway that the subnet routes to', () => {
  expect(addresses('Back')).toEqual(['203.0.113.10']);
});

it('is a shared address outside the VPC', () => {
  expect(addresses('Front')).toEqual([SHARED_ADDRESS]);
});

it.each([
  ['PrivateRoute', 'no default route'],
  ['PrivateAssociation', 'only the main route table'],
  ['PublicRoute', 'a NAT gateway without an internet gateway'],
])('is none without %s: %s', (id) => {
  expect(addresses('Back', (resources) => Reflect.deleteProperty(resources, id))).toEqual([undefined]);
});

it('is none in a public subnet, where a function has no address of its own', () => {
  const vpc = { SubnetIds: [{ Ref: 'PublicSubnet' }], SecurityGroupIds: [{ Ref: 'Group' }] };
  expect(addresses('Back', (resources) => set(resources, 'Back', { VpcConfig: vpc }))).toEqual([undefined]);
});

it.each([
  [[{ CidrIp: '255.255.255.255/32', IpProtocol: 'icmp' }], undefined],
  [[{ CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 80, ToPort: 80 }], undefined],
  [[{ CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }], '203.0.113.10'],
  [undefined, '203.0.113.10'],
])('asks the security group: %j', (SecurityGroupEgress, expected) => {
  expect(addresses('Back', (resources) => set(resources, 'Group', { SecurityGroupEgress }))).toEqual([
    expected,
  ]);
});

it('tells two Elastic IPs apart by their logical ids', () => {
  expect(
    addresses('Back', (resources) => {
      resources['AnEarlierAddress'] = { Type: 'AWS::EC2::EIP' };
      set(resources, 'Nat', { AllocationId: { 'Fn::GetAtt': ['AnEarlierAddress', 'AllocationId'] } });
    }),
  ).toEqual(['203.0.113.11']);
});

it('refuses a NAT gateway whose address the template does not hold', () => {
  expect(() =>
    addresses('Back', (resources) => set(resources, 'Nat', { AllocationId: 'eipalloc-1' })),
  ).toThrow('no Elastic IP of this template');
});

it('is that of the NAT instance that the subnet routes to', () => {
  const withInstance = (association: Record<string, unknown>) =>
    addresses('Back', (resources) => {
      Reflect.deleteProperty(resources, 'Nat');
      resources['Machine'] = {
        Type: 'AWS::EC2::Instance',
        Properties: { NetworkInterfaces: [{ SubnetId: { Ref: 'PublicSubnet' } }] },
      };
      resources['Association'] = { Type: 'AWS::EC2::EIPAssociation', Properties: association };
      set(resources, 'PrivateRoute', { NatGatewayId: undefined, InstanceId: { Ref: 'Machine' } });
    });
  const AllocationId = { 'Fn::GetAtt': ['Address', 'AllocationId'] };
  expect(withInstance({ AllocationId, InstanceId: { Ref: 'Machine' } })).toEqual(['203.0.113.10']);
  expect(() => withInstance({ AllocationId, InstanceId: 'i-another' })).toThrow(
    'no Elastic IP of this template',
  );
});

it('is one for each subnet, in which sandboxes stand in turn', () => {
  const vpc = {
    SubnetIds: [{ Ref: 'PrivateSubnet' }, { Ref: 'PublicSubnet' }],
    SecurityGroupIds: [{ Ref: 'Group' }],
  };
  expect(addresses('Back', (resources) => set(resources, 'Back', { VpcConfig: vpc }))).toEqual([
    '203.0.113.10',
    undefined,
  ]);
});

it("is another's in a subnet that the template only names", () => {
  const vpc = { SubnetIds: ['subnet-0123456789abcdef0'], SecurityGroupIds: [{ Ref: 'Group' }] };
  expect(addresses('Back', (resources) => set(resources, 'Back', { VpcConfig: vpc }))).toEqual([
    '203.0.113.70',
    '203.0.113.71',
  ]);
});
