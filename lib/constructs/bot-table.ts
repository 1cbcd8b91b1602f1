import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, TableV2, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { TABLE_KEYS } from '../../lambda/shared/table-keys';

/** The one table that holds all state. It outlives the stack. */
export class BotTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: TABLE_KEYS.partition, type: AttributeType.STRING },
      sortKey: { name: TABLE_KEYS.sort, type: AttributeType.STRING },
      timeToLiveAttribute: TABLE_KEYS.timeToLive,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      // Not RETAIN_ON_UPDATE_OR_DELETE: a first deployment that fails would try to delete it, against its protection,
      // and get stuck. The empty table that stays behind costs nothing.
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /**
   * Lets a function do something with items of these partitions, and nothing with any other.
   * @param prefixes how the partition keys begin @param actions such as take the partition key of each item
   */
  static grantPartitions(
    table: ITable,
    grantee: IGrantable,
    prefixes: readonly string[],
    actions: readonly string[],
  ): void {
    Grant.addToPrincipal({
      grantee,
      actions: [...actions],
      resourceArns: [table.tableArn],
      conditions: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': prefixes.map((prefix) => `${prefix}*`) },
      },
    });
  }
}
