import type { ServiceName } from '../operations';
import { AwsError } from '../service';
import type { AccessRequest } from './policy-document';

/** Why a request was refused. */
export interface Denial {
  /** ARN of the caller. */
  readonly principal: string;
  readonly request: AccessRequest;
  /** By a statement that denies it, not for want of one that allows it. */
  readonly isExplicit: boolean;
}

/**
 * A refusal in the words of the service that was called.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function accessDenied(service: ServiceName, denial: Denial): AwsError {
  const isAboutKey = denial.request.action.startsWith('kms:');
  return isAboutKey ? OF_THE_KEY[service](sentence(denial)) : OF_THE_SERVICE[service](denial);
}

const OF_THE_SERVICE: Readonly<Record<ServiceName, (denial: Denial) => AwsError>> = {
  // SQS alone spells the action in lower case, and answers 403.
  sqs: ({ request, ...denial }) =>
    new AwsError(
      'com.amazon.coral.service#AccessDeniedException',
      sentence({ ...denial, request: { ...request, action: request.action.toLowerCase() } }),
      'AccessDenied',
      403,
    ),
  dynamodb: (denial) => new AwsError('com.amazon.coral.service#AccessDeniedException', sentence(denial)),
  secretsmanager: (denial) => new AwsError('AccessDeniedException', sentence(denial)),
  logs: (denial) => new AwsError('AccessDeniedException', sentence(denial)),
  lambda: (denial) => new AwsError('AccessDeniedException', sentence(denial), undefined, 403),
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html#API_SendMessage_Errors */
const OF_THE_KEY: Readonly<Record<ServiceName, (sentence: string) => AwsError>> = {
  sqs: (words) => new AwsError('com.amazonaws.sqs#KmsAccessDenied', words, 'KMS.AccessDeniedException'),
  dynamodb: (words) =>
    new AwsError('com.amazon.coral.service#AccessDeniedException', `KMS key access denied error: ${words}`),
  secretsmanager: () => new AwsError('AccessDeniedException', 'Access to KMS is not allowed'),
  logs: (words) => new AwsError('AccessDeniedException', words),
  lambda: (words) => new AwsError('AccessDeniedException', words, undefined, 403),
};

function sentence({ principal, request: { action, resource }, isExplicit }: Denial): string {
  const reason = isExplicit
    ? 'with an explicit deny in an identity-based policy'
    : `because no identity-based policy allows the ${action} action`;
  return `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
}
