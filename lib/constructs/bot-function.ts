import { RemovalPolicy, type Duration } from 'aws-cdk-lib';
import {
  Architecture,
  Function as LambdaFunction,
  Runtime,
  type FunctionProps,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { BotConfig } from '../../lambda/shared/bot-config';
import type { ENVIRONMENT } from '../../lambda/shared/environment';
import { bundleOf } from './bundle';
import type { EgressNetwork } from './egress-network';

export interface BotFunctionProps {
  /** Folder below `lambda/`. */
  readonly entry: string;
  readonly description: string;
  /** Compiled into the bundle. */
  readonly config: BotConfig;
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
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: BotFunctionProps) {
    super(scope, id);
    this.function = new LambdaFunction(this, 'Function', {
      description: props.description,
      code: bundleOf(props.entry, props.config),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: props.timeout,
      memorySize: props.memorySize,
      environment: props.environment,
      logGroup: new LogGroup(this, 'Logs', {
        retention: RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      ...(props.network ? placeIn(props.network) : {}),
    });
  }
}

/** The role stays CDK's own: one made by hand would lack the right to make network interfaces. */
function placeIn(network: EgressNetwork): Partial<FunctionProps> {
  return { vpc: network.vpc, vpcSubnets: network.subnets, securityGroups: [network.securityGroup] };
}
