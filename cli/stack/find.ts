import { existsSync, readFileSync } from 'node:fs';
import { DescribeStacksCommand, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { TOOLS_KEY_ID } from '../../local/aws/front';
import { FaultError, type StackFault } from './faults';

/** How a service is called; empty: as the operator's AWS SDK does. */
export interface ClientSettings {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** A stack, and how its services are called. */
export interface FoundStack<Output extends string> {
  readonly outputs: Readonly<Record<Output, string>>;
  readonly sqs: ClientSettings;
  readonly dynamodb: ClientSettings;
}

/** @param outputs those that are needed @throws FaultError no-such-stack, old-stack; and what the client throws */
export async function stackInAws<Output extends string>(
  client: CloudFormationClient,
  stack: string,
  outputs: readonly Output[],
): Promise<FoundStack<Output>> {
  const region = await client.config.region();
  const { Stacks = [] } = await describe(client, stack, region);
  const there = Object.fromEntries(
    (Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue }) => [OutputKey, OutputValue]),
  );
  return { outputs: wanted(there, outputs), sqs: {}, dynamodb: {} };
}

/**
 * The stack of the running `npm start`.
 * @param file that it writes
 * @param outputs those that are needed
 * @throws FaultError not-running, old-stack
 */
export function localStack<Output extends string>(
  file: string,
  outputs: readonly Output[],
): FoundStack<Output> {
  if (!existsSync(file)) throw faultError({ code: 'not-running' });
  const { sqsUrl, dynamodbUrl, ...written } = JSON.parse(readFileSync(file, 'utf8')) as {
    sqsUrl: string;
    dynamodbUrl: string;
    outputs?: Record<string, string>;
  };
  const asTool = { region: 'local', credentials: { accessKeyId: TOOLS_KEY_ID, secretAccessKey: 'local' } };
  return {
    outputs: wanted(written.outputs ?? {}, outputs),
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
    throw faultError({ code: 'no-such-stack', stack, region });
  }
}

function wanted<Output extends string>(
  there: Readonly<Record<string, string | undefined>>,
  outputs: readonly Output[],
): Record<Output, string> {
  const entries = outputs.map((output) => {
    const value = there[output];
    if (!value) throw faultError({ code: 'old-stack', output });
    return [output, value];
  });
  return Object.fromEntries(entries) as Record<Output, string>;
}

function faultError(fault: StackFault): FaultError<StackFault> {
  return new FaultError(fault);
}
