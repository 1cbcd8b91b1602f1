import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../../lambda/shared/environment';
import { PARTITIONS } from '../../lambda/shared/table-keys';
import type { AuditTrail } from './audit-trail';
import { BotFunction, type BotFunctionBasis } from './bot-function';
import { BotTable } from './bot-table';
import { Credentials } from './credentials';
import type { EgressNetwork } from './egress-network';

export interface RecoveryProps extends BotFunctionBasis {
  readonly credentials: Credentials;
  readonly table: ITable;
  readonly audit: AuditTrail;
  readonly network: EgressNetwork;
}

/** Every minute, from the company's own address: finds out that WeCom refuses an app, and when that has ended. */
export class Recovery extends Construct {
  readonly function: BotFunction;

  constructor(scope: Construct, id: string, props: RecoveryProps) {
    super(scope, id);
    const { credentials, table, audit } = props;

    this.function = new BotFunction(this, 'Recovery', {
      ...props,
      entry: 'recovery',
      description: 'Finds out whether WeCom takes the calls of each app',
      timeout: Duration.seconds(60),
      memorySize: 256,
      environment: {
        [ENVIRONMENT.wecomSecret]: credentials.wecom.secretArn,
        [ENVIRONMENT.botTable]: table.tableName,
        [ENVIRONMENT.auditLog]: audit.log.logGroupName,
      },
    });
    const recovery = this.function.lambda;
    // The next minute comes anyway: what failed is not tried again, and what is late not at all.
    const atMostOnce = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };
    recovery.configureAsyncInvoke(atMostOnce);
    Credentials.grantRead(credentials.wecom, recovery);
    BotTable.grantPartitions(
      table,
      recovery,
      [PARTITIONS.status, PARTITIONS.token],
      ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
    );
    const { audit: outbox, spent } = PARTITIONS;
    BotTable.grantPartitions(table, recovery, [outbox, spent], ['dynamodb:Query']);
    BotTable.grantPartitions(table, recovery, [outbox], ['dynamodb:PutItem', 'dynamodb:DeleteItem']);
    audit.grantWrite(this.function);

    new Rule(this, 'EveryMinute', {
      description: 'WeCom GPT: looks after blocked apps',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(recovery, atMostOnce)],
    });
  }
}
