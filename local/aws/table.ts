import { randomUUID } from 'node:crypto';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import { SERVICES } from './operations';
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

  private constructor(private readonly dynalite: Dynalite) {}

  static async start(settings: readonly TableSettings[]): Promise<Tables> {
    const tables = new Tables(await Dynalite.start());
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

  close(): Promise<void> {
    return this.dynalite.close();
  }

  private async create({ name, keySchema, attributeDefinitions }: TableSettings): Promise<void> {
    for (const TableName of [name, formerName(name)]) {
      await this.dynalite.call('CreateTable', {
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

/** dynalite on a port of its own, which only this process may use. */
class Dynalite {
  private readonly underWay = new Set<Promise<unknown>>();

  private constructor(
    private readonly server: Server,
    private readonly url: string,
    private readonly password: string,
  ) {}

  static async start(): Promise<Dynalite> {
    const server = dynalite({ createTableMs: 0 });
    const password = randomUUID();
    admitOnly(password, server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new Dynalite(server, `http://127.0.0.1:${port}`, password);
  }

  call(operation: string, input: object): Promise<Record<string, unknown>> {
    const answered = this.exchange(operation, input).finally(() => this.underWay.delete(answered));
    this.underWay.add(answered);
    return answered;
  }

  /** Waits for what is under way: dynalite throws where nobody catches if it is closed at work. */
  async close(): Promise<void> {
    while (this.underWay.size > 0) await Promise.allSettled(this.underWay);
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async exchange(operation: string, input: object): Promise<Record<string, unknown>> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.0',
        'X-Amz-Target': `${SERVICES.dynamodb.target}.${operation}`,
        'X-Amz-Date': '20000101T000000Z',
        'X-Password': this.password,
        Authorization: 'AWS4-HMAC-SHA256 Credential=LOCAL, SignedHeaders=host, Signature=NONE',
      },
      body: JSON.stringify(input),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (response.ok) return answer;
    const { __type: code, message, Message } = answer;
    throw new AwsError(String(code), String(message ?? Message));
  }
}

/** dynalite answers to every web page by itself. */
function admitOnly(password: string, server: Server): void {
  const listeners = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (request.headers['x-password'] !== password) {
      response.writeHead(403).end();
      return;
    }
    for (const listener of listeners) listener(request, response);
  });
}

function formerName(table: string): string {
  return `${table}.former`;
}
