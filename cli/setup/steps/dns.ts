import { done, LEFT_OUT, OPEN, type Step } from '../step';
import type { SetupWorld } from '../world';

/** The CNAME record of the callback's domain, where its DNS is not Route 53. */
export const dns: Step = {
  name: 'dns',
  look: async (world) => {
    const { stack, texts } = world;
    const target = stack.allOutputs['Step4aCnameTarget'];
    const name = hostOf(world);
    if (world.isLocal || target === undefined || name === undefined) return LEFT_OUT;
    return (await leadsTo(world, name, target)) ? done(texts.dnsIs(name)) : OPEN;
  },
  act: async (world) => {
    const { terminal, texts, stack } = world;
    const [name, target] = [hostOf(world) ?? '', stack.allOutputs['Step4aCnameTarget'] ?? ''];
    terminal.say(texts.aboutDns(name, target));
    await world.until(async () => (await leadsTo(world, name, target)) || undefined);
    return texts.dnsIs(name);
  },
};

function hostOf(world: SetupWorld): string | undefined {
  const [app = ''] = Object.keys(world.config.apps);
  return world.callbackUrlOf(app)?.hostname;
}

/** Whether the name is the record's; DNS that can't be asked says no, and is asked again. */
async function leadsTo({ ports }: SetupWorld, name: string, target: string): Promise<boolean> {
  try {
    const names = await ports.resolveCname(name);
    return names.some((each) => each.toLowerCase() === target.toLowerCase().replace(/\.$/, ''));
  } catch {
    return false;
  }
}
