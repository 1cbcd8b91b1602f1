import { Aspects, Tags, type IAspect, type Stack } from 'aws-cdk-lib';
import { CfnRole, ManagedPolicy, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { CheckedConfig } from './config';

/** The tag that everything carries, with the stack's name: what a cost report is made by. */
export const COST_TAG = 'wecom-gpt';

/** What the company's rules ask of everything in the stack: tags on all, and a boundary and a path on every role. */
export function govern(
  stack: Stack,
  { tags, permissionsBoundary, rolePath }: CheckedConfig['governance'],
): void {
  for (const [key, value] of Object.entries({ ...tags, [COST_TAG]: stack.stackName })) {
    Tags.of(stack).add(key, value);
  }
  if (permissionsBoundary !== undefined) {
    const policy = ManagedPolicy.fromManagedPolicyArn(stack, 'PermissionsBoundary', permissionsBoundary);
    PermissionsBoundary.of(stack).apply(policy);
  }
  Aspects.of(stack).add(new RolePath(rolePath));
}

class RolePath implements IAspect {
  constructor(private readonly path: string) {}

  visit(node: IConstruct): void {
    if (node instanceof CfnRole && this.path !== '/') node.path = this.path;
  }
}
