import { ConfigError, loadConfig } from '../../../lib/config';
import { found, type OutsideFinding } from '../findings';

/**
 * Whether the configuration can be deployed, and to where the credentials point.
 * @param root of the project
 * @param here the region of the credentials; undefined if none is set, or none is asked
 */
export function checkConfig(
  root: string,
  stage: string | undefined,
  here: string | undefined,
): OutsideFinding[] {
  try {
    const { region } = loadConfig(root, { stage, defaultRegion: here });
    return here === undefined || here === region
      ? [found('config-ok', { region })]
      : [found('config-region', { region, here })];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [found('config-faulty', { faults: error.message })];
  }
}
