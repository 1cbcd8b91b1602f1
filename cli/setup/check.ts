import { faultIn } from '../stack/command';
import type { Report } from '../stack/report';
import type { Explanation } from '../texts/texts';
import { resultOf, titleOf, type Step, type StepName, type StepResult } from './step';
import { stepsFromTheStack, STEPS_TO_THE_STACK } from './steps';
import type { SetupWorld } from './world';

/** A step, and what is said of it. */
interface CheckedStep extends StepResult {
  /** What there is. */
  readonly says?: string;
  /** What has to be done. */
  readonly next?: string;
  /** Why it could not be looked at. */
  readonly fault?: { readonly code: string } & Explanation;
}

/**
 * Looks at each step up to the first that is not done: what follows that one can't be known. Asks nothing, and changes
 * nothing.
 * @throws what no fault of the setup is
 */
export async function checkSetup(world: SetupWorld): Promise<Report & { readonly ok: boolean }> {
  const { texts, terminal } = world;
  terminal.say(texts.looks);
  const checked: CheckedStep[] = [];
  const lines: string[] = [];
  const check = async (step: Step): Promise<void> => {
    const isAfter = checked.some(({ state }) => state === 'next');
    const result = isAfter ? resultOf(step, 'later') : await looked(world, step);
    checked.push(result);
    lines.push(lineOf(world, step, result));
  };
  for (const step of STEPS_TO_THE_STACK) await check(step);
  for (const step of stepsFromTheStack(world)) await check(step);
  const left = checked.filter(
    ({ state, optional, fault }) =>
      (state === 'next' || state === 'later') && (optional === undefined || fault !== undefined),
  ).length;
  const fault = checked.find((each) => each.fault)?.fault;
  const end = left === 0 ? texts.allDone(world.isLocal) : `\n${texts.notDone(left)}`;
  return {
    ok: left === 0,
    text: [...lines, end].join('\n'),
    json: { ok: left === 0, ...(fault && { fault }), steps: checked },
  };
}

async function looked(world: SetupWorld, step: Step): Promise<CheckedStep> {
  const { texts, options } = world;
  try {
    const seen = await step.look(world);
    if (seen.is === 'left-out') return resultOf(step, 'not-needed');
    if (seen.is === 'done') return { ...resultOf(step, 'done'), says: seen.says };
    const todo: Readonly<Partial<Record<StepName, string>>> = texts.todo;
    return { ...resultOf(step, 'next'), next: seen.says ?? todo[step.name] ?? '' };
  } catch (error) {
    const fault = faultIn(error, options);
    if (!fault || !(fault.code in texts.faults)) throw error;
    const explain = texts.faults[fault.code as keyof typeof texts.faults] as (fault: object) => Explanation;
    const explanation = explain(fault);
    return {
      ...resultOf(step, 'next'),
      next: explanation.next,
      fault: { ...fault, ...explanation },
    };
  }
}

function lineOf({ texts, allTexts: { report } }: SetupWorld, step: Step, result: CheckedStep): string {
  const { state, optional, says, next = '', fault } = result;
  const line = (sign: string, words: string): string =>
    `${sign} ${titleOf(step, texts)}${texts.colon}${words}`;
  switch (state) {
    case 'done':
      return line('✓', says ?? '');
    case 'next':
      return [
        line(fault ? '✗' : '▸', optional ? texts.isNextAndOptional : texts.isNext),
        ...(fault ? [`    ${fault.what}`, `    ${report.why}${fault.why}`] : []),
        `    ${texts.next}${next}`,
      ].join('\n');
    case 'later':
      return line('·', texts.isLater);
    case 'not-needed':
      return line('-', texts.isNotNeeded);
  }
}
