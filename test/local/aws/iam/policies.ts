import type { AccessRequest, PolicyRule } from '../../../../local/aws/iam/policy-document';
import { rulesOf } from '../../../../local/aws/iam/policy-document';
import { Resolver } from '../../../../local/aws/resolver';
import type { CloudFormationTemplate } from '../../../../local/aws/template';
import { tinyTemplate } from '../fixture';

/** Works out what stands in the template. */
export function resolverOf(template: CloudFormationTemplate = tinyTemplate()): Resolver {
  return new Resolver(template, {
    stackName: 'Tiny',
    region: 'ap-southeast-1',
    servicesUrl: 'http://127.0.0.1:1',
    httpApiUrl: 'http://127.0.0.1:2',
  });
}

/** The rules of a policy `P` with these statements. */
export function rules(...statements: object[]): PolicyRule[] {
  return rulesOf({ Version: '2012-10-17', Statement: statements }, resolverOf(), 'P');
}

/** A request to send to a queue, unless it is said otherwise. */
export function request(given: Partial<AccessRequest> = {}): AccessRequest {
  return {
    action: 'sqs:SendMessage',
    resource: 'arn:aws:sqs:ap-southeast-1:000000000000:queue.fifo',
    context: {},
    ...given,
  };
}
