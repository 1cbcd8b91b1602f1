import type { Resolver } from '../resolver';
import { isRecord } from '../service';
import { AssemblyError, resourcesOf, type CloudFormationTemplate } from '../template';

const KEY_ARN = /^arn:[\w-]+:kms:[^:]*:\d+:key\/./;
/** Keys of AWS's own: whoever may use the service may use them. */
const OF_AWS = 'alias/aws/';

/**
 * The ARN of the KMS key that encrypts each queue, secret and table, by its ARN; without what is under a key of AWS's own.
 * @throws AssemblyError for a key that is named otherwise than by its ARN or, if it is the template's, its id
 */
export function encryptionKeysIn(
  template: CloudFormationTemplate,
  resolver: Resolver,
): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const add = (types: string[], arnIn: string, keyOf: (id: string) => unknown): void => {
    for (const [id] of resourcesOf(template, ...types)) {
      const key = keyArnOf(id, keyOf(id), template, resolver);
      if (key !== undefined) keys.set(resolver.attribute(id, arnIn), key);
    }
  };
  add(['AWS::SQS::Queue'], 'Arn', (id) => resolver.property(id, 'KmsMasterKeyId'));
  add(['AWS::SecretsManager::Secret'], 'Ref', (id) => resolver.property(id, 'KmsKeyId'));
  add(['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'], 'Arn', (id) => tableKey(id, resolver));
  return keys;
}

function keyArnOf(
  id: string,
  named: unknown,
  template: CloudFormationTemplate,
  resolver: Resolver,
): string | undefined {
  if (named === undefined) return undefined;
  const name = resolver.text(named);
  if (name.startsWith(OF_AWS)) return undefined;
  if (KEY_ARN.test(name)) return name;
  const keyId = resourcesOf(template, 'AWS::KMS::Key')
    .map(([each]) => each)
    .find((each) => resolver.ref(each) === name);
  if (keyId !== undefined) return resolver.attribute(keyId, 'Arn');
  throw new AssemblyError(`${id} is encrypted with ${name}, of which the ARN is not known.`);
}

/** A global table names a key for each region. */
function tableKey(id: string, resolver: Resolver): unknown {
  const replicas = resolver.property(id, 'Replicas');
  const holder = Array.isArray(replicas)
    ? replicas.filter(isRecord).find((replica) => replica['Region'] === resolver.region)?.['SSESpecification']
    : resolver.property(id, 'SSESpecification');
  return isRecord(holder) ? holder['KMSMasterKeyId'] : undefined;
}
