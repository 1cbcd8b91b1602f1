import { parseArgs } from 'node:util';

/** What `npm run bench` was asked for. */
export interface BenchOptions {
  /** The measurements, in the order in which they are to run. */
  readonly names: readonly string[];
  readonly json: boolean;
}

/** A measurement or an option that there is not; the message lists those that there are. */
export class UsageError extends Error {
  readonly code = 'USAGE';
}

/**
 * @param known every measurement
 * @param usual those that run when none is named
 * @throws UsageError
 */
export function readArguments(
  args: string[],
  known: readonly string[],
  usual: readonly string[],
): BenchOptions {
  const usage =
    'npm run bench -- [--json] [NAME …]\n' +
    `  names: ${known.join(', ')}\n` +
    `  without a name: ${usual.join(', ')}`;
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
  const { positionals: named, values } = parsed;
  const unknown = named.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UsageError(`There is no measurement "${unknown}".\n\n${usage}`);
  return { names: named.length === 0 ? usual : named, json: values.json };
}
