import { AppStatusItems } from '../../../lambda/aws/app-status';
import { done, LEFT_OUT, OPEN, type Step } from '../step';
import type { SetupWorld } from '../world';
import { untilOrTold } from './doctor-words';

/** The app's menu in WeCom, which the recovery function makes within a minute or two of being let in. */
export function menu(app: string): Step {
  return {
    name: 'menu',
    app,
    look: async (world) => {
      if (world.config.apps[app]?.menu === 'none') return LEFT_OUT;
      return (await isThere(world, app)) ? done(world.texts.menuIs) : OPEN;
    },
    act: async (world) => {
      world.terminal.say(world.texts.waitsForMenu);
      await untilOrTold(world, app, async () => (await isThere(world, app)) || undefined);
      return world.texts.menuIs;
    },
  };
}

async function isThere({ table, ports }: SetupWorld, app: string): Promise<boolean> {
  return (await new AppStatusItems(table, ports.clock).itemOf(app)).noted.menu !== undefined;
}
