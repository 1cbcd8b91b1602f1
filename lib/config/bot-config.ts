import type { BotConfig } from '../../lambda/shared/bot-config';
import type { Timing } from '../../lambda/shared/timing';
import type { CheckedConfig } from './schema';

/** What of the configuration is compiled into the functions. */
export function botConfigOf(
  { language, apps, memory, streaming, domain }: CheckedConfig,
  timing: Timing,
): BotConfig {
  const verificationFiles = domain?.verificationFiles ?? {};
  return { language, apps, memory, streaming, verificationFiles, timing };
}
