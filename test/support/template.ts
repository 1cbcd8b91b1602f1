import type { Template } from 'aws-cdk-lib/assertions';

/** A resource of a template. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** A statement of a policy. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

/** The template's resources of these types, by logical id. */
export function resourcesIn(template: Template, ...types: string[]): [string, Resource][] {
  return types.flatMap((type) => Object.entries(template.findResources(type))) as [string, Resource][];
}

/** The statements of a policy document among some properties. */
export function statementsOf(properties: Record<string, unknown>, name = 'PolicyDocument'): Statement[] {
  return (properties[name] as { Statement: Statement[] }).Statement;
}

/** The logical id that a `Ref` or `Fn::GetAtt` is about, without CDK's hash; any other value as JSON. */
export function nameOf(value: unknown): string {
  const { Ref, 'Fn::GetAtt': attribute } = (typeof value === 'object' ? value : {}) as {
    Ref?: string;
    'Fn::GetAtt'?: string[];
  };
  return (Ref ?? attribute?.[0] ?? JSON.stringify(value)).replace(/[0-9A-F]{8}$/, '');
}

/** What each function's role allows, `action on resource`, with what it is confined to; by the function's plain name. */
export function grantsIn(template: Template): Record<string, string[]> {
  const policies = resourcesIn(template, 'AWS::IAM::Policy').map(([, { Properties }]) => Properties);
  return Object.fromEntries(
    resourcesIn(template, 'AWS::Lambda::Function').map(([id, { Properties }]) => {
      const [role = ''] = (Properties['Role'] as { 'Fn::GetAtt': string[] })['Fn::GetAtt'];
      const inline = template.toJSON()['Resources'] as Record<string, Resource>;
      const own = (inline[role]?.Properties['Policies'] ?? []) as Record<string, unknown>[];
      const attached = policies.filter(({ Roles }) =>
        (Roles as { Ref: string }[]).some(({ Ref }) => Ref === role),
      );
      const statements = [...own, ...attached].flatMap((policy) => statementsOf(policy));
      return [id.replace(/Function[0-9A-F]{8}$/, ''), statements.flatMap(inWords).sort()];
    }),
  );
}

function inWords({ Effect, Action, Resource, Condition }: Statement): string[] {
  const effect = Effect === 'Allow' ? '' : `${Effect} `;
  return [Action]
    .flat()
    .flatMap((action) =>
      [Resource].flat().map((on) => `${effect}${action} on ${nameOf(on)}${confinement(Condition)}`),
    );
}

function confinement(condition: Statement['Condition']): string {
  if (condition === undefined) return '';
  const keys = condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] as string[] | undefined;
  const isKeysAlone = keys !== undefined && Object.keys(condition).length === 1;
  return isKeysAlone ? `, of ${keys.join(' or ')} alone` : `, if ${JSON.stringify(condition)}`;
}
