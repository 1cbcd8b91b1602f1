import { DescribeStackEventsCommand, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { stageContext, type RunCdk } from '../cdk/run-cdk';
import { findStackNamed } from '../stack/find';
import { TeardownError, type FailedResource } from './faults';

/** What destroying a stack needs. */
export interface DestroyPorts {
  readonly cloudFormation: CloudFormationClient;
  readonly runCdk: RunCdk;
  /** Says how far it is. */
  readonly say: (line: string) => void;
}

/** How many of CDK's last lines tell what was wrong. */
const TELLING = 5;
/** What did not fail itself. */
const CANCELLED = 'Resource deletion cancelled';
const IN_PROGRESS = '_IN_PROGRESS';

/**
 * Deletes a stack by the CDK command line, and looks whether it is gone: CDK ends well also if it knows no such stack.
 * @param stage of it @param total how many resources it has
 * @throws TeardownError under-way, not-deleted, cdk-failed
 */
export async function destroy(
  { cloudFormation, runCdk, say }: DestroyPorts,
  stack: string,
  stage: string | undefined,
  total: number,
): Promise<void> {
  const { lastWords } = await runCdk(
    ['destroy', stack, '--force', ...stageContext(stage)],
    destroyProgress(say, total),
    // What is deleted need not keep to any policy.
    { CDK_VALIDATION: 'false' },
  );
  const status = await statusOf(cloudFormation, stack);
  if (status === undefined) return;
  // Ctrl-C ended CDK alone.
  if (status.endsWith(IN_PROGRESS)) throw new TeardownError({ code: 'under-way', stack, status });
  if (status === 'DELETE_FAILED') {
    throw new TeardownError({ code: 'not-deleted', stack, failed: await failuresOf(cloudFormation, stack) });
  }
  throw new TeardownError({ code: 'cdk-failed', words: lastWords.slice(-TELLING).join(' / ') });
}

/** Makes of CDK's lines (`NAME | 3 | 10:00:00 AM | DELETE_COMPLETE | AWS::SQS::Queue | …`) those of what is gone, or failed. */
export function destroyProgress(say: (line: string) => void, total: number): (line: string) => void {
  const failed = new Set<string>();
  let gone = 0;
  return (line) => {
    const [, status, type = '', name = ''] =
      /\|\s*(DELETE_COMPLETE|DELETE_FAILED)\s*\|\s*([\w:]+)\s*\|\s*(.*)$/.exec(line) ?? [];
    if (status === undefined || type === 'AWS::CloudFormation::Stack') return;
    if (status === 'DELETE_COMPLETE') {
      gone += 1;
      say(`${gone}/${total}  ${type}  ${name}`);
    } else if (!failed.has(name)) {
      // CDK lists them once more in the end.
      failed.add(name);
      say(`✗ ${type}  ${name}`);
    }
  };
}

/** @returns undefined: the stack is gone */
async function statusOf(client: CloudFormationClient, stack: string): Promise<string | undefined> {
  const found = await findStackNamed(client, stack);
  return found && (found.StackStatus ?? '');
}

/** What failed in the last deletion. */
async function failuresOf(client: CloudFormationClient, stack: string): Promise<FailedResource[]> {
  const failures: FailedResource[] = [];
  let next: string | undefined;
  do {
    const page = await client.send(new DescribeStackEventsCommand({ StackName: stack, NextToken: next }));
    // The newest first.
    for (const event of page.StackEvents ?? []) {
      const { ResourceType: type = '', LogicalResourceId: resource = '', ResourceStatus: status } = event;
      const isOfStack = type === 'AWS::CloudFormation::Stack';
      if (isOfStack && status === 'DELETE_IN_PROGRESS') return causesIn(failures);
      if (!isOfStack && status === 'DELETE_FAILED')
        failures.push({ resource, type, reason: event.ResourceStatusReason ?? '' });
    }
    next = page.NextToken;
  } while (next !== undefined);
  return causesIn(failures);
}

function causesIn(failures: readonly FailedResource[]): FailedResource[] {
  const causes = failures.filter(({ reason }) => !reason.startsWith(CANCELLED));
  return [...(causes.length > 0 ? causes : failures)];
}
