import { createRequire } from 'node:module';
import { setImmediate as turn } from 'node:timers/promises';
import { create, type Store } from 'dynalite/db';
import { checkTypes, checkValidations, toLowerFirst, type Refusal } from 'dynalite/validations';
import { OPERATIONS } from './operations';
import { AwsError } from './service';

type Answer = Record<string, unknown>;
type Action = (
  store: Store,
  input: object,
  done: (error: Refusal | Error | null, answer: Answer) => void,
) => void;
interface Validation {
  readonly types: object;
  readonly custom: unknown;
}

interface Module extends Validation {
  readonly action: Action;
}

/** dynalite without its HTTP server: a call would otherwise go through sockets once more, and a write three times. */
export class Dynalite {
  private readonly store = create({ createTableMs: 0 });
  /** All of them at once: what works on between two tests can't load a module, says Jest. */
  private readonly modules = modules();
  private readonly underWay = new Set<Promise<unknown>>();

  /** @throws AwsError as DynamoDB would answer */
  call(operation: string, input: object): Promise<Answer> {
    const answered = this.act(operation, input).finally(() => this.underWay.delete(answered));
    this.underWay.add(answered);
    return answered;
  }

  /** Creates a table, and waits until it can be used. */
  async createTable(settings: Readonly<Record<string, unknown>>): Promise<void> {
    await this.call('CreateTable', settings);
    const isActive = async (): Promise<boolean> => {
      const { Table } = await this.call('DescribeTable', { TableName: settings['TableName'] });
      return (Table as { TableStatus: string }).TableStatus === 'ACTIVE';
    };
    while (!(await isActive())) await turn();
  }

  /** Waits for what is under way: dynalite throws where nobody catches if it is closed at work. */
  async close(): Promise<void> {
    while (this.underWay.size > 0) await Promise.allSettled(this.underWay);
    await this.store.db.close();
  }

  private async act(operation: string, input: object): Promise<Answer> {
    const module = this.modules.get(operation);
    if (!module) throw new AwsError('UnknownOperationException', `dynalite is not asked for ${operation}.`);
    const { types, custom, action } = module;
    try {
      // As it would come by HTTP: dynalite changes what it is given.
      const checked = checkTypes(JSON.parse(JSON.stringify(input)) as object, types);
      checkValidations(checked, types, custom, this.store);
      return await new Promise((resolve, reject) => {
        action(this.store, checked, (error, answer) => (error ? reject(error) : resolve(answer)));
      });
    } catch (error) {
      if (!(error instanceof Error) || !('body' in error)) throw error;
      const { __type: code, message, Message } = error.body as Refusal['body'];
      throw new AwsError(code, message ?? Message ?? '');
    }
  }
}

/** What dynalite knows of each operation that is asked of it. */
function modules(): ReadonlyMap<string, Module> {
  const load = createRequire(__filename);
  const ofItems = [...OPERATIONS.values()].filter(({ service }) => service === 'dynamodb');
  const names = ['CreateTable', 'DescribeTable', ...ofItems.map(({ name }) => name)];
  return new Map(
    names.map((operation) => {
      const file = toLowerFirst(operation);
      const validation = load(`dynalite/validations/${file}`) as Validation;
      return [operation, { ...validation, action: load(`dynalite/actions/${file}`) as Action }];
    }),
  );
}
