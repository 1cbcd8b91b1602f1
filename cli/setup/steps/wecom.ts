import type { Entry } from '../../secrets/places';
import { done, OPEN, type Step } from '../step';
import type { SetupWorld } from '../world';
import { findingsOf, inWords } from './doctor-words';
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
    look: async (world) =>
      (await missingOf(world, entries)).length === 0 ? done(world.texts.wecomIs) : OPEN,
    act: async (world) => {
      world.terminal.say(world.texts.aboutApp(app));
      for (let missing = await missingOf(world, entries); ; missing = [...entries]) {
        await write(world, await askFor(world, missing));
        if (!(await isRefused(world, app))) return world.texts.wecomIs;
      }
    },
  };
}

/** CorpID, AgentId or Secret is not what WeCom knows: what else it refuses has other reasons [D90313]. */
const OF_VALUES = [40001, 40013, 40056, 40091, 301002];

/** WeCom gives a token for CorpID and Secret before it trusts the address: wrong ones are known at once. */
async function isRefused(world: SetupWorld, app: string): Promise<boolean> {
  const findings = await findingsOf(world);
  const refusal = findings.find((finding) => finding.app === app && finding.code === 'wecom-refuses');
  if (refusal) world.terminal.say(inWords(world, refusal));
  return OF_VALUES.includes(Number(refusal?.facts['errcode']));
}
