import type { ReportedFinding } from '../../../lambda/doctor/handler';
import { consoleForm } from '../console-form';
import { done, OPEN, type Step } from '../step';
import type { SetupWorld } from '../world';
import { findingsOf, inWords } from './doctor-words';

const TAKEN = 'address-trusted';
/** Until the address is entered it is so: what to do is on the screen. */
const EXPECTED = 'address-untrusted';
/** After a minute or two it is said again. */
const LOOKS_UNTIL_REMINDED = 10;
const REFUSED = [EXPECTED, 'address-elsewhere', 'wecom-refuses', 'wecom-unreachable'];

/** 企业可信IP: WeCom takes calls from the stack's own address. */
export function trustedIp(app: string): Step {
  return {
    name: 'trusted-ip',
    app,
    look: async (world) => {
      const { isTaken } = await lookAt(world, app);
      return isTaken ? done(world.texts.isTrusted(ipsOf(world))) : OPEN;
    },
    act: async (world) => {
      const { terminal, texts } = world;
      terminal.say(consoleForm(texts.trustedIpForm(app, ipsOf(world))));
      terminal.say(texts.waitsForTrust);
      const told = new Set<string>([EXPECTED]);
      let looks = 0;
      await world.until(async () => {
        const { isTaken, refusals } = await lookAt(world, app);
        looks += 1;
        if (looks === LOOKS_UNTIL_REMINDED) told.delete(EXPECTED);
        for (const finding of refusals.filter(({ code }) => !told.has(code))) {
          told.add(finding.code);
          terminal.say(inWords(world, finding));
        }
        if (!isTaken) await world.ports.pause();
        return isTaken || undefined;
      });
      return texts.isTrusted(ipsOf(world));
    },
  };
}

async function lookAt(
  world: SetupWorld,
  app: string,
): Promise<{ isTaken: boolean; refusals: ReportedFinding[] }> {
  const own = (await findingsOf(world)).filter((finding) => finding.app === app);
  return {
    isTaken: own.some(({ code }) => code === TAKEN),
    refusals: own.filter(({ code }) => REFUSED.includes(code)),
  };
}

function ipsOf({ stack }: SetupWorld): readonly string[] {
  return stack.outputs.Step5TrustedIp.split(';');
}
