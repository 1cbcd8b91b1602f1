import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppConfig, BotConfig } from '../../lambda/shared/bot-config';
import type { Timing } from '../../lambda/shared/timing';
import { MODEL_PRICES } from './model-prices';
import type { CheckedConfig } from './schema';

/** What of the configuration is compiled into the functions. */
export function botConfigOf(config: CheckedConfig, timing: Timing): BotConfig {
  const { language, apps, memory, streaming, welcomeEveryDays, domain, alarms, maxConcurrency } = config;
  return {
    version: releaseVersion(),
    language,
    apps: Object.fromEntries(Object.entries(apps).map(([name, app]) => [name, withPrice(app, config)])),
    memory,
    streaming,
    welcomeEveryDays,
    ...(alarms.projectUrl !== undefined && { projectUrl: alarms.projectUrl }),
    verificationFiles: domain?.verificationFiles ?? {},
    maxConcurrency,
    timing,
  };
}

/** OpenAI's list prices say nothing of another provider. */
function withPrice(app: CheckedConfig['apps'][string], { prices, provider }: CheckedConfig): AppConfig {
  const listed = provider.baseUrl === undefined ? MODEL_PRICES[app.model] : undefined;
  const price = prices[app.model] ?? listed;
  return price ? { ...app, price } : app;
}

function releaseVersion(): string {
  const file = join(__dirname, '..', '..', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
