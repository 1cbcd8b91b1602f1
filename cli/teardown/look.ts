import {
  ListStackResourcesCommand,
  type CloudFormationClient,
  type Stack,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { GetQueueAttributesCommand, QueueDoesNotExist, type SQSClient } from '@aws-sdk/client-sqs';
import { describeStack, outputsOf } from '../stack/find';
import { TeardownError } from './faults';
import { keptOf, type KeptThing } from './kept';

/** How many messages go with the queues. */
export interface MessageCounts {
  /** Waiting for an answer, or being answered. */
  readonly waiting: number;
  readonly deadLetters: number;
}

/** The stack before it is taken away. */
export interface StackView {
  readonly status: string;
  readonly resources: readonly StackResourceSummary[];
  readonly kept: readonly KeptThing[];
  /** The output that names what outlives it. */
  readonly keepLine: string | undefined;
  /** Undefined: the queues are gone, or never were. */
  readonly messages: MessageCounts | undefined;
  /** Whether a DNS record elsewhere points to it. */
  readonly hasCname: boolean;
}

/** @throws FaultError no-such-stack; TeardownError protected, under-way; and what the clients throw */
export async function lookAt(
  cloudFormation: CloudFormationClient,
  sqs: SQSClient,
  name: string,
): Promise<StackView> {
  const stack = await describeStack(cloudFormation, name);
  demandDeletable(stack, name);
  const { KeepLine: keepLine, ...outputs } = outputsOf(stack);
  const resources = await resourcesOf(cloudFormation, name);
  return {
    status: stack.StackStatus ?? '',
    resources,
    kept: keptOf(keepLine, resources),
    keepLine,
    messages: await messagesIn(sqs, outputs['MessageQueueUrl'], outputs['DeadLetterQueueUrl']),
    hasCname: outputs['Step4aCnameTarget'] !== undefined,
  };
}

/** @param urls of the queues; undefined: the stack names none */
export async function messagesIn(
  sqs: SQSClient,
  ...urls: readonly [queue: string | undefined, deadLetters: string | undefined]
): Promise<MessageCounts | undefined> {
  const [queue, deadLetters] = urls;
  if (queue === undefined || deadLetters === undefined) return undefined;
  try {
    return { waiting: await countIn(sqs, queue), deadLetters: await countIn(sqs, deadLetters) };
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return undefined;
    throw error;
  }
}

function demandDeletable(stack: Stack, name: string): void {
  if (stack.EnableTerminationProtection) throw new TeardownError({ code: 'protected', stack: name });
  const status = stack.StackStatus ?? '';
  // Of one that is only being reviewed nothing is there yet.
  if (status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS')
    throw new TeardownError({ code: 'under-way', stack: name, status });
}

/** Those that are still there. */
async function resourcesOf(client: CloudFormationClient, name: string): Promise<StackResourceSummary[]> {
  const resources: StackResourceSummary[] = [];
  let next: string | undefined;
  do {
    const page = await client.send(new ListStackResourcesCommand({ StackName: name, NextToken: next }));
    resources.push(...(page.StackResourceSummaries ?? []));
    next = page.NextToken;
  } while (next !== undefined);
  return resources.filter(({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE');
}

async function countIn(sqs: SQSClient, url: string): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ],
    }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}
