import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, TableEncryptionV2, TableV2, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { TABLE_KEYS } from '../../lambda/shared/table-keys';

export interface BotTableProps {
  /** Encrypts it. @default a key of DynamoDB's own */
  readonly key?: IKey | undefined;
  /** Name of the table of an earlier deployment. @default a new one */
  readonly adopted?: string | undefined;
}

/** The one table that holds all state. It outlives the stack. */
export class BotTable extends Construct {
  readonly table: ITable;

  constructor(scope: Construct, id: string, { key, adopted }: BotTableProps = {}) {
    super(scope, id);
    this.table = adopted === undefined ? this.newTable(key) : TableV2.fromTableName(this, 'Table', adopted);
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

  private newTable(key: IKey | undefined): ITable {
    return new TableV2(this, 'Table', {
      partitionKey: { name: TABLE_KEYS.partition, type: AttributeType.STRING },
      sortKey: { name: TABLE_KEYS.sort, type: AttributeType.STRING },
      timeToLiveAttribute: TABLE_KEYS.timeToLive,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      ...(key && { encryption: TableEncryptionV2.customerManagedKey(key) }),
      // Not RETAIN_ON_UPDATE_OR_DELETE: a first deployment that fails would try to delete it, against its protection,
      // and get stuck. The empty table that stays behind costs nothing.
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
