import { SERVICES, type AuthorizedCall, type ServiceName } from '../operations';
import { arnOf } from '../physical';
import type { Resolver } from '../resolver';
import { stringIn, type Input } from '../service';
import { resourcesOf, type CloudFormationTemplate } from '../template';
import type { RequestContext } from './conditions';
import { encryptionKeysIn } from './encryption-keys';
import { leadingKeysOf } from './partition-keys';
import type { AccessRequest } from './policy-document';

/** What calls of this template's resources ask of IAM. */
export class AccessRequests {
  private readonly region: string;
  /** ARNs by ARN and by name. */
  private readonly secrets: ReadonlyMap<string, string>;
  /** Names of partition keys, by the table's ARN. */
  private readonly partitionKeys: ReadonlyMap<string, string>;
  private readonly encryptionKeys: ReadonlyMap<string, string>;

  /** @throws AssemblyError */
  constructor(template: CloudFormationTemplate, resolver: Resolver) {
    this.region = resolver.region;
    this.secrets = new Map(
      resourcesOf(template, 'AWS::SecretsManager::Secret').flatMap(([id]) => {
        const arn = resolver.ref(id);
        return [arn, resolver.attribute(id, 'Name')].map((name) => [name, arn] as const);
      }),
    );
    this.partitionKeys = new Map(
      resourcesOf(template, 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(([id]) => {
        const schema = resolver.property(id, 'KeySchema') as { AttributeName: string; KeyType: string }[];
        const partitionKey = schema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '';
        return [resolver.attribute(id, 'Arn'), partitionKey];
      }),
    );
    this.encryptionKeys = encryptionKeysIn(template, resolver);
  }

  /**
   * All that must be allowed: the action itself, then what the service does with the key as the caller.
   * @throws AwsError where the request lacks what it is about
   */
  of(call: AuthorizedCall, input: Input): AccessRequest[] {
    const { service, action, keyActions } = call;
    const resource = this.resourceOf(service, input);
    const key = this.encryptionKeys.get(resource);
    const ownContext = { ...this.partitionsOf(call, resource, input), 'aws:ViaAWSService': ['false'] };
    const keyContext: RequestContext = {
      // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
      'kms:ViaService': [`${service}.${this.region}.amazonaws.com`],
      'aws:ViaAWSService': ['true'],
    };
    const ofTheKey =
      key === undefined
        ? []
        : keyActions.map((keyAction) => ({ action: keyAction, resource: key, context: keyContext }));
    return [{ action, resource, context: ownContext }, ...ofTheKey];
  }

  /**
   * The ARN of what the request names, which need not exist: AWS says no before it says that there is no such thing.
   * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
   */
  private resourceOf(service: ServiceName, input: Input): string {
    const { namedBy } = SERVICES[service];
    const name = (namedBy === undefined ? undefined : stringIn(input, namedBy)) ?? '';
    switch (service) {
      case 'sqs':
        return arnOf('sqs', this.region, name.slice(name.lastIndexOf('/') + 1));
      case 'dynamodb':
        return arnOf('dynamodb', this.region, `table/${name}`);
      case 'secretsmanager':
        return this.secrets.get(name) ?? name;
      case 'logs':
        // A call about the whole group is asked for with no stream, which is why policies name groups with `:*`.
        return arnOf(
          'logs',
          this.region,
          `log-group:${name}:log-stream:${stringIn(input, 'logStreamName') ?? ''}`,
        );
      case 'lambda':
        // What is about the account takes no resource.
        return '*';
    }
  }

  private partitionsOf({ partitionIn }: AuthorizedCall, table: string, input: Input): RequestContext {
    const name = this.partitionKeys.get(table);
    if (partitionIn === undefined || name === undefined) return {};
    return { 'dynamodb:LeadingKeys': leadingKeysOf(input, partitionIn, name) };
  }
}
