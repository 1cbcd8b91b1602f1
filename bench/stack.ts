import { join } from 'node:path';
import { ActivityLog } from '../local/activity';
import { startLocalStack, type LocalStack } from '../local/local-stack';
import { synth } from '../local/synth';
import { holding, withTemporaryFolder } from './cleanup';
import { MeasurementError } from './report';

/** The project's folder. */
export const ROOT = join(__dirname, '..');

/** Runs `use` with what a fresh `cdk synth` wrote. */
export function withAssembly<T>(use: (directory: string) => Promise<T>): Promise<T> {
  return withTemporaryFolder(async (folder) => {
    const directory = join(folder, 'cdk.out');
    await synth(ROOT, directory, undefined);
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
  return withAssembly(async (assemblyDirectory) => {
    const stack = await startLocalStack({
      assemblyDirectory,
      environment,
      activity: new ActivityLog(),
      callbackPort: 0,
      tokensPerSecond: Infinity,
    });
    return holding(
      () => stack.close(),
      () => {
        if (stack.unfinished.length > 0) throw new MeasurementError(`Not set up: ${stack.unfinished.join()}`);
        return use(stack, assemblyDirectory);
      },
    );
  });
}
