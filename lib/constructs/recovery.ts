import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { BotConfig } from '../../lambda/shared/bot-config';
import { ENVIRONMENT } from '../../lambda/shared/environment';
import { PARTITIONS } from '../../lambda/shared/table-keys';
import { BotFunction } from './bot-function';
import { BotTable } from './bot-table';
import { Credentials } from './credentials';
import type { EgressNetwork } from './egress-network';

export interface RecoveryProps {
  readonly config: BotConfig;
  readonly credentials: Credentials;
  readonly table: ITable;
  readonly network: EgressNetwork;
}

/** Every minute, from the company's own address: finds out that WeCom refuses an app, and when that has ended. */
export class Recovery extends Construct {
  constructor(scope: Construct, id: string, { config, credentials, table, network }: RecoveryProps) {
    super(scope, id);

    const recovery = new BotFunction(this, 'Recovery', {
      entry: 'recovery',
      description: 'Finds out whether WeCom takes the calls of each app',
      config,
      timeout: Duration.seconds(60),
      memorySize: 256,
      network,
      environment: {
        [ENVIRONMENT.wecomSecret]: credentials.wecom.secretArn,
        [ENVIRONMENT.botTable]: table.tableName,
      },
    });
    // The next minute comes anyway: what failed is not tried again, and what is late not at all.
    const atMostOnce = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };
    recovery.function.configureAsyncInvoke(atMostOnce);
    Credentials.grantRead(credentials.wecom, recovery.function);
    BotTable.grantPartitions(
      table,
      recovery.function,
      [PARTITIONS.status, PARTITIONS.token],
      ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
    );

    new Rule(this, 'EveryMinute', {
      description: 'WeCom GPT: looks after blocked apps',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(recovery.function, atMostOnce)],
    });
  }
}
