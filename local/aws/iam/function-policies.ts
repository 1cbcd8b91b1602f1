import type { Resolver } from '../resolver';
import { AssemblyError, resourcesOf, type CloudFormationTemplate } from '../template';
import { isRecord } from '../service';
import { rulesOf, type PolicyRule } from './policy-document';

/** A function's role, and what its policies say. */
export interface RoleProperties {
  readonly name: string;
  readonly rules: readonly PolicyRule[];
}

/** Policies beside the role that name it. */
const ATTACHED = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'];

/**
 * The role of a function with its identity policies: its own, and those of the template that are attached to it. A
 * permissions boundary is not looked at: it is in an account.
 * @throws AssemblyError where something of it is not in the template
 */
export function roleOf(
  functionId: string,
  template: CloudFormationTemplate,
  resolver: Resolver,
): RoleProperties {
  const arn = resolver.property(functionId, 'Role');
  const roleId = resourcesOf(template, 'AWS::IAM::Role')
    .map(([id]) => id)
    .find((id) => resolver.attribute(id, 'Arn') === arn);
  if (roleId === undefined) {
    throw new AssemblyError(
      `The role of ${functionId} is not in the template, so what it may do is not known: ${String(arn)}`,
    );
  }
  const name = resolver.ref(roleId);
  const managed = managedPolicyIds(roleId, template, resolver);
  const attached = resourcesOf(template, ...ATTACHED)
    .map(([id]) => id)
    .filter((id) => managed.includes(id) || namesRole(resolver, id, name));
  return {
    name,
    rules: [
      ...inlinePoliciesOf(roleId, template).flatMap((document) => rulesOf(document, resolver, roleId)),
      ...attached.flatMap((id) =>
        rulesOf(template.Resources[id]?.Properties?.['PolicyDocument'], resolver, id),
      ),
    ],
  };
}

/** The template's managed policies that the role lists. @throws AssemblyError for one that is not the template's */
function managedPolicyIds(roleId: string, template: CloudFormationTemplate, resolver: Resolver): string[] {
  const arns = [resolver.property(roleId, 'ManagedPolicyArns') ?? []].flat();
  const own = resourcesOf(template, 'AWS::IAM::ManagedPolicy').map(([id]) => id);
  return arns.map((arn) => {
    const id = own.find((each) => resolver.ref(each) === arn);
    if (id !== undefined) return id;
    throw new AssemblyError(
      `${roleId} has the managed policy ${resolver.text(arn)}, of which the local stack does not know what it says. ` +
        'Write the statements that are needed into the template.',
    );
  });
}

function namesRole(resolver: Resolver, policyId: string, role: string): boolean {
  const roles = [resolver.property(policyId, 'Roles') ?? resolver.property(policyId, 'RoleName')].flat();
  return roles.includes(role);
}

function inlinePoliciesOf(roleId: string, template: CloudFormationTemplate): unknown[] {
  const policies = template.Resources[roleId]?.Properties?.['Policies'];
  return Array.isArray(policies)
    ? policies.map((policy: unknown) => (isRecord(policy) ? policy['PolicyDocument'] : undefined))
    : [];
}
