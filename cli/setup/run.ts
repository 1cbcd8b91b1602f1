import type { Report } from '../stack/report';
import { SetupError } from './faults';
import { resultOf, titleOf, type Step, type StepResult } from './step';
import { stepsFromTheStack, STEPS_TO_THE_STACK } from './steps';
import type { SetupWorld } from './world';

/** Takes every step that is not done yet. @throws SetupError, NoAnswerError, and what AWS's clients throw */
export async function runSetup(world: SetupWorld): Promise<Report & { readonly ok: boolean }> {
  const steps: StepResult[] = [];
  for (const step of STEPS_TO_THE_STACK) steps.push(await take(world, step));
  for (const step of stepsFromTheStack(world)) steps.push(await take(world, step));
  return { ok: true, text: world.texts.allDone(world.isLocal), json: { ok: true, steps } };
}

async function take(world: SetupWorld, step: Step): Promise<StepResult> {
  const { terminal, texts } = world;
  const title = titleOf(step, texts);
  const seen = await step.look(world);
  if (seen.is === 'left-out') return resultOf(step, 'not-needed');
  if (seen.is === 'done') {
    terminal.say(`✓ ${title}${texts.colon}${seen.says}`);
    return resultOf(step, 'done');
  }
  // What is to be pasted is a secret: it belongs before a person's eyes, and into no file.
  if (!terminal.isThere) throw new SetupError({ code: 'nobody-there', question: title });
  terminal.say(`\n▸ ${title}`);
  const says = await step.act(world);
  terminal.say(`✓ ${title}${texts.colon}${says}`);
  return resultOf(step, 'done');
}
