import type { Entry } from '../../secrets/places';
import { done, OPEN, type Step } from '../step';
import type { SetupWorld } from '../world';
import { findingsOf, inWords } from './doctor-words';
import { askFor, missingOf, write } from './values';

/** The keys of the model's provider, and of those for voice and pictures where they are others. */
export const model: Step = {
  name: 'model',
  look: async (world) =>
    (await missingOf(world, entriesOf(world))).length === 0 ? done(world.texts.modelIs) : OPEN,
  act: async (world) => {
    const isOpenAi = world.config.provider.baseUrl === undefined;
    for (let missing = await missingOf(world, entriesOf(world)); ; missing = entriesOf(world)) {
      await write(world, await askFor(world, missing, { isOpenAi }));
      if (!(await isRefused(world))) return world.texts.modelIs;
    }
  },
};

function entriesOf({ config: { provider } }: SetupWorld): Entry[] {
  return [
    { field: 'apiKey' },
    ...(provider.speechBaseUrl === undefined ? [] : [{ field: 'speechApiKey' as const }]),
    ...(provider.imagesBaseUrl === undefined ? [] : [{ field: 'imagesApiKey' as const }]),
  ];
}

/** Says what the provider has against it. Credit and models are mended at the provider: only a key is asked for again. */
async function isRefused(world: SetupWorld): Promise<boolean> {
  const findings = await findingsOf(world);
  const wrong = findings.filter(({ code, verdict }) => code.startsWith('model-') && verdict !== 'ok');
  for (const finding of wrong) world.terminal.say(inWords(world, finding));
  return wrong.some(({ code }) => code === 'model-key-refused');
}
