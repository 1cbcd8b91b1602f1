import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { findStackNamed } from '../../stack/find';
import { askYesOrNo } from '../../terminal/terminal';
import { SetupError } from '../faults';
import { done, LEFT_OUT, OPEN, type Step } from '../step';
import type { SetupWorld } from '../world';
import { stackStatus } from './deploy';

/** What `cdk bootstrap` calls the stack that it makes. */
const TOOLKIT = 'CDKToolkit';
/** The qualifier where nobody chose another. */
const USUAL_QUALIFIER = 'hnb659fds';

/** What CDK needs in an account and region before it deploys there for the first time. */
export const bootstrap: Step = {
  name: 'bootstrap',
  look: async (world) => {
    if (world.isLocal || (await stackStatus(world)) !== undefined) return LEFT_OUT;
    // A bootstrap with a qualifier of the company's own may be called anything.
    if (qualifierOf(world) !== USUAL_QUALIFIER) return done(world.texts.qualifierIs(qualifierOf(world)));
    return (await findStackNamed(world.cloudFormation, TOOLKIT)) ? done(world.texts.isBootstrapped) : OPEN;
  },
  act: async (world) => {
    const { terminal, texts, ports, config } = world;
    terminal.say(texts.aboutBootstrap);
    if (!(await askYesOrNo(terminal, texts.askBootstrap, true, world.allTexts.terminal.yesOrNo)))
      throw new SetupError({ code: 'not-agreed', to: 'bootstrap' });
    const { Account } = await world.sts.send(new GetCallerIdentityCommand());
    const { exitCode, lastWords } = await ports.runCdk(
      ['bootstrap', `aws://${Account}/${config.region}`],
      (line) => terminal.say(`    ${line}`),
    );
    if (exitCode !== 0)
      throw new SetupError({
        code: 'cdk-failed',
        command: 'bootstrap',
        words: lastWords.slice(-5).join(' / '),
      });
    return texts.isBootstrapped;
  },
};

function qualifierOf({ config }: SetupWorld): string {
  return config.governance.qualifier;
}
