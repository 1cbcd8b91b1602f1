import type { ReportedFinding } from '../../../lambda/doctor/handler';
import { askDoctor } from '../../doctor/inside';
import type { SetupWorld } from '../world';

/** What the doctor function sees now. */
export async function findingsOf(world: SetupWorld): Promise<readonly ReportedFinding[]> {
  const { lambda, stack, ports } = world;
  const { findings } = await askDoctor(lambda, stack.outputs.DoctorFunctionName);
  world.lastExamined = { at: ports.clock(), findings };
  return findings;
}

/** Two looks one after the other need not ask twice: each takes seconds, and calls to WeCom and the model; ms. */
const LATE_MS = 15_000;

/** What the doctor function saw a moment ago, if no secret was written since; otherwise, what it sees now. */
export async function findingsOfLate(world: SetupWorld): Promise<readonly ReportedFinding[]> {
  const { lastExamined, ports } = world;
  const isLate = lastExamined !== undefined && ports.clock() - lastExamined.at < LATE_MS;
  return isLate ? lastExamined.findings : findingsOf(world);
}

/** A finding, and what to do. */
export function inWords({ options, texts }: SetupWorld, { words }: ReportedFinding): string {
  const { says, next } = words[options.language];
  return [`  ! ${says}`, ...(next === undefined ? [] : [`    ${texts.next}${next}`])].join('\n');
}

/** So many looks at what is waited for, and then one at what may be in its way. */
const LOOKS_BEFORE_DOCTOR = 12;

/**
 * Waits as {@link SetupWorld.until} does, and says meanwhile what the doctor finds wrong with the app, each once.
 * @param probe undefined: not yet
 */
export async function untilOrTold<T>(
  world: SetupWorld,
  app: string,
  probe: () => Promise<T | undefined>,
): Promise<T> {
  const told = new Set<string>();
  let looks = 0;
  return world.until(async () => {
    const value = await probe();
    looks += 1;
    if (value !== undefined || looks % LOOKS_BEFORE_DOCTOR !== 0) return value;
    for (const finding of await findingsOf(world)) {
      const isOfApp = finding.app === undefined || finding.app === app;
      if (finding.verdict !== 'fail' || !isOfApp || told.has(finding.code)) continue;
      told.add(finding.code);
      world.terminal.say(inWords(world, finding));
    }
    return undefined;
  });
}
