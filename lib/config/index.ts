import type { ConfigInput } from './schema';

export { assumedPrices, botConfigOf } from './bot-config';
export { withoutRules } from './config-for-others';
export { checkConfig, ConfigError, type Deployment } from './check';
export { loadConfig, type LoadedConfig } from './load';
export { durationsFor, type Durations } from './durations';
export type { CheckedConfig, ConfigInput } from './schema';

/** Gives the configuration its type, so that an editor completes and explains its fields. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config;
}
