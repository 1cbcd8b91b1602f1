import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { wordsOf } from '../../callback-check/words';
import { describeStack } from '../../stack/find';
import { found, type OutsideCode, type OutsideFinding } from '../findings';

/**
 * What a status means; the first that fits.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
const MEANINGS: readonly (readonly [RegExp, StackCode])[] = [
  [/^(UPDATE|IMPORT)_ROLLBACK_COMPLETE$/, 'stack-rolled-back'],
  // Of a change set that was never carried out, or of a first deployment that failed: nothing works.
  [/^(REVIEW_IN_PROGRESS|CREATE_FAILED|ROLLBACK_(IN_PROGRESS|COMPLETE|FAILED))$/, 'stack-unmade'],
  [/^DELETE_/, 'stack-leaving'],
  [/_FAILED$/, 'stack-stuck'],
  [/_IN_PROGRESS$/, 'stack-busy'],
  [/_COMPLETE$/, 'stack-ok'],
];

type StackCode = Extract<OutsideCode, `stack-${string}`> & Exclude<OutsideCode, 'stack-unseen'>;

/** What CloudFormation says of the stack. */
export async function checkStack(
  cloudFormation: CloudFormationClient,
  stack: string,
): Promise<OutsideFinding[]> {
  const { StackStatus: status = '?', StackStatusReason: reason = '' } = await describeStack(
    cloudFormation,
    stack,
  );
  const code = MEANINGS.find(([pattern]) => pattern.test(status))?.[1] ?? 'stack-odd';
  return [found(code, { stack, status, reason: wordsOf(reason) })];
}
