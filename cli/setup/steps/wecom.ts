import type { Entry } from '../../secrets/places';
import { done, OPEN, type Step } from '../step';
import { findingsOfLate } from './doctor-words';
import { enterAnew, refusedValuesIn } from './refused-values';
import { askFor, missingOf, write } from './values';

/** The app as WeCom's console has it: CorpID, AgentId and Secret. */
export function wecom(app: string): Step {
  const entries: readonly Entry[] = [
    { field: 'corpId' },
    { field: 'agentId', app },
    { field: 'secret', app },
  ];
  return {
    name: 'wecom',
    app,
    look: async (world) => {
      const { texts, options } = world;
      if ((await missingOf(world, entries)).length > 0) return OPEN;
      const refused = refusedValuesIn(await findingsOfLate(world), app);
      if (!refused) return done(texts.wecomIs);
      return { is: 'open', says: texts.areRefused(refused.finding.words[options.language].says) };
    },
    act: async (world) => {
      const { terminal, texts } = world;
      const missing = await missingOf(world, entries);
      if (missing.length > 0) {
        terminal.say(texts.aboutApp(app));
        await write(world, await askFor(world, missing));
      }
      for (;;) {
        const refused = refusedValuesIn(await findingsOfLate(world), app);
        if (!refused) return texts.wecomIs;
        await enterAnew(world, refused);
      }
    },
  };
}
