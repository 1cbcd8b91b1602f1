import type { ReportedFinding } from '../../../lambda/doctor/handler';
import type { SecretField } from '../../secrets/fields';
import { isOfApp, type Entry } from '../../secrets/places';
import type { SetupWorld } from '../world';
import { askAgain, write } from './values';

/** WeCom refuses values that somebody has entered. */
export interface RefusedValues {
  readonly finding: ReportedFinding;
  /** First what is wrong, or most likely, then what else may be. */
  readonly entries: readonly [Entry, ...Entry[]];
}

/** What a refusal is about [D90313]. What else WeCom refuses has other reasons than these values. */
const ABOUT: Readonly<Record<number, readonly [SecretField, ...SecretField[]]>> = {
  40001: ['secret', 'corpId'],
  40013: ['corpId'],
  40056: ['agentId'],
  40091: ['secret', 'corpId'],
  301002: ['agentId', 'secret'],
};

/**
 * Of CorpID, AgentId and Secret, those that WeCom refuses. It gives a token for CorpID and Secret before it trusts the
 * address: wrong ones are known at once, a wrong AgentId only then.
 * @returns undefined: none, as far as it is known
 */
export function refusedValuesIn(
  findings: readonly ReportedFinding[],
  app: string,
): RefusedValues | undefined {
  const finding = findings.find((each) => each.app === app && each.code === 'wecom-refuses');
  const fields = ABOUT[Number(finding?.facts['errcode'])];
  if (!finding || !fields) return undefined;
  const [first, ...others] = fields;
  return { finding, entries: [entryOf(first, app), ...others.map((field) => entryOf(field, app))] };
}

/** Says what is refused, and asks again for that alone. @throws NoAnswerError, SetupError not-taken-over */
export async function enterAnew(world: SetupWorld, { finding, entries }: RefusedValues): Promise<void> {
  const { terminal, texts, options } = world;
  // What else the finding says to do is for somebody who is not asked.
  terminal.say(`  ! ${finding.words[options.language].says}\n    ${texts.entersAnew}`);
  await write(world, await askAgain(world, entries));
}

const entryOf = (field: SecretField, app: string): Entry => (isOfApp(field) ? { field, app } : { field });
