import { join } from 'node:path';
import { ActivityLog } from '../local/activity';
import { startLocalStack, type LocalStack, type LocalStackOptions } from '../local/local-stack';
import { synth } from '../local/synth';
import { holding, withTemporaryFolder } from './cleanup';
import { MeasurementError } from './report';

/** The project's folder. */
export const ROOT = join(__dirname, '..');

/** Runs `use` with what a fresh `cdk synth` wrote. */
export function withAssembly<T>(use: (directory: string) => Promise<T>): Promise<T> {
  return withTemporaryFolder(async (folder) => {
    const directory = join(folder, 'cdk.out');
    await synth(ROOT, directory);
    return use(directory);
  });
}

/**
 * Runs `use` with the whole stack, freshly synthesised, and a model stand-in that answers at once.
 * @param environment credentials, as in `.env`; what is missing is made up
 */
export function withStack<T>(
  environment: Record<string, string>,
  use: (stack: LocalStack, assemblyDirectory: string) => Promise<T>,
): Promise<T> {
  return withAssembly((assemblyDirectory) =>
    withLocalStack({ assemblyDirectory, environment }, (stack) => use(stack, assemblyDirectory)),
  );
}

/** Runs `use` with the whole stack. Without more said, the model stand-in answers at once. */
export async function withLocalStack<T>(
  options: Pick<LocalStackOptions, 'assemblyDirectory'> & Partial<LocalStackOptions>,
  use: (stack: LocalStack) => Promise<T>,
): Promise<T> {
  const stack = await startLocalStack({
    environment: {},
    activity: new ActivityLog(),
    callbackPort: 0,
    tokensPerSecond: Infinity,
    ...options,
  });
  return holding(
    () => stack.close(),
    () => {
      if (stack.unfinished.length > 0) throw new MeasurementError(`Not set up: ${stack.unfinished.join()}`);
      return use(stack);
    },
  );
}
