import { checkCallback, WECOM_LIMITS, type CheckResult } from '../../callback-check/check';
import { isFault } from '../../callback-check/findings';
import type { Explanation } from '../../texts/texts';
import { parseEncodingAesKey } from '../../../lambda/wecom/crypto';
import { done, OPEN, type Step } from '../step';
import type { SetupWorld } from '../world';
import { callbackUrl } from './callback';

/** Our own callback, asked as WeCom will ask it: what is wrong is known before 保存 is pressed. */
export function ownCheck(app: string): Step {
  return {
    name: 'own-check',
    app,
    look: async (world) =>
      (await check(world, app)).findings.length === 0 ? done(world.texts.ownCheckIsWell) : OPEN,
    act: async (world) => {
      const { terminal, texts } = world;
      for (;;) {
        const result = await check(world, app);
        if (result.findings.length > 0) terminal.say(wordsOf(world, result));
        if (isWell(result)) return texts.ownCheckIsWell;
        await terminal.ask(texts.askAgain);
      }
    },
  };
}

/** A slow answer is a warning: the second one is faster. */
function isWell({ findings }: CheckResult): boolean {
  return !findings.some(isFault);
}

async function check(world: SetupWorld, app: string): Promise<CheckResult> {
  const { value } = await world.secrets.read('callback');
  const { token = '', encodingAesKey = '', agentId = '' } = value.apps?.[app] ?? {};
  const { clock, randomBytes } = world.ports;
  return checkCallback(
    callbackUrl(world, app),
    {
      corpId: value.corpId ?? '',
      token,
      key: parseEncodingAesKey(encodingAesKey),
      agentId: String(agentId),
    },
    { clock, randomBytes, limits: WECOM_LIMITS },
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
