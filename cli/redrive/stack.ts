import { existsSync, readFileSync } from 'node:fs';
import { DescribeStacksCommand, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { SQSClientConfig } from '@aws-sdk/client-sqs';
import { TOOLS_KEY_ID } from '../../local/aws/front';
import { RedriveError } from './faults';

/** The outputs of the stack that say where its messages are. */
type Output = 'MessageQueueUrl' | 'DeadLetterQueueUrl' | 'BotTableName';

/** A stack, and how its services are called. */
export interface FoundStack {
  readonly outputs: Readonly<Record<Output, string>>;
  /** Empty: those of the operator. */
  readonly sqs: SQSClientConfig;
  readonly dynamodb: DynamoDBClientConfig;
}

/** @throws RedriveError no-such-stack, old-stack; and what the client throws */
export async function stackInAws(client: CloudFormationClient, stack: string): Promise<FoundStack> {
  const region = await client.config.region();
  const { Stacks = [] } = await describe(client, stack, region);
  const outputs = Stacks[0]?.Outputs ?? [];
  const byName = Object.fromEntries(
    outputs.map(({ OutputKey = '', OutputValue }) => [OutputKey, OutputValue]),
  );
  return { outputs: wanted(byName), sqs: {}, dynamodb: {} };
}

/**
 * The stack of the running `npm start`.
 * @param file that it writes
 * @throws RedriveError not-running, old-stack
 */
export function localStack(file: string): FoundStack {
  if (!existsSync(file)) throw new RedriveError({ code: 'not-running' });
  const { sqsUrl, dynamodbUrl, outputs } = JSON.parse(readFileSync(file, 'utf8')) as {
    sqsUrl: string;
    dynamodbUrl: string;
    outputs?: Record<string, string>;
  };
  const asTool = { region: 'local', credentials: { accessKeyId: TOOLS_KEY_ID, secretAccessKey: 'local' } };
  return {
    outputs: wanted(outputs ?? {}),
    sqs: { ...asTool, endpoint: sqsUrl },
    dynamodb: { ...asTool, endpoint: dynamodbUrl },
  };
}

async function describe(client: CloudFormationClient, stack: string, region: string) {
  try {
    return await client.send(new DescribeStacksCommand({ StackName: stack }));
  } catch (error) {
    const { name, message } = error as Error;
    if (name !== 'ValidationError' || !message.includes('does not exist')) throw error;
    throw new RedriveError({ code: 'no-such-stack', stack, region });
  }
}

function wanted(outputs: Readonly<Record<string, string | undefined>>): FoundStack['outputs'] {
  const valueOf = (output: Output): string => {
    const value = outputs[output];
    if (!value) throw new RedriveError({ code: 'old-stack', output });
    return value;
  };
  return {
    MessageQueueUrl: valueOf('MessageQueueUrl'),
    DeadLetterQueueUrl: valueOf('DeadLetterQueueUrl'),
    BotTableName: valueOf('BotTableName'),
  };
}
