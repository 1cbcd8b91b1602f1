import { setTimeout } from 'node:timers/promises';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CLIENT } from '../stack/command';
import type { ClientSettings } from '../stack/find';
import type { InsightsTexts } from '../texts/insights-texts';
import type { Asking } from './ask';
import { InsightsError } from './faults';

/** A log group, asked by the clock of this machine; how it goes is told on stderr. */
export function logToAsk(
  settings: ClientSettings,
  group: string,
  { stillAsking }: Pick<InsightsTexts, 'stillAsking'>,
): Asking & { readonly client: CloudWatchLogsClient } {
  return {
    client: new CloudWatchLogsClient({ ...CLIENT, ...settings }),
    group,
    clock: Date.now,
    wait: setTimeout,
    onWait: (seconds, records) => console.error(stillAsking(seconds, records)),
    beforeInterrupt,
  };
}

/** The first Ctrl-C waits for it, a second one does not. */
function beforeInterrupt(act: () => Promise<void>): () => void {
  const onInterrupt = (): void => {
    void act().finally(() => process.kill(process.pid, 'SIGINT'));
  };
  process.once('SIGINT', onInterrupt);
  return () => process.off('SIGINT', onInterrupt);
}

/**
 * An app of which nothing was found may be misspelt; one that was taken out of config.ts has its records still.
 * @param apps output AppNames
 * @throws InsightsError no-such-app
 */
export function checkApp(app: string | undefined, apps: string, isFound: boolean): void {
  const known = apps.split(',');
  if (app === undefined || isFound || known.includes(app)) return;
  throw new InsightsError({ code: 'no-such-app', app, apps: known });
}
