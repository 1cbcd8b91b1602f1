import type { BotConfig } from './bot-config';

declare const BOT_CONFIG: BotConfig;

/** The configuration that the bundler compiled into this function. */
export function compiledConfig(): BotConfig {
  return BOT_CONFIG;
}
