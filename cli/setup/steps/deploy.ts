import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { stageContext } from '../../cdk/run-cdk';
import { askYesOrNo } from '../../terminal/terminal';
import { SetupError } from '../faults';
import { priceOf } from '../price';
import { deployProgress } from '../progress';
import { done, OPEN, type Step } from '../step';
import type { SetupWorld } from '../world';

/** A first deployment that failed: there is nothing to go on with, and CDK makes the stack anew. */
const AS_GOOD_AS_NONE = ['ROLLBACK_COMPLETE', 'REVIEW_IN_PROGRESS'];

/** The stack itself. One that is there is left as it is: an upgrade is another matter. */
export const deploy: Step = {
  name: 'deploy',
  look: async (world) => {
    if (!world.isLocal) {
      const status = await stackStatus(world);
      if (status === undefined || AS_GOOD_AS_NONE.includes(status)) return OPEN;
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

/** @returns undefined where there is no stack */
export async function stackStatus({ cloudFormation, stackName }: SetupWorld): Promise<string | undefined> {
  try {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }));
    return Stacks[0]?.StackStatus;
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'ValidationError' && message.includes('does not exist')) return undefined;
    throw error;
  }
}

/** @throws SetupError where the configuration has an app that was not deployed */
function demandApps({ stack, config, options }: SetupWorld): void {
  const deployed = stack.outputs.AppNames.split(',');
  const wanted = options.app === undefined ? Object.keys(config.apps) : [options.app];
  const app = wanted.find((each) => !deployed.includes(each));
  if (app !== undefined) throw new SetupError({ code: 'not-deployed', app });
}
