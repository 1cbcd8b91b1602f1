import { Stack, type Duration } from 'aws-cdk-lib';
import {
  Architecture,
  Function as LambdaFunction,
  Runtime,
  type FunctionProps,
} from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { BotConfig } from '../../lambda/shared/bot-config';
import { ENVIRONMENT } from '../../lambda/shared/environment';
import { botRole } from './bot-role';
import { bundleOf } from './bundle';
import type { EgressNetwork } from './egress-network';
import type { WorkLogs } from './work-logs';

/** What every function of the bot is made with. */
export interface BotFunctionBasis {
  /** Compiled into the bundle. */
  readonly config: BotConfig;
  /** Makes the function's log. */
  readonly logs: WorkLogs;
}

export interface BotFunctionProps extends BotFunctionBasis {
  /** Folder below `lambda/`. */
  readonly entry: string;
  /** Libraries that are read only when they are used, as they are required. */
  readonly apart?: readonly string[];
  readonly description: string;
  readonly timeout: Duration;
  /** In MB. A function's share of CPU follows it: 1769 MB are one whole core. */
  readonly memorySize: number;
  /** Where things are; never a secret. */
  readonly environment: Partial<Record<(typeof ENVIRONMENT)[keyof typeof ENVIRONMENT], string>>;
  /** The network that its calls leave through. @default AWS's own, from an address that changes */
  readonly network?: EgressNetwork;
}

/** The one way to make a Lambda function here. */
export class BotFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: BotFunctionProps) {
    super(scope, id);
    const logGroup = props.logs.group(this, 'Logs');
    this.logGroup = logGroup;
    this.lambda = new LambdaFunction(this, 'Function', {
      description: props.description,
      code: bundleOf(props.entry, props.config, props.apart),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: props.timeout,
      memorySize: props.memorySize,
      environment: { [ENVIRONMENT.metricsNamespace]: Stack.of(this).stackName, ...props.environment },
      role: botRole(this, { logs: logGroup, inVpc: props.network !== undefined }),
      logGroup,
      ...(props.network ? placeIn(props.network) : {}),
    });
  }
}

function placeIn(network: EgressNetwork): Partial<FunctionProps> {
  return { vpc: network.vpc, vpcSubnets: network.subnets, securityGroups: [network.securityGroup] };
}
