import type { AppConfig, BotConfig } from '../../lambda/shared/bot-config';

/**
 * What is compiled into functions that neither speak with the model nor decide who may: without what is long and what
 * concerns members. The callback starts the sooner, and who reads its code learns less.
 */
export function withoutRules(config: BotConfig): BotConfig {
  const apps = Object.entries(config.apps).map(([name, app]) => [name, briefly(app)] as const);
  return { ...config, apps: Object.fromEntries(apps) };
}

function briefly(app: AppConfig): AppConfig {
  return {
    ...app,
    persona: '',
    personas: {},
    audience: { deny: [] },
    limits: [],
    moderation: { words: [] },
  };
}
