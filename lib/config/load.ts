import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { checkConfig, ConfigError, type Deployment } from './check';
import type { CheckedConfig } from './schema';

/** A configuration that was loaded, with the region settled. */
export type LoadedConfig = CheckedConfig & { readonly region: string };

/**
 * Loads a configuration: `config.ts`, or `config.example.ts` where there is none.
 * @param directory the project's root
 * @param file another file, of `-c config=…`
 * @throws ConfigError with every fault
 */
export function loadConfig(
  directory: string,
  deployment: Deployment = {},
  file = usualFile(directory),
): LoadedConfig {
  return checkConfig(moduleOf(resolve(directory, file), file).default, file, deployment);
}

function usualFile(directory: string): string {
  return existsSync(join(directory, 'config.ts')) ? 'config.ts' : 'config.example.ts';
}

function moduleOf(path: string, file: string): { default?: unknown } {
  try {
    return createRequire(__filename)(path) as { default?: unknown };
  } catch (error) {
    throw new ConfigError(file, [`it can't be loaded: ${(error as Error).message}`]);
  }
}
