/** The command was called in a way that it can't work with. The message says what to do instead, and holds no value. */
export class UsageError extends Error {
  readonly code = 'USAGE';
}

/** What is wrong with the arguments, as Node says it, without its advice about things that look like options. */
export function reasonOf(error: unknown): string {
  return ((error as Error).message.split('. ')[0] ?? '').replace(/\.?$/, '.');
}
