import { askValue } from '../../secrets/ask-value';
import { done, LEFT_OUT, OPEN, type Step } from '../step';
import { missingOf, write } from './values';

/** The robot in the admins' group, by which alarms come. It can wait: nothing of an answer depends on it. */
export const robot: Step = {
  name: 'robot',
  optional: true,
  look: async (world) => {
    if (!world.secrets.names().includes('robot')) return LEFT_OUT;
    const missing = await missingOf(world, [{ field: 'webhook' }]);
    return missing.length === 0 ? done(world.texts.robotIs) : OPEN;
  },
  act: async (world) => {
    const { terminal, texts, allTexts } = world;
    terminal.say(texts.aboutRobot);
    const entry = { field: 'webhook' as const };
    const emptySays = texts.robotMayWait;
    const webhook = await askValue(terminal, allTexts.fields, entry, { emptySays });
    if (webhook === '') return texts.robotLater;
    await write(world, [{ ...entry, value: webhook }]);
    return texts.robotIs;
  },
};
