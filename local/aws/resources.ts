import type { Clock } from './clock';
import type { MappingSettings } from './event-source-mapping';
import { FifoQueue, type QueueSettings } from './queue';
import type { Resolver } from './resolver';
import { Secret } from './secrets';
import { isRecord } from './service';
import type { TableSettings } from './table';
import { AssemblyError, resourcesOf, type CloudFormationTemplate } from './template';

/*
 * Each resource of the template that something here plays, with the properties that it has.
 * A property that would change its behaviour and is not played is refused.
 */

/** An event source mapping's properties, worked out. */
export interface MappingProperties extends MappingSettings {
  readonly queue: FifoQueue;
  readonly queueUrl: string;
  readonly functionId: string;
}

/** A route's properties, worked out. */
export interface RouteProperties {
  readonly key: string;
  readonly functionId: string;
  /** How long the API waits for the function, in ms. */
  readonly timeoutMs: number;
}

const MEBIBYTE = 1024 * 1024;
const FOUR_DAYS = 345_600;

/** The template's queues by logical id, dead-letter queues joined to theirs. */
export function queuesIn(
  template: CloudFormationTemplate,
  resolver: Resolver,
  clock: Clock,
  newId: () => string,
): Map<string, FifoQueue> {
  const queues = new Map<string, FifoQueue>();
  const make = (id: string): FifoQueue => {
    const made = queues.get(id);
    if (made !== undefined) return made;
    const policy = resolver.property(id, 'RedrivePolicy');
    const settings = queueSettings(resolver, id);
    const queue = new FifoQueue(
      isRecord(policy)
        ? {
            ...settings,
            deadLetter: {
              queue: make(idOf(template, resolver, 'AWS::SQS::Queue', policy['deadLetterTargetArn'])),
              maxReceiveCount: Number(policy['maxReceiveCount']),
            },
          }
        : settings,
      clock,
      newId,
    );
    queues.set(id, queue);
    return queue;
  };
  for (const [id] of resourcesOf(template, 'AWS::SQS::Queue')) make(id);
  return queues;
}

/** The template's secrets, each with the value that it begins with. */
export function secretsIn(
  template: CloudFormationTemplate,
  resolver: Resolver,
  clock: Clock,
  newId: () => string,
): Secret[] {
  return resourcesOf(template, 'AWS::SecretsManager::Secret').map(([id]) => {
    const secret = new Secret(resolver.attribute(id, 'Name'), resolver.ref(id));
    const value = resolver.property(id, 'SecretString');
    if (typeof value !== 'string') {
      throw new AssemblyError(`${id} has no SecretString; the local stack does not generate values.`);
    }
    secret.put({ id: newId(), value, createdAt: clock.now() });
    return secret;
  });
}

export function tablesIn(template: CloudFormationTemplate, resolver: Resolver): TableSettings[] {
  return resourcesOf(template, 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(([id]) => {
    for (const property of ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes', 'StreamSpecification']) {
      refuse(resolver, id, property);
    }
    return {
      name: resolver.ref(id),
      keySchema: resolver.property(id, 'KeySchema') as TableSettings['keySchema'],
      attributeDefinitions: resolver.property(id, 'AttributeDefinitions') as unknown[],
    };
  });
}

/** @param queues by logical id. @throws AssemblyError where Lambda would refuse the mapping, too */
export function mappingsIn(
  template: CloudFormationTemplate,
  resolver: Resolver,
  queues: ReadonlyMap<string, FifoQueue>,
): MappingProperties[] {
  return resourcesOf(template, 'AWS::Lambda::EventSourceMapping').map(([id]) => {
    for (const property of ['FilterCriteria', 'MaximumBatchingWindowInSeconds'])
      refuse(resolver, id, property);
    if (resolver.number(id, 'BatchSize', 10) !== 1) {
      throw new AssemblyError(`${id} has another BatchSize than 1, which the local stack does not play.`);
    }
    const queueId = idOf(template, resolver, 'AWS::SQS::Queue', resolver.property(id, 'EventSourceArn'));
    const queue = queues.get(queueId);
    if (queue === undefined) throw new AssemblyError(`${id} reads a queue that is not there: ${queueId}`);
    const name = resolver.property(id, 'FunctionName');
    const functionId = functionIdOf(template, resolver, name);
    const timeoutMs = resolver.number(functionId, 'Timeout', 3) * 1000;
    const { visibilityTimeoutMs } = queue.settings;
    if (visibilityTimeoutMs < timeoutMs) {
      throw new AssemblyError(
        `Queue visibility timeout: ${visibilityTimeoutMs / 1000} seconds is less than ` +
          `Function timeout: ${timeoutMs / 1000} seconds (${id})`,
      );
    }
    const scaling = resolver.property(id, 'ScalingConfig');
    const responses = resolver.property(id, 'FunctionResponseTypes');
    return {
      queue,
      functionId,
      region: resolver.region,
      queueUrl: resolver.ref(queueId),
      maximumConcurrency: isRecord(scaling) ? Number(scaling['MaximumConcurrency']) : Infinity,
      reportsBatchItemFailures: Array.isArray(responses) && responses.includes('ReportBatchItemFailures'),
    };
  });
}

/** The routes of the one HTTP API. */
export function routesIn(template: CloudFormationTemplate, resolver: Resolver): RouteProperties[] {
  for (const [id] of resourcesOf(template, 'AWS::ApiGatewayV2::Stage')) {
    if (resolver.property(id, 'StageName') !== '$default') {
      throw new AssemblyError(`${id} is not the stage $default, which the local HTTP API serves.`);
    }
  }
  return resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(([id]) => {
    const authorization = resolver.property(id, 'AuthorizationType') ?? 'NONE';
    if (authorization !== 'NONE')
      throw new AssemblyError(`${id} asks for authorization, which is not played.`);
    const target = resolver.property(id, 'Target');
    const integration = resourcesOf(template, 'AWS::ApiGatewayV2::Integration').find(
      ([each]) => `integrations/${resolver.ref(each)}` === target,
    )?.[0];
    if (integration === undefined || resolver.property(integration, 'PayloadFormatVersion') !== '2.0') {
      throw new AssemblyError(`${id} has no integration with payload format 2.0.`);
    }
    return {
      key: resolver.text(resolver.property(id, 'RouteKey')),
      functionId: functionIdOf(template, resolver, resolver.property(integration, 'IntegrationUri')),
      timeoutMs: resolver.number(integration, 'TimeoutInMillis', 30_000),
    };
  });
}

function queueSettings(resolver: Resolver, id: string): QueueSettings {
  for (const property of ['ContentBasedDeduplication', 'DelaySeconds']) refuse(resolver, id, property);
  if (resolver.property(id, 'FifoQueue') !== true) {
    throw new AssemblyError(`${id} is a standard queue; the local stack plays FIFO queues only.`);
  }
  return {
    name: resolver.attribute(id, 'QueueName'),
    arn: resolver.attribute(id, 'Arn'),
    visibilityTimeoutMs: resolver.number(id, 'VisibilityTimeout', 30) * 1000,
    retentionMs: resolver.number(id, 'MessageRetentionPeriod', FOUR_DAYS) * 1000,
    maximumMessageBytes: resolver.number(id, 'MaximumMessageSize', MEBIBYTE),
    deduplicationScope:
      resolver.property(id, 'DeduplicationScope') === 'messageGroup' ? 'messageGroup' : 'queue',
  };
}

/** @throws AssemblyError where the property is set: it is not played */
export function refuse(resolver: Resolver, id: string, property: string): void {
  const value = resolver.property(id, property);
  if (value === undefined || value === false) return;
  throw new AssemblyError(`${id} sets ${property}, which the local stack does not play.`);
}

/** The function that has the name or ARN. @throws AssemblyError */
export function functionIdOf(
  template: CloudFormationTemplate,
  resolver: Resolver,
  nameOrArn: unknown,
): string {
  return idOf(template, resolver, 'AWS::Lambda::Function', nameOrArn);
}

/** The resource of the type that the name or ARN is of. */
function idOf(
  template: CloudFormationTemplate,
  resolver: Resolver,
  type: string,
  nameOrArn: unknown,
): string {
  const found = resourcesOf(template, type).find(
    ([id]) => resolver.attribute(id, 'Arn') === nameOrArn || resolver.ref(id) === nameOrArn,
  );
  if (found !== undefined) return found[0];
  throw new AssemblyError(`The template has no ${type} ${String(nameOrArn)}.`);
}
