import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type DynamoDBClient,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall, type NativeAttributeValue } from '@aws-sdk/util-dynamodb';
import type { TableKey } from '../shared/table-keys';

/** An item's own attributes, without its keys. */
export type Attributes = Record<string, NativeAttributeValue>;

/** A conditional write of one item, in DynamoDB's own expressions. */
export interface ConditionalUpdate {
  readonly update: string;
  readonly condition: string;
  /** Every attribute is named by a placeholder, since many good names are reserved words. */
  readonly names: Record<string, string>;
  readonly values: Attributes;
}

/**
 * The one table. Reads are strongly consistent, and leave out what has expired: time to live deletes days late.
 * Writes are of single items; `expiresAt` is in seconds since epoch.
 */
export class BotTable {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly name: string,
    /** Milliseconds since epoch. */
    private readonly clock: () => number,
  ) {}

  /** Rejects when `signal` is aborted. */
  async get(key: TableKey, signal?: AbortSignal): Promise<Attributes | undefined> {
    const { Item } = await this.client.send(
      new GetItemCommand({ TableName: this.name, Key: marshall(key), ConsistentRead: true }),
      signal && { abortSignal: signal },
    );
    const item = Item && unmarshall(Item);
    return item && !this.isExpired(item) ? item : undefined;
  }

  async put(key: TableKey, attributes: Attributes): Promise<void> {
    await this.client.send(
      new PutItemCommand({ TableName: this.name, Item: marshall({ ...attributes, ...key }) }),
    );
  }

  /** @returns the item as it is now, or undefined if the condition did not hold */
  async updateIf(
    key: TableKey,
    { update, condition, names, values }: ConditionalUpdate,
  ): Promise<Attributes | undefined> {
    try {
      const { Attributes: item = {} } = await this.client.send(
        new UpdateItemCommand({
          TableName: this.name,
          Key: marshall(key),
          UpdateExpression: update,
          ConditionExpression: condition,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: marshall(values),
          ReturnValues: 'ALL_NEW',
        }),
      );
      return unmarshall(item);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }

  async delete(key: TableKey): Promise<void> {
    await this.client.send(new DeleteItemCommand({ TableName: this.name, Key: marshall(key) }));
  }

  /** The first `limit` items of a partition, in ascending order. */
  async oldest(pk: string, limit: number): Promise<Attributes[]> {
    const { Items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: marshall({ ':pk': pk }),
        Limit: limit,
        ConsistentRead: true,
      }),
    );
    return Items.map((item) => unmarshall(item)).filter((item) => !this.isExpired(item));
  }

  /** The last `limit` items whose sort key begins so, in ascending order. */
  async latest({ pk, sk: prefix }: TableKey, limit: number): Promise<Attributes[]> {
    const { Items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: marshall({ ':pk': pk, ':prefix': prefix }),
        ScanIndexForward: false,
        Limit: limit,
        ConsistentRead: true,
      }),
    );
    return Items.map((item) => unmarshall(item))
      .filter((item) => !this.isExpired(item))
      .reverse();
  }

  /** All items whose sort key begins so, in ascending order. */
  async all(prefix: TableKey): Promise<Attributes[]> {
    return (await this.query(prefix, {})).filter((item) => !this.isExpired(item));
  }

  /** The sort keys that begin so, in ascending order, whether expired or not. */
  async sortKeys(prefix: TableKey): Promise<string[]> {
    const items = await this.query(prefix, { ProjectionExpression: 'sk' });
    return items.map(({ sk }) => String(sk));
  }

  /** Page by page: a page has 1 MB. */
  private async query(
    { pk, sk: prefix }: TableKey,
    options: Pick<QueryCommandInput, 'ProjectionExpression'>,
  ): Promise<Attributes[]> {
    const items: Attributes[] = [];
    let start: QueryCommandInput['ExclusiveStartKey'];
    do {
      const { Items = [], LastEvaluatedKey } = await this.client.send(
        new QueryCommand({
          TableName: this.name,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: marshall({ ':pk': pk, ':prefix': prefix }),
          ConsistentRead: true,
          ExclusiveStartKey: start,
          ...options,
        }),
      );
      items.push(...Items.map((item) => unmarshall(item)));
      start = LastEvaluatedKey;
    } while (start);
    return items;
  }

  /** Deletes every item whose sort key begins so. */
  async deleteAll({ pk, sk: prefix }: TableKey): Promise<void> {
    for (;;) {
      const { Items = [] } = await this.client.send(
        new QueryCommand({
          TableName: this.name,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: marshall({ ':pk': pk, ':prefix': prefix }),
          ProjectionExpression: 'pk, sk',
          Limit: 100,
          ConsistentRead: true,
        }),
      );
      if (Items.length === 0) return;
      for (const key of Items) await this.delete(unmarshall(key) as TableKey);
    }
  }

  private isExpired(item: Attributes): boolean {
    return typeof item['expiresAt'] === 'number' && item['expiresAt'] * 1000 <= this.clock();
  }
}
