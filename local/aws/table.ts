import { Dynalite } from './dynalite';
import { AwsError, isRecord, stringIn, type AwsService, type Call, type Input } from './service';

/** What the template says of a table. */
export interface TableSettings {
  readonly name: string;
  readonly keySchema: readonly { readonly AttributeName: string; readonly KeyType: string }[];
  readonly attributeDefinitions: readonly unknown[];
}

const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem'];

/**
 * DynamoDB in memory: dynalite behind a front that makes reads without `ConsistentRead: true` see
 * every item as it was before its last change, which DynamoDB allows itself and dynalite never does.
 * A second table holds those former items. Items that have expired stay, as they may for days on AWS.
 */
export class Tables {
  private readonly keys = new Map<string, readonly string[]>();
  private readonly lastWrites = new Map<string, Promise<unknown>>();
  private readonly dynalite = new Dynalite();

  static async start(settings: readonly TableSettings[]): Promise<Tables> {
    const tables = new Tables();
    for (const table of settings) await tables.create(table);
    return tables;
  }

  readonly service: AwsService = async ({ operation, input }: Call): Promise<object> => {
    const name = stringIn(input, 'TableName') ?? '';
    const keys = this.keys.get(name);
    if (keys === undefined) {
      throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
    }
    if (WRITES.includes(operation)) return this.write(operation, name, keys, input);
    return this.dynalite.call(
      operation,
      input['ConsistentRead'] === true ? input : { ...input, TableName: formerName(name) },
    );
  };

  /** Waits for the writes that are under way, each of which is several calls. */
  async close(): Promise<void> {
    while (this.lastWrites.size > 0) await Promise.all(this.lastWrites.values());
    await this.dynalite.close();
  }

  private async create({ name, keySchema, attributeDefinitions }: TableSettings): Promise<void> {
    for (const TableName of [name, formerName(name)]) {
      await this.dynalite.createTable({
        TableName,
        KeySchema: keySchema,
        AttributeDefinitions: attributeDefinitions,
        BillingMode: 'PAY_PER_REQUEST',
      });
    }
    this.keys.set(
      name,
      keySchema.map((each) => each.AttributeName),
    );
  }

  private write(operation: string, table: string, keys: readonly string[], input: Input): Promise<object> {
    const item = input['Key'] ?? input['Item'];
    const key = isRecord(item) ? Object.fromEntries(keys.map((name) => [name, item[name]])) : {};
    return this.afterLastWrite(JSON.stringify([table, key]), async () => {
      const before = await this.dynalite
        .call('GetItem', { TableName: table, Key: key, ConsistentRead: true })
        .catch(() => undefined); // a bad key: the write itself says so
      const answer = await this.dynalite.call(operation, input);
      const former = before?.['Item'];
      const TableName = formerName(table);
      await (former === undefined
        ? this.dynalite.call('DeleteItem', { TableName, Key: key })
        : this.dynalite.call('PutItem', { TableName, Item: former }));
      return answer;
    });
  }

  /** Writes of one item happen one after another, so that what was before is what was before. */
  private async afterLastWrite<T>(item: string, write: () => Promise<T>): Promise<T> {
    const mine = (this.lastWrites.get(item) ?? Promise.resolve()).then(write);
    const settled = mine.catch(() => undefined);
    this.lastWrites.set(item, settled);
    try {
      return await mine;
    } finally {
      if (this.lastWrites.get(item) === settled) this.lastWrites.delete(item);
    }
  }
}

function formerName(table: string): string {
  return `${table}.former`;
}
