import { addressOf, SHARED_ADDRESS } from '../../../local/aws/network';
import { Resolver } from '../../../local/aws/resolver';
import type { CloudFormationTemplate } from '../../../local/aws/template';
import { tinyTemplate } from './fixture';

function address(
  functionId: string,
  change: (resources: CloudFormationTemplate['Resources']) => unknown = () => undefined,
): string | undefined {
  const template = tinyTemplate();
  change(template.Resources);
  const resolver = new Resolver(template, {
    stackName: 'Tiny',
    region: 'ap-northeast-1',
    servicesUrl: 'http://127.0.0.1:1',
    httpApiUrl: 'http://127.0.0.1:2',
  });
  return addressOf(functionId, template, resolver);
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
  expect(address('Back')).toBe('203.0.113.10');
});

it('is a shared address outside the VPC', () => {
  expect(address('Front')).toBe(SHARED_ADDRESS);
});

it.each([
  ['PrivateRoute', 'no default route'],
  ['PrivateAssociation', 'only the main route table'],
  ['PublicRoute', 'a NAT gateway without an internet gateway'],
])('is none without %s: %s', (id) => {
  expect(address('Back', (resources) => Reflect.deleteProperty(resources, id))).toBeUndefined();
});

it('is none in a public subnet, where a function has no address of its own', () => {
  const vpc = { SubnetIds: [{ Ref: 'PublicSubnet' }], SecurityGroupIds: [{ Ref: 'Group' }] };
  expect(address('Back', (resources) => set(resources, 'Back', { VpcConfig: vpc }))).toBeUndefined();
});

it.each([
  [[{ CidrIp: '255.255.255.255/32', IpProtocol: 'icmp' }], undefined],
  [[{ CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 80, ToPort: 80 }], undefined],
  [[{ CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }], '203.0.113.10'],
  [undefined, '203.0.113.10'],
])('asks the security group: %j', (SecurityGroupEgress, expected) => {
  expect(address('Back', (resources) => set(resources, 'Group', { SecurityGroupEgress }))).toBe(expected);
});

it('tells two Elastic IPs apart by their logical ids', () => {
  expect(
    address('Back', (resources) => {
      resources['AnEarlierAddress'] = { Type: 'AWS::EC2::EIP' };
      set(resources, 'Nat', { AllocationId: { 'Fn::GetAtt': ['AnEarlierAddress', 'AllocationId'] } });
    }),
  ).toBe('203.0.113.11');
});

it('refuses a NAT gateway whose address the template does not hold', () => {
  expect(() => address('Back', (resources) => set(resources, 'Nat', { AllocationId: 'eipalloc-1' }))).toThrow(
    'no Elastic IP of this template',
  );
});
