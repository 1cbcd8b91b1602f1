import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
  type DynamoDBClient,
  type ScanCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Attributes } from '../../lambda/aws/bot-table';
import type { TableKey } from '../../lambda/shared/table-keys';

/** What of an item is looked at to find whose it is; never what was said, and no bytes of a file. */
export interface Glimpse extends TableKey {
  /** In lower case. Of a delivery record; of an audit record of release 0.1. */
  readonly member?: unknown;
  readonly state?: unknown;
  /** Milliseconds since epoch. */
  readonly receivedAt?: unknown;
  /** Seconds since epoch. */
  readonly expiresAt?: unknown;
  readonly record?: { readonly member?: unknown };
  /** Whether the item has the attribute that was asked for. */
  readonly has: boolean;
}

/** The bot table as an operator looks through it. What has expired and is not deleted yet is there, too. */
export class WholeTable {
  constructor(
    private readonly client: Pick<DynamoDBClient, 'send'>,
    private readonly name: string,
  ) {}

  /** Every item of the table. @param attribute name of one, such as it may have */
  async *glimpses(attribute: string): AsyncGenerator<Glimpse> {
    let from: ScanCommandOutput['LastEvaluatedKey'];
    do {
      const page: ScanCommandOutput = await this.client.send(
        new ScanCommand({
          TableName: this.name,
          ConsistentRead: true,
          ProjectionExpression:
            'pk, sk, #member, #state, #receivedAt, #expiresAt, #record.#member, #attribute',
          ExpressionAttributeNames: {
            '#member': 'member',
            '#state': 'state',
            '#receivedAt': 'receivedAt',
            '#expiresAt': 'expiresAt',
            '#record': 'record',
            '#attribute': attribute,
          },
          ExclusiveStartKey: from,
        }),
      );
      for (const item of page.Items ?? []) {
        const { [attribute]: asked, ...rest } = unmarshall(item);
        yield { ...(rest as TableKey), has: asked !== undefined };
      }
      from = page.LastEvaluatedKey;
    } while (from);
  }

  /** @param attribute the only one to be read @default all of them */
  async get(key: TableKey, attribute?: string): Promise<Attributes | undefined> {
    const { Item } = await this.client.send(
      new GetItemCommand({
        TableName: this.name,
        Key: marshall(key),
        ConsistentRead: true,
        ...(attribute !== undefined && {
          ProjectionExpression: '#attribute',
          ExpressionAttributeNames: { '#attribute': attribute },
        }),
      }),
    );
    return Item && unmarshall(Item);
  }

  async delete(key: TableKey): Promise<void> {
    await this.client.send(new DeleteItemCommand({ TableName: this.name, Key: marshall(key) }));
  }

  async removeAttribute(key: TableKey, attribute: string): Promise<void> {
    await unlessRefused(() =>
      this.client.send(
        new UpdateItemCommand({
          TableName: this.name,
          Key: marshall(key),
          UpdateExpression: 'REMOVE #attribute',
          // An item that is gone would come into being again.
          ConditionExpression: 'attribute_exists(#attribute)',
          ExpressionAttributeNames: { '#attribute': attribute },
        }),
      ),
    );
  }

  /**
   * Leaves of a delivery record nothing but that the message is done, so that it is not answered should it come again.
   * @param abandonedBefore a message first taken before is in no queue any more; ms since epoch
   * @param expiresAt seconds since epoch
   * @returns false if the message is under way
   */
  async emptyDelivery(key: TableKey, abandonedBefore: number, expiresAt: number): Promise<boolean> {
    return unlessRefused(() =>
      this.client.send(
        new PutItemCommand({
          TableName: this.name,
          Item: marshall({ ...key, state: 'DONE', expiresAt, v: 1 }),
          ConditionExpression: 'attribute_not_exists(pk) OR #state = :done OR #receivedAt < :before',
          ExpressionAttributeNames: { '#state': 'state', '#receivedAt': 'receivedAt' },
          ExpressionAttributeValues: marshall({ ':done': 'DONE', ':before': abandonedBefore }),
        }),
      ),
    );
  }
}

/** @returns false if the condition of the write did not hold */
async function unlessRefused(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
