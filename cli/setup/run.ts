import type { Report } from '../stack/report';
import { SetupError } from './faults';
import type { Seen, Step } from './step';
import { stepsOf, STEPS_TO_THE_STACK } from './steps';
import type { SetupWorld } from './world';

/** What became of a step. */
export interface StepResult {
  readonly step: string;
  readonly app?: string;
  /** The rest works without it. */
  readonly optional?: true;
  readonly state: Seen['is'] | 'unknown';
}

/** Takes every step that is not done yet. @throws SetupError, NoAnswerError, and what AWS's clients throw */
export async function runSetup(world: SetupWorld): Promise<Report & { readonly ok: boolean }> {
  const results: StepResult[] = [];
  for (const step of STEPS_TO_THE_STACK) results.push(await take(world, step, results));
  // Without a configuration nobody knows of which apps the others would be.
  const steps = world.isConfigured ? stepsOf(appsOf(world)) : [];
  for (const step of steps) results.push(await take(world, step, results));
  const { texts } = world;
  const open = results.filter(({ state, optional }) => isLeft(state) && optional === undefined);
  return {
    ok: open.length === 0,
    text: open.length === 0 ? texts.allDone : texts.notDone(open.length),
    json: { ok: open.length === 0, steps: results },
  };
}

/** Without `--check` a step that is open is taken; with it, what follows an open step can't be known. */
async function take(world: SetupWorld, step: Step, before: readonly StepResult[]): Promise<StepResult> {
  const { terminal, texts, options } = world;
  const { name, app, optional } = step;
  const result = (state: StepResult['state']): StepResult => ({
    step: name,
    ...(app !== undefined && { app }),
    ...(optional && { optional }),
    state,
  });
  const title = app === undefined ? texts.steps[name] : texts.ofApp(texts.steps[name], app);
  if (options.check && before.some(({ state }) => isLeft(state))) return result('unknown');
  const seen = await step.look(world);
  if (seen.is === 'left-out') return result('left-out');
  if (seen.is === 'done') {
    terminal.say(`✓ ${title}${texts.colon}${seen.says}`);
    return result('done');
  }
  if (options.check) {
    terminal.say(`· ${title}${texts.colon}${optional ? texts.isOptional : texts.isOpen}`);
    return result('open');
  }
  // What is to be pasted is a secret: it belongs before a person's eyes, and into no file.
  if (!terminal.isThere) throw new SetupError({ code: 'nobody-there', question: title });
  terminal.say(`\n▸ ${title}`);
  const says = await step.act(world);
  terminal.say(`✓ ${title}${texts.colon}${says}`);
  return result('done');
}

const isLeft = (state: StepResult['state']): boolean => state === 'open' || state === 'unknown';

function appsOf({ config, options }: SetupWorld): string[] {
  if (options.app !== undefined) return [options.app];
  const apps = Object.keys(config.apps);
  const isDefault = (name: string): number => (config.apps[name]?.default ? 0 : 1);
  return apps.sort((one, other) => isDefault(one) - isDefault(other));
}
