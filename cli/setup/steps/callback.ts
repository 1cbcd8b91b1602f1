import { newEncodingAesKey, newToken } from '../../secrets/new-values';
import { askYesOrNo } from '../../terminal/terminal';
import { SetupError } from '../faults';
import { done, OPEN, type Step } from '../step';
import type { SetupWorld } from '../world';
import { askFor, missingOf, write } from './values';

/** Token and EncodingAESKey: ours, or those that the admin has in WeCom already. */
export function callback(app: string): Step {
  const token = { field: 'token' as const, app };
  const key = { field: 'encodingAesKey' as const, app };
  return {
    name: 'callback',
    app,
    look: async (world) =>
      (await missingOf(world, [token, key])).length === 0 ? done(world.texts.callbackIs) : OPEN,
    act: async (world) => {
      const { terminal, texts, ports, allTexts } = world;
      const isOurs = await askYesOrNo(terminal, texts.askNewValues, true, allTexts.terminal.yesOrNo);
      const { randomBytes } = ports;
      // Both, even if one is there: they are a pair of WeCom's page.
      const entered = isOurs
        ? [
            { ...token, value: newToken(randomBytes) },
            { ...key, value: newEncodingAesKey(randomBytes) },
          ]
        : await askFor(world, [token, key]);
      await write(world, entered);
      return texts.callbackIs;
    },
  };
}

/** @throws SetupError where the stack was deployed without the app */
export function callbackUrl(world: SetupWorld, app: string): URL {
  const url = world.callbackUrlOf(app);
  if (!url) throw new SetupError({ code: 'not-deployed', app });
  return url;
}
