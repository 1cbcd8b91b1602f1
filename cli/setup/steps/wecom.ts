import type { SecretField } from '../../secrets/fields';
import { isOfApp, type Entry } from '../../secrets/places';
import { done, OPEN, type Step } from '../step';
import type { SetupWorld } from '../world';
import { findingsOf, inWords } from './doctor-words';
import { askAgain, askFor, missingOf, write } from './values';

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
    look: async (world) =>
      (await missingOf(world, entries)).length === 0 ? done(world.texts.wecomIs) : OPEN,
    act: async (world) => {
      world.terminal.say(world.texts.aboutApp(app));
      let entered = await askFor(world, await missingOf(world, entries));
      for (;;) {
        await write(world, entered);
        const refused = await refusedIn(world, app);
        if (!refused) return world.texts.wecomIs;
        const [first, ...others] = refused;
        entered = await askAgain(world, [entryOf(first, app), ...others.map((field) => entryOf(field, app))]);
      }
    },
  };
}

const entryOf = (field: SecretField, app: string): Entry => (isOfApp(field) ? { field, app } : { field });

type Fields = readonly [SecretField, ...SecretField[]];

/**
 * What a refusal is about [D90313]: first what is wrong, or most likely, then what else may be. What else WeCom refuses
 * has other reasons than these values.
 */
const ABOUT: Readonly<Record<number, Fields>> = {
  40001: ['secret', 'corpId'],
  40013: ['corpId'],
  40056: ['agentId'],
  40091: ['secret', 'corpId'],
  301002: ['agentId', 'secret'],
};

/**
 * WeCom gives a token for CorpID and Secret before it trusts the address: wrong ones are known at once. Says what it
 * refuses.
 * @returns undefined: nothing of these values
 */
async function refusedIn(world: SetupWorld, app: string): Promise<Fields | undefined> {
  const findings = await findingsOf(world);
  const refusal = findings.find((finding) => finding.app === app && finding.code === 'wecom-refuses');
  if (refusal) world.terminal.say(inWords(world, refusal));
  return ABOUT[Number(refusal?.facts['errcode'])];
}
