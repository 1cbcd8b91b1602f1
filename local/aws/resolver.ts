import { ACCOUNT_ID, attributesOf } from './physical';
import { isRecord } from './service';
import { AssemblyError, resourcesOf, type CloudFormationTemplate } from './template';

/** Where the parts of the local stack are to be found. */
export interface Whereabouts {
  readonly stackName: string;
  readonly region: string;
  /** Where the AWS services answer; the queue URLs point there. */
  readonly servicesUrl: string;
  /** Where the HTTP API answers. */
  readonly httpApiUrl: string;
}

/**
 * Works out intrinsic functions, and gives every resource the name, ARN or address that it has here.
 * What it does not know it refuses, so that only properties that are read need to be understood.
 */
export class Resolver {
  constructor(
    private readonly template: CloudFormationTemplate,
    private readonly where: Whereabouts,
  ) {}

  get region(): string {
    return this.where.region;
  }

  /** @throws AssemblyError for an intrinsic, resource or attribute that it does not know */
  resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.resolve(each));
    if (typeof value === 'string') return this.localised(value);
    if (!isRecord(value)) return value;
    const [name, ...others] = Object.keys(value);
    if (name !== undefined && others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) {
      const resolved = this.intrinsic(name, value[name]);
      return typeof resolved === 'string' ? this.localised(resolved) : resolved;
    }
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, each]) => [key, this.resolve(each)] as const)
        .filter(([, each]) => each !== undefined),
    );
  }

  /** @throws AssemblyError, also where it is not a string */
  text(value: unknown): string {
    const resolved = this.resolve(value);
    if (typeof resolved === 'string') return resolved;
    throw new AssemblyError(`${JSON.stringify(value)} should be a text in the template.`);
  }

  /** The property of a resource, resolved; undefined where it is absent. */
  property(logicalId: string, name: string): unknown {
    const value = this.template.Resources[logicalId]?.Properties?.[name];
    if (value === undefined) return undefined;
    try {
      return this.resolve(value);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new AssemblyError(`${logicalId}.${name}: ${reason}`, { cause });
    }
  }

  /** @throws AssemblyError where it is no whole number; numbers may be written as text */
  number(logicalId: string, name: string, otherwise: number): number {
    const value = this.property(logicalId, name) ?? otherwise;
    const number = typeof value === 'string' ? Number(value) : value;
    if (typeof number === 'number' && Number.isInteger(number)) return number;
    throw new AssemblyError(`${logicalId}.${name} should be a whole number.`);
  }

  /** What `Ref` of the resource gives. */
  ref(logicalId: string): string {
    return this.attribute(logicalId, 'Ref');
  }

  /** What `Fn::GetAtt` of the resource gives. */
  attribute(logicalId: string, name: string): string {
    const resource = this.template.Resources[logicalId];
    if (resource === undefined) throw new AssemblyError(`The template has no resource ${logicalId}.`);
    const value = attributesOf(logicalId, resource, {
      ...this.where,
      text: (given) => this.text(given),
      elasticAddressIds: resourcesOf(this.template, 'AWS::EC2::EIP').map(([id]) => id),
    })[name];
    if (value !== undefined) return value;
    throw new AssemblyError(`The local stack knows no ${name} of ${logicalId} (${resource.Type}).`);
  }

  private intrinsic(name: string, argument: unknown): unknown {
    switch (name) {
      case 'Ref':
        return this.reference(String(argument));
      case 'Fn::GetAtt': {
        const [logicalId, attribute] =
          typeof argument === 'string' ? argument.split('.') : this.list(name, argument);
        return this.attribute(String(logicalId), String(attribute));
      }
      case 'Fn::Join': {
        const [separator, parts] = this.list(name, argument);
        return this.list(name, parts).map(String).join(String(separator));
      }
      case 'Fn::Split': {
        const [separator, whole] = this.list(name, argument);
        return String(whole).split(String(separator));
      }
      case 'Fn::Select': {
        const [index, parts] = this.list(name, argument);
        const part = this.list(name, parts)[Number(index)];
        if (part === undefined) throw new AssemblyError(`Fn::Select has no part ${String(index)}.`);
        return part;
      }
      case 'Fn::Sub':
        return this.substituted(argument);
      default:
        throw new AssemblyError(`The local stack does not know ${name}.`);
    }
  }

  private substituted(argument: unknown): string {
    const [pattern, variables] = Array.isArray(argument) ? (argument as unknown[]) : [argument];
    if (typeof pattern !== 'string') throw new AssemblyError('Fn::Sub should have a text.');
    return pattern.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal !== '') return `\${${name}}`;
      if (isRecord(variables) && name in variables) return String(this.resolve(variables[name]));
      return String(
        name.includes('.') && !name.startsWith('AWS::')
          ? this.intrinsic('Fn::GetAtt', name)
          : this.reference(name),
      );
    });
  }

  private list(intrinsic: string, argument: unknown): unknown[] {
    const list = this.resolve(argument);
    if (Array.isArray(list)) return list;
    throw new AssemblyError(`${intrinsic} should have a list.`);
  }

  private reference(name: string): string | undefined {
    switch (name) {
      case 'AWS::Region':
        return this.where.region;
      case 'AWS::AccountId':
        return ACCOUNT_ID;
      case 'AWS::Partition':
        return 'aws';
      case 'AWS::URLSuffix':
        return 'amazonaws.com';
      case 'AWS::StackName':
        return this.where.stackName;
      case 'AWS::NoValue':
        return undefined;
      default:
        return this.ref(name);
    }
  }

  /** The names that the HTTP API would have in DNS stand for its local address. */
  private localised(resolved: string): string {
    const own = resourcesOf(this.template, 'AWS::ApiGatewayV2::DomainName').flatMap(([, { Properties }]) =>
      typeof Properties?.['DomainName'] === 'string' ? [`https://${Properties['DomainName']}/`] : [],
    );
    return own
      .reduce((text, url) => text.replaceAll(url, `${this.where.httpApiUrl}/`), resolved)
      .replace(/https:\/\/[0-9a-f]{10}\.execute-api\.[a-z0-9-]+\.amazonaws\.com/g, this.where.httpApiUrl);
  }
}
