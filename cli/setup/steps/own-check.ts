import { checkCallback, type CheckResult } from '../../callback-check/check';
import { isFault, type FindingCode } from '../../callback-check/findings';
import type { Explanation } from '../../texts/texts';
import { FRESH_MS } from '../../../lambda/aws/secret-versions';
import { parseEncodingAesKey } from '../../../lambda/wecom/crypto';
import { done, OPEN, type Step } from '../step';
import type { SetupWorld } from '../world';
import { callbackUrl } from './callback';

/** Our own callback, asked as WeCom will ask it: what is wrong is known before 保存 is pressed. */
export function ownCheck(app: string): Step {
  return {
    name: 'own-check',
    app,
    look: async (world) => (isWell(await check(world, app)) ? done(world.texts.ownCheckIsWell) : OPEN),
    act: async (world) => {
      const { terminal, texts } = world;
      for (;;) {
        const result = await checkPatiently(world, app);
        if (result.findings.length > 0) terminal.say(wordsOf(world, result));
        if (isWell(result)) return texts.ownCheckIsWell;
        await terminal.ask(texts.askAgain);
      }
    },
  };
}

/** What a callback says that has read the secret before it was changed. */
const OF_OLD_VALUES: readonly FindingCode[] = [
  'not-ready',
  'wrong-token',
  'wrong-key',
  'wrong-corp-id',
  'wrong-agent-id',
];
/** By then every callback has read the secret anew, with room for a slow one; ms. */
const READ_ANEW_MS = 3 * FRESH_MS;

/** Just after a change the old values are no fault: then it is asked again until the new ones are in use. */
async function checkPatiently(world: SetupWorld, app: string): Promise<CheckResult> {
  const { ports, terminal, texts } = world;
  const giveUpAt = ports.clock() + READ_ANEW_MS;
  let result = await check(world, app);
  if (!isOfOldValues(result)) return result;
  terminal.say(texts.waitsForSecret);
  while (isOfOldValues(result) && ports.clock() < giveUpAt) {
    await ports.pause();
    result = await check(world, app);
  }
  return result;
}

function isOfOldValues({ findings }: CheckResult): boolean {
  return findings.some(({ code }) => OF_OLD_VALUES.includes(code));
}

/** A slow answer is a warning: the second one is faster. */
function isWell({ findings }: CheckResult): boolean {
  return !findings.some(isFault);
}

async function check(world: SetupWorld, app: string): Promise<CheckResult> {
  const { value } = await world.secrets.read('callback');
  const { token = '', encodingAesKey = '', agentId = '' } = value.apps?.[app] ?? {};
  const { clock, randomBytes, limits } = world.ports;
  return checkCallback(
    callbackUrl(world, app),
    {
      corpId: value.corpId ?? '',
      token,
      key: parseEncodingAesKey(encodingAesKey),
      agentId: String(agentId),
    },
    { clock, randomBytes, limits },
  );
}

/** Warnings too: a host that WeCom refuses to most companies is no fault of the callback. */
function wordsOf({ allTexts: { findings: texts, report } }: SetupWorld, { findings }: CheckResult): string {
  return findings
    .flatMap((finding) => {
      const explain = texts[finding.code] as (finding: object) => Explanation;
      const { what, why, next } = explain(finding);
      const mark = isFault(finding) ? '✗' : '!';
      return [`  ${mark} ${what}`, `    ${report.why}${why}`, `    ${report.next}${next}`];
    })
    .join('\n');
}
