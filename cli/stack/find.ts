import { existsSync, readFileSync } from 'node:fs';
import { DescribeStacksCommand, type CloudFormationClient, type Stack } from '@aws-sdk/client-cloudformation';
import { TOOLS_KEY_ID } from '../../local/aws/front';
import { FaultError, type StackFault } from './faults';
import { isRunning } from './is-running';

/** How a service is called; empty: as the operator's AWS SDK does. */
export interface ClientSettings {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The services that the commands call. */
export type ServiceName = 'sqs' | 'dynamodb' | 'secretsManager' | 'logs' | 'lambda';

/** A stack, and how its services are called. */
export interface FoundStack<Output extends string> extends Readonly<Record<ServiceName, ClientSettings>> {
  readonly outputs: Readonly<Record<Output, string>>;
  /** All that the stack puts out, by name. */
  readonly allOutputs: Readonly<Record<string, string>>;
}

/** What `npm start` writes of itself, as far as it is needed here. */
interface WrittenEndpoints {
  readonly sqsUrl: string;
  readonly dynamodbUrl: string;
  readonly secretsManagerUrl: string;
  readonly logsUrl: string;
  readonly lambdaUrl: string;
  readonly simulatorUrl: string;
  readonly outputs?: Record<string, string>;
  readonly pid?: number;
}

/** @param outputs those that are needed @throws FaultError no-such-stack, old-stack; and what the client throws */
export async function stackInAws<Output extends string>(
  client: CloudFormationClient,
  stack: string,
  outputs: readonly Output[],
): Promise<FoundStack<Output>> {
  const there = outputsOf(await describeStack(client, stack));
  return {
    outputs: wanted(there, outputs),
    allOutputs: there,
    sqs: {},
    dynamodb: {},
    secretsManager: {},
    logs: {},
    lambda: {},
  };
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
  const written = endpointsIn(file);
  if (!written) throw faultError({ code: 'not-running' });
  const { sqsUrl, dynamodbUrl, secretsManagerUrl, logsUrl, lambdaUrl, outputs: there = {} } = written;
  const at = (endpoint: string): ClientSettings => ({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: TOOLS_KEY_ID, secretAccessKey: 'local' },
  });
  return {
    outputs: wanted(there, outputs),
    allOutputs: there,
    sqs: at(sqsUrl),
    dynamodb: at(dynamodbUrl),
    secretsManager: at(secretsManagerUrl),
    logs: at(logsUrl),
    lambda: at(lambdaUrl),
  };
}

/**
 * Where the simulator of the running `npm start` listens, which stands for WeCom's admin console.
 * @param file that `npm start` writes
 * @returns undefined: it does not run
 */
export function simulatorUrlIn(file: string): string | undefined {
  return endpointsIn(file)?.simulatorUrl;
}

/** @returns undefined where none runs, also where it was killed before it could take its file away */
function endpointsIn(file: string): WrittenEndpoints | undefined {
  if (!existsSync(file)) return undefined;
  const written = JSON.parse(readFileSync(file, 'utf8')) as WrittenEndpoints;
  return written.pid === undefined || isRunning(written.pid) ? written : undefined;
}

/** A stack as CloudFormation has it. @throws FaultError no-such-stack; and what the client throws */
export async function describeStack(client: CloudFormationClient, stack: string): Promise<Stack> {
  const found = await findStackNamed(client, stack);
  if (found) return found;
  throw faultError({ code: 'no-such-stack', stack, region: await client.config.region() });
}

/** A stack as CloudFormation has it; undefined: there is none. @throws what the client throws */
export async function findStackNamed(client: CloudFormationClient, name: string): Promise<Stack | undefined> {
  try {
    const { Stacks: [found] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return found;
  } catch (error) {
    const { name: kind, message } = error as Error;
    if (kind === 'ValidationError' && message.includes('does not exist')) return undefined;
    throw error;
  }
}

/** What a stack puts out, by name. */
export function outputsOf({ Outputs = [] }: Stack): Record<string, string> {
  return Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
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
