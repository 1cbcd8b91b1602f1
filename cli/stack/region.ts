import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, loadConfig } from '../../lib/config';
import { stageOfStack, type StackOptions } from './options';

/**
 * The region that `config.ts` says, where nobody names another to AWS's clients: the stack was deployed there, whatever
 * region a profile has. Undefined: what AWS's clients find holds.
 * @param directory the project's root
 */
export function regionOfConfig(
  directory: string,
  { from }: Pick<StackOptions, 'from'>,
  environment: NodeJS.ProcessEnv,
): string | undefined {
  const isNamed = [environment['AWS_REGION'], environment['AWS_DEFAULT_REGION']].some(Boolean);
  if (from === 'local' || isNamed || !existsSync(join(directory, 'config.ts'))) return undefined;
  try {
    return loadConfig(directory, { stage: stageOfStack(from.stack)?.stage }).region;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // Doctor and setup say what is wrong with it.
    return undefined;
  }
}
