import type { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type * as z from 'zod';
import { keep } from '../../lib/config/fields';

/** What outlives the stack and can be removed by a command of its own. */
export type RemovableKind = 'address' | 'secret' | 'table' | 'auditLog';
/** What outlives the stack. */
export type KeptKind = RemovableKind | 'key';

/** A thing that outlives the stack. */
export interface KeptThing {
  readonly kind: KeptKind;
  /** Its address, name or ARN. */
  readonly id: string;
  /** Of an address, where it is known. */
  readonly allocationId?: string;
  /** Whether it was there before the stack, which goes on with it. */
  readonly isAdopted: boolean;
}

/** Their types in a template; of the logs it is one alone. */
const TYPES: Readonly<Record<string, KeptKind>> = {
  'AWS::EC2::EIP': 'address',
  'AWS::SecretsManager::Secret': 'secret',
  'AWS::DynamoDB::GlobalTable': 'table',
  'AWS::Logs::LogGroup': 'auditLog',
  'AWS::KMS::Key': 'key',
};

/** What a resource of the stack is, if it outlives it. */
export function keptKindOf({ ResourceType, LogicalResourceId }: StackResourceSummary): KeptKind | undefined {
  const kind = TYPES[ResourceType ?? ''];
  return kind !== 'auditLog' || LogicalResourceId?.startsWith('AuditTrail') ? kind : undefined;
}

/**
 * What outlives a stack.
 * @param keepLine its output; undefined: it has none, as one whose first deployment failed
 * @param resources those that it has
 * @throws SyntaxError, ZodError where the line is not one
 */
export function keptOf(
  keepLine: string | undefined,
  resources: readonly StackResourceSummary[],
): readonly KeptThing[] {
  const own = resources.flatMap((resource) => {
    const kind = keptKindOf(resource);
    return kind ? [{ kind, id: resource.PhysicalResourceId ?? '', isAdopted: false }] : [];
  });
  if (keepLine === undefined) return own;
  // The stack knows a key by the end of its ARN.
  return thingsIn(keepLine).map((thing) => ({
    ...thing,
    isAdopted: !own.some(({ id }) => thing.id === id || thing.id.endsWith(`/${id}`)),
  }));
}

/** What the line names. @throws SyntaxError, ZodError where it is not one */
export function thingsIn(keepLine: string): Omit<KeptThing, 'isAdopted'>[] {
  const { addresses = [], secrets, table, auditLog, keyArn } = parsed(keepLine);
  const one = (kind: KeptKind, id: string | undefined) => (id === undefined ? [] : [{ kind, id }]);
  return [
    ...addresses.map(({ ip, allocationId }) => ({ kind: 'address' as const, id: ip, allocationId })),
    ...Object.values(secrets ?? {}).flatMap((arn) => one('secret', arn)),
    ...one('table', table),
    ...one('auditLog', auditLog),
    ...one('key', keyArn),
  ];
}

/** The line is TypeScript, of strings without quotes in them. */
function parsed(keepLine: string): z.infer<typeof keep> {
  const json = keepLine
    .trim()
    .replace(/^keep: /, '')
    .replace(/,$/, '')
    .replaceAll("'", '"')
    .replace(/(\w+): /g, '"$1": ');
  return keep.parse(JSON.parse(json));
}
