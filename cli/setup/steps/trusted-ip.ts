import type { ReportedFinding } from '../../../lambda/doctor/handler';
import { consoleForm } from '../console-form';
import { done, OPEN, type Step } from '../step';
import type { SetupWorld } from '../world';
import { findingsOf, findingsOfLate, inWords } from './doctor-words';
import { ownCheck } from './own-check';
import { enterAnew, refusedValuesIn } from './refused-values';

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
      const { isTaken } = seenIn(await findingsOfLate(world), app);
      return isTaken ? done(world.texts.isTrusted(ipsOf(world))) : OPEN;
    },
    act: async (world) => {
      const { terminal, texts } = world;
      terminal.say(consoleForm(texts.trustedIpForm(app, ipsOf(world))));
      terminal.say(texts.waitsForTrust);
      const told = new Set<string>([EXPECTED]);
      let looks = 0;
      await world.until(async () => {
        const findings = await findingsOf(world);
        const refused = refusedValuesIn(findings, app);
        if (refused) {
          await enterAnew(world, refused);
          // It may hold the old ones for a while, and would refuse what a member writes.
          await ownCheck(app).act(world);
          terminal.say(texts.waitsForTrust);
          return undefined;
        }
        const { isTaken, refusals } = seenIn(findings, app);
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

function seenIn(
  findings: readonly ReportedFinding[],
  app: string,
): { isTaken: boolean; refusals: ReportedFinding[] } {
  const own = findings.filter((finding) => finding.app === app);
  return {
    isTaken: own.some(({ code }) => code === TAKEN),
    refusals: own.filter(({ code }) => REFUSED.includes(code)),
  };
}

function ipsOf({ stack }: SetupWorld): readonly string[] {
  return stack.outputs.Step5TrustedIp.split(';');
}
