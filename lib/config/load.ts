import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { checkConfig, ConfigError } from './check';
import type { CheckedConfig } from './schema';

/** A configuration that was loaded, with the region settled. */
export type LoadedConfig = CheckedConfig & { readonly region: string };

/**
 * Loads `config.ts`, or `config.example.ts` where there is none.
 * @param directory the project's root
 * @throws ConfigError with every fault
 */
export function loadConfig(directory: string, defaultRegion?: string): LoadedConfig {
  const file = existsSync(join(directory, 'config.ts')) ? 'config.ts' : 'config.example.ts';
  return checkConfig(moduleOf(join(directory, file), file).default, file, defaultRegion);
}

function moduleOf(path: string, file: string): { default?: unknown } {
  try {
    return createRequire(__filename)(path) as { default?: unknown };
  } catch (error) {
    throw new ConfigError(file, [`it can't be loaded: ${(error as Error).message}`]);
  }
}
