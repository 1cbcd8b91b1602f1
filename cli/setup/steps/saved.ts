import { ArrivalItems } from '../../../lambda/aws/arrivals';
import { URL_CHECKED } from '../../../lambda/shared/callback-checks';
import { consoleForm } from '../console-form';
import { linesWith, type LogLine } from '../log-lines';
import { done, OPEN, type Step } from '../step';
import type { SetupWorld } from '../world';
import { callbackUrl } from './callback';

const REFUSED = 'callback refused';

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
      const startedAt = ports.clock();
      // What we were refused ourselves a moment ago, on purpose, is no news.
      const told = new Set((await refusalsSince(world, app, startedAt)).map(({ id }) => id));
      await world.until(async () => {
        for (const line of await refusalsSince(world, app, startedAt)) {
          if (told.has(line.id)) continue;
          told.add(line.id);
          terminal.say(texts.refusedSave(String(line.fields['code']), String(line.fields['message'])));
        }
        return (await isSaved(world, app)) || undefined;
      });
      return texts.isSaved;
    },
  };
}

/** The log is kept for a month; that something came later shows it as well. */
async function isSaved(world: SetupWorld, app: string): Promise<boolean> {
  const { version, changedAt } = await world.secrets.read('callback');
  const lines = await linesWith(world.logs, world.logGroupOf('callback'), URL_CHECKED, changedAt);
  const isByWecom = ({ fields }: LogLine): boolean =>
    fields['app'] === app && fields['own'] === false && fields['secretVersion'] === version;
  if (lines.some(isByWecom)) return true;
  const { message = 0, event = 0 } = await new ArrivalItems(world.table, QUIET).last(app);
  return Math.max(message, event) > changedAt;
}

async function refusalsSince(world: SetupWorld, app: string, since: number): Promise<LogLine[]> {
  const lines = await linesWith(world.logs, world.logGroupOf('callback'), REFUSED, since);
  return lines.filter(({ fields }) => String(fields['path']).endsWith(`/${app}`));
}

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };
