declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** @returns a server that is not listening yet; without `path` it keeps everything in memory */
  function dynalite(options: { createTableMs: number }): Server;
  export = dynalite;
}

declare module 'dynalite/db' {
  /** Tables and their items. */
  export interface Store {
    readonly db: { close(): Promise<void> };
  }

  /** @param options.createTableMs how long a new table can't be used, in ms; without `path` all is in memory */
  export function create(options: { createTableMs: number }): Store;
}

declare module 'dynalite/validations' {
  /** What DynamoDB would answer instead. */
  export interface Refusal extends Error {
    readonly body: { readonly __type: string; readonly message?: string; readonly Message?: string };
  }

  /** @returns what of the input the operation knows @throws Refusal */
  export function checkTypes(input: object, types: object): object;
  /** @throws Refusal */
  export function checkValidations(input: object, types: object, custom: unknown, store: object): void;
  /** @returns what the operation's files are called, e.g. `putItem` */
  export function toLowerFirst(operation: string): string;
}
