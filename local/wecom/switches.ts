import { ControlError, readInteger, readObject } from '../control-input';

/** Where documents and reports disagree, or a delay would be in the way of most tests: which way the company's WeCom behaves. */
export interface Switches {
  /** How long a new trusted IP takes to be one; about a minute in the real console. ms */
  readonly trustedIpDelayMs: number;
  /** gettoken answers the token it gave before as long as that is valid, as older pages said [D91039]. */
  readonly sameTokenWhileValid: boolean;
  /** So many wrong secrets within an hour, and the address is banned for an hour; about 2000 by report. */
  readonly wrongSecretsUntilBan: number;
  /** getcallbackip writes `101.226.103.*` [D90238] instead of single addresses [D92521]. */
  readonly starredCallbackIps: boolean;
  /** The cards' events say OpitonIds, as an older page did, instead of OptionIds [D90240]. */
  readonly misspeltOptionIds: boolean;
  /** enable_duplicate_check also finds messages that were sent without it. */
  readonly duplicateCheckSeesAll: boolean;
}

export const DEFAULT_SWITCHES: Switches = {
  trustedIpDelayMs: 0,
  sameTokenWhileValid: false,
  wrongSecretsUntilBan: 2000,
  starredCallbackIps: false,
  misspeltOptionIds: false,
  duplicateCheckSeesAll: false,
};

const RANGES: Record<string, [min: number, max: number]> = {
  trustedIpDelayMs: [0, 600_000],
  wrongSecretsUntilBan: [1, 1_000_000],
};

/**
 * Reads all switches at once; what is not named has its default.
 * @throws ControlError that names what is wrong
 */
export function readSwitches(body: unknown): Switches {
  const given = readObject(body, 'The switches');
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(DEFAULT_SWITCHES, name))
      throw new ControlError(
        400,
        `There is no switch "${name}", only: ${Object.keys(DEFAULT_SWITCHES).join(', ')}`,
      );
    const range = RANGES[name];
    if (range) readInteger(value, name, ...range);
    else if (typeof value !== 'boolean') throw new ControlError(400, `"${name}" must be true or false`);
  }
  return { ...DEFAULT_SWITCHES, ...given };
}
