import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stageContext } from '../../cdk/run-cdk';
import { findStackNamed } from '../../stack/find';
import { askYesOrNo } from '../../terminal/terminal';
import { SetupError } from '../faults';
import { priceOf } from '../price';
import { deployProgress } from '../progress';
import { done, OPEN, type Step } from '../step';
import type { SetupWorld } from '../world';

/** Of a first deployment that failed: there is nothing to go on with, and CDK makes the stack anew. */
const AS_GOOD_AS_NONE = ['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'REVIEW_IN_PROGRESS'];

/** The stack itself. One that is there is left as it is: an upgrade is another matter. */
export const deploy: Step = {
  name: 'deploy',
  look: async (world) => {
    if (!world.isLocal) {
      const status = await stackStatus(world);
      if (status === undefined) return OPEN;
      if (status.endsWith('_IN_PROGRESS'))
        throw new SetupError({ code: 'stack-busy', stack: world.stackName, status });
    }
    await world.findStack();
    demandApps(world);
    return done(world.texts.stackIs(world.stackName));
  },
  act: async (world) => {
    const { terminal, texts, ports, options } = world;
    terminal.say(texts.plan(world.stackName, world.config, priceOf(world.config)));
    if (!(await isContentSettled(world))) throw new SetupError({ code: 'not-agreed', to: 'unrecorded' });
    if (!(await askYesOrNo(terminal, texts.askDeploy, true, world.allTexts.terminal.yesOrNo)))
      throw new SetupError({ code: 'not-agreed', to: 'deploy' });
    const { exitCode, lastWords } = await ports.runCdk(
      [
        ...['deploy', world.stackName, '--require-approval', 'never', '--progress', 'events', '--no-notices'],
        ...stageContext(options.stage),
      ],
      deployProgress((line) => terminal.say(`    ${line}`)),
    );
    if (exitCode !== 0)
      throw new SetupError({ code: 'cdk-failed', command: 'deploy', words: lastWords.slice(-5).join(' / ') });
    await world.findStack();
    return texts.stackIs(world.stackName);
  },
};

/** Whoever wrote config.ts without a word about it is asked once more: what was not recorded can't be had later. */
async function isContentSettled({ ports, terminal, texts, allTexts }: SetupWorld): Promise<boolean> {
  if (readFileSync(join(ports.directory, 'config.ts'), 'utf8').includes('auditContent')) return true;
  terminal.say(texts.aboutContent);
  return askYesOrNo(terminal, texts.askUnrecorded, true, allTexts.terminal.yesOrNo);
}

/** @returns undefined where there is no stack, or nothing to go on with */
export async function stackStatus({ cloudFormation, stackName }: SetupWorld): Promise<string | undefined> {
  const status = (await findStackNamed(cloudFormation, stackName))?.StackStatus;
  return status !== undefined && AS_GOOD_AS_NONE.includes(status) ? undefined : status;
}

/** @throws SetupError where the configuration has an app that was not deployed */
function demandApps({ stack, config, options }: SetupWorld): void {
  const deployed = stack.outputs.AppNames.split(',');
  const wanted = options.app === undefined ? Object.keys(config.apps) : [options.app];
  const app = wanted.find((each) => !deployed.includes(each));
  if (app !== undefined) throw new SetupError({ code: 'not-deployed', app });
}
