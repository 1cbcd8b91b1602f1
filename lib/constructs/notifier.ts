import { Duration } from 'aws-cdk-lib';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../../lambda/shared/environment';
import { BotFunction, type BotFunctionBasis } from './bot-function';
import { Credentials } from './credentials';

export interface NotifierProps extends BotFunctionBasis {
  /** Address of the robot in the admins' group. */
  readonly secret: ISecret;
  /** Where alarms come from. */
  readonly topic: ITopic;
  /** The addresses to be trusted. */
  readonly ips: readonly string[];
}

/** Tells a group in WeCom of alarms, by its robot: from any address, so also while WeCom refuses the apps. */
export class Notifier extends Construct {
  readonly function: BotFunction;

  constructor(scope: Construct, id: string, props: NotifierProps) {
    super(scope, id);
    const { secret, topic, ips } = props;
    this.function = new BotFunction(this, 'Notifier', {
      ...props,
      entry: 'notifier',
      description: "Writes alarms into the admins' group in WeCom",
      timeout: Duration.seconds(30),
      memorySize: 256,
      environment: {
        [ENVIRONMENT.robotSecret]: secret.secretArn,
        [ENVIRONMENT.trustedIps]: ips.join(';'),
      },
    });
    Credentials.grantRead(secret, this.function.lambda);
    topic.addSubscription(new LambdaSubscription(this.function.lambda));
  }
}
