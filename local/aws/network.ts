import type { Resolver } from './resolver';
import { isRecord } from './service';
import { AssemblyError, resourcesOf, type CloudFormationTemplate } from './template';

/** What functions outside a VPC share with everybody else's (RFC 5737: documentation). */
export const SHARED_ADDRESS = '198.51.100.24';

/**
 * The addresses from which a function's calls leave, one for each of its subnets, of which a sandbox stands in one: as the
 * template routes them, through a NAT gateway or instance, from its Elastic IP. Outside a VPC, a shared address.
 * @param elsewhere where calls leave from subnets that the template only names, being another's
 * @returns undefined where there is no way out: no route, or no security group that lets 443 out
 * @throws AssemblyError
 */
export function addressesOf(
  functionId: string,
  template: CloudFormationTemplate,
  resolver: Resolver,
  elsewhere: readonly string[] = [],
): readonly (string | undefined)[] {
  const vpc = resolver.property(functionId, 'VpcConfig');
  const subnets = textsIn(vpc, 'SubnetIds');
  if (subnets.length === 0) return [SHARED_ADDRESS];
  const network = new Network(template, resolver);
  const isLetOut = textsIn(vpc, 'SecurityGroupIds').some((group) => network.letsHttpsOut(group));
  if (!isLetOut) return [undefined];
  return subnets.every((subnet) => network.has(subnet))
    ? subnets.map((subnet) => network.addressOfSubnet(subnet))
    : elsewhere;
}

class Network {
  constructor(
    private readonly template: CloudFormationTemplate,
    private readonly resolver: Resolver,
  ) {}

  /** Whether the subnet is one of the template's. */
  has(subnet: string): boolean {
    return this.find('AWS::EC2::Subnet', (id) => this.resolver.ref(id) === subnet) !== undefined;
  }

  addressOfSubnet(subnet: string): string | undefined {
    const natGateway = this.defaultRoute(subnet, 'NatGatewayId');
    const natInstance = this.defaultRoute(subnet, 'InstanceId');
    const holder =
      natGateway === undefined
        ? this.find('AWS::EC2::Instance', (id) => this.resolver.ref(id) === natInstance)
        : this.find('AWS::EC2::NatGateway', (id) => this.resolver.ref(id) === natGateway);
    if (holder === undefined) return undefined;
    const publicSubnet = this.text(holder, 'SubnetId') ?? this.subnetOfInterface(holder);
    if (publicSubnet === undefined || this.defaultRoute(publicSubnet, 'GatewayId') === undefined) {
      return undefined;
    }
    return this.elasticIpOf(holder);
  }

  /** An instance may say where it stands by its one network interface. */
  private subnetOfInterface(instance: string): string | undefined {
    const interfaces = this.resolver.property(instance, 'NetworkInterfaces');
    const [first] = Array.isArray(interfaces) ? (interfaces as unknown[]) : [];
    return isRecord(first) && typeof first['SubnetId'] === 'string' ? first['SubnetId'] : undefined;
  }

  private elasticIpOf(holder: string): string {
    const association = this.find(
      'AWS::EC2::EIPAssociation',
      (id) => this.text(id, 'InstanceId') === this.resolver.ref(holder),
    );
    const allocation = this.text(association ?? holder, 'AllocationId');
    const addressId = this.find(
      'AWS::EC2::EIP',
      (id) => this.resolver.attribute(id, 'AllocationId') === allocation,
    );
    if (addressId !== undefined) return this.resolver.ref(addressId);
    throw new AssemblyError(`${holder} has no Elastic IP of this template, so its address is not known.`);
  }

  /** As AWS has it: a group without egress rules lets everything out, one with rules only that. */
  letsHttpsOut(group: string): boolean {
    const groupId = this.find(
      'AWS::EC2::SecurityGroup',
      (id) => this.resolver.attribute(id, 'GroupId') === group,
    );
    if (groupId === undefined) throw new AssemblyError(`The template has no security group ${group}.`);
    const inline = this.resolver.property(groupId, 'SecurityGroupEgress') ?? [];
    const separate = this.idsOf('AWS::EC2::SecurityGroupEgress')
      .filter((id) => this.text(id, 'GroupId') === group)
      .map((id) => this.resolver.resolve(this.template.Resources[id]?.Properties));
    const rules = [...(Array.isArray(inline) ? (inline as unknown[]) : [inline]), ...separate];
    return rules.length === 0 || rules.some(letsHttpsAnywhere);
  }

  /** Where 0.0.0.0/0 goes from the subnet, if it goes to this kind of target. */
  private defaultRoute(
    subnet: string,
    target: 'NatGatewayId' | 'InstanceId' | 'GatewayId',
  ): string | undefined {
    const association = this.find(
      'AWS::EC2::SubnetRouteTableAssociation',
      (id) => this.text(id, 'SubnetId') === subnet,
    );
    if (association === undefined) return undefined;
    const table = this.text(association, 'RouteTableId');
    const route = this.find(
      'AWS::EC2::Route',
      (id) =>
        this.text(id, 'RouteTableId') === table && this.text(id, 'DestinationCidrBlock') === '0.0.0.0/0',
    );
    return route === undefined ? undefined : this.text(route, target);
  }

  private find(type: string, matches: (logicalId: string) => boolean): string | undefined {
    return this.idsOf(type).find(matches);
  }

  private idsOf(type: string): string[] {
    return resourcesOf(this.template, type).map(([id]) => id);
  }

  private text(logicalId: string, property: string): string | undefined {
    const value = this.resolver.property(logicalId, property);
    return typeof value === 'string' ? value : undefined;
  }
}

function letsHttpsAnywhere(rule: unknown): boolean {
  if (!isRecord(rule) || rule['CidrIp'] !== '0.0.0.0/0') return false;
  if (String(rule['IpProtocol']) === '-1') return true;
  return rule['IpProtocol'] === 'tcp' && Number(rule['FromPort']) <= 443 && Number(rule['ToPort']) >= 443;
}

function textsIn(holder: unknown, name: string): string[] {
  const list = isRecord(holder) ? holder[name] : undefined;
  return Array.isArray(list) ? list.map(String) : [];
}
