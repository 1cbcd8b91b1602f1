import { shapeFaultOf } from '../../secrets/fields';
import { askUntil } from '../../terminal/terminal';
import { done, LEFT_OUT, OPEN, type Step } from '../step';
import { missingOf, write } from './values';

/** The robot in the admins' group, by which alarms come. It can wait: nothing of an answer depends on it. */
export const robot: Step = {
  name: 'robot',
  look: async (world) => {
    if (!world.secrets.names().includes('robot')) return LEFT_OUT;
    const missing = await missingOf(world, [{ field: 'webhook' }]);
    return missing.length === 0 ? done(world.texts.robotIs) : OPEN;
  },
  act: async (world) => {
    const { terminal, texts, allTexts } = world;
    terminal.say(texts.aboutRobot);
    const webhook = await askUntil<string>(
      terminal,
      texts.askRobot,
      (answer) => {
        const fault = answer === '' ? undefined : shapeFaultOf('webhook', answer);
        return fault ? { fault: allTexts.fields.shapeFault(fault) } : { value: answer };
      },
      { hidden: true },
    );
    if (webhook === '') return texts.robotLater;
    await write(world, [{ field: 'webhook', value: webhook }]);
    return texts.robotIs;
  },
};
