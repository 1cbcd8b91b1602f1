import type { Resolver } from './resolver';
import { AssemblyError, type CloudFormationTemplate } from './template';

/** The stack's outputs by logical id, as far as they can be worked out. */
export function outputsOf(template: CloudFormationTemplate, resolver: Resolver): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [name, { Value }] of Object.entries(template.Outputs ?? {})) {
    try {
      outputs[name] = resolver.text(Value);
    } catch (error) {
      if (!(error instanceof AssemblyError)) throw error;
    }
  }
  return outputs;
}
