import type { Resolver } from './resolver';
import { AssemblyError, resourcesOf, type CloudFormationTemplate } from './template';

/** Who wants to invoke a function. */
export interface Invoker {
  /** A service, e.g. `events.amazonaws.com`. */
  readonly principal: string;
  /** What of that service calls. */
  readonly sourceArn: string;
  readonly functionId: string;
  /** What is at stake, for the error. */
  readonly id: string;
}

/**
 * Demands that a resource policy lets the service invoke the function: without one it fails in silence.
 * @throws AssemblyError
 */
export function demandPermission(
  template: CloudFormationTemplate,
  resolver: Resolver,
  { principal, sourceArn, functionId, id }: Invoker,
): void {
  const isGranted = resourcesOf(template, 'AWS::Lambda::Permission').some(
    ([each]) =>
      resolver.property(each, 'Principal') === principal &&
      resolver.property(each, 'Action') === 'lambda:InvokeFunction' &&
      [undefined, sourceArn].includes(resolver.property(each, 'SourceArn') as string | undefined) &&
      isNameOf(resolver, functionId, resolver.property(each, 'FunctionName')),
  );
  if (!isGranted) throw new AssemblyError(`No permission lets ${id} invoke ${functionId}.`);
}

/** Whether it is the function's name or ARN. */
export function isNameOf(resolver: Resolver, functionId: string, nameOrArn: unknown): boolean {
  return nameOrArn === resolver.ref(functionId) || nameOrArn === resolver.attribute(functionId, 'Arn');
}
