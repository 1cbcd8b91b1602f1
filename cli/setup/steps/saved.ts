import { isDeepStrictEqual } from 'node:util';
import { ArrivalItems } from '../../../lambda/aws/arrivals';
import { PREVIOUS_FITS_MS } from '../../../lambda/aws/secret-versions';
import type { CallbackSecret } from '../../../lambda/shared/credentials';
import { CLOCK_SLACK_MS } from '../../secrets/callback-log';
import { consoleForm } from '../console-form';
import { done, OPEN, type Step } from '../step';
import type { SetupWorld } from '../world';
import { callbackUrl } from './callback';
import { callbackLogOf } from './values';

/** 保存 in WeCom's console: WeCom has asked the callback by the values that are in force. */
export function saved(app: string): Step {
  return {
    name: 'saved',
    app,
    look: async (world) => ((await isSaved(world, app)) ? done(world.texts.isSaved) : OPEN),
    act: async (world) => {
      const { terminal, texts, ports } = world;
      const { value } = await world.secrets.read('callback');
      const { token = '', encodingAesKey = '' } = value.apps?.[app] ?? {};
      const url = callbackUrl(world, app).href;
      terminal.say(consoleForm(texts.receiveForm({ app, url, token, encodingAesKey })));
      terminal.say(texts.waitsForSave);
      const startedAt = ports.clock() - CLOCK_SLACK_MS;
      // What we were refused ourselves a moment ago, on purpose, is no news.
      const told = new Set((await refusals(world, app, startedAt)).map(({ id }) => id));
      await world.until(async () => {
        for (const { id, words } of await refusals(world, app, startedAt)) {
          if (!told.has(id)) terminal.say(words);
          told.add(id);
        }
        return (await isSaved(world, app)) || undefined;
      });
      return texts.isSaved;
    },
  };
}

/** What the callback refused that 保存 may have been. A URL with a mistake in it is of an app that there is not. */
async function refusals(
  world: SetupWorld,
  app: string,
  since: number,
): Promise<{ readonly id: string; readonly words: string }[]> {
  const { texts } = world;
  const log = callbackLogOf(world);
  const end = callbackUrl(world, app).pathname;
  const [ofApp, ofUnknown] = await Promise.all([log.refusalsOf(app, since), log.refusalsOfUnknown(since)]);
  return [
    ...ofApp.map(({ id, code }) => ({ id, words: texts.refusedSave(code) })),
    ...ofUnknown.map(({ id }) => ({ id, words: texts.refusedUrl(end) })),
  ];
}

/**
 * The log is kept for a month. What came a day after a change shows it as well: the values before fit no more. A change
 * that left this app's values as they were asks nothing of WeCom.
 */
async function isSaved(world: SetupWorld, app: string): Promise<boolean> {
  const log = callbackLogOf(world);
  const current = await world.secrets.read('callback');
  if (await log.isCheckedWith(app, current)) return true;
  const previous = await world.secrets.readPrevious('callback');
  const isUnchanged =
    previous !== undefined && isDeepStrictEqual(pairIn(previous.value, app), pairIn(current.value, app));
  if (isUnchanged && (await log.isChecked(app))) return true;
  const { message = 0, event = 0 } = await new ArrivalItems(world.table, QUIET).last(app);
  return Math.max(message, event) > current.changedAt + PREVIOUS_FITS_MS;
}

function pairIn({ apps }: CallbackSecret, app: string): unknown[] {
  const { token, encodingAesKey } = apps?.[app] ?? {};
  return [token, encodingAesKey];
}

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };
