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
    return (await targetOf(world, name)) === withoutDot(target) ? done(texts.dnsIs(name)) : OPEN;
  },
  act: async (world) => {
    const { terminal, texts, stack } = world;
    const [name, target] = [hostOf(world) ?? '', stack.allOutputs['Step4aCnameTarget'] ?? ''];
    terminal.say(texts.aboutDns(name, target));
    let told = '';
    await world.until(async () => {
      const seen = await targetOf(world, name);
      if (seen === withoutDot(target)) return true;
      if (seen !== told) terminal.say(texts.dnsSays(seen));
      told = seen;
      return undefined;
    });
    return texts.dnsIs(name);
  },
};

function hostOf(world: SetupWorld): string | undefined {
  const [app = ''] = Object.keys(world.config.apps);
  return world.callbackUrlOf(app)?.hostname;
}

/** @returns where the name leads to, or DNS's code for why nowhere, e.g. ENOTFOUND */
async function targetOf({ ports }: SetupWorld, name: string): Promise<string> {
  try {
    return (await ports.resolveCname(name)).map(withoutDot).join(', ');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

function withoutDot(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
