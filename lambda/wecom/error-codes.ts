/** Who can mend it. */
export type Concerns = 'admin' | 'member' | 'engineer' | 'nobody';

/** What an `errcode` means and what to do about it [D90313]. */
export interface ErrorMeaning {
  readonly meaning: string;
  readonly concerns: Concerns;
  readonly remedy: string;
}

const MEANINGS: Readonly<Record<number, ErrorMeaning>> = {
  [-1]: { meaning: 'WeCom is busy', concerns: 'nobody', remedy: 'It is tried again by itself.' },
  40001: {
    meaning: 'the Secret is wrong, belongs to another company, or the app is disabled',
    concerns: 'admin',
    remedy: "Copy the app's Secret from the WeCom console into the wecom secret again, and check CorpID.",
  },
  40013: {
    meaning: 'the CorpID is wrong',
    concerns: 'admin',
    remedy: 'Copy CorpID from 我的企业 → 企业信息.',
  },
  40014: {
    meaning: 'the access token is not valid',
    concerns: 'nobody',
    remedy: 'A new one is fetched by itself.',
  },
  40056: { meaning: 'the AgentId is wrong', concerns: 'admin', remedy: "Copy AgentId from the app's page." },
  40091: {
    meaning: 'the Secret is of another company',
    concerns: 'admin',
    remedy: 'Check CorpID and Secret.',
  },
  42001: {
    meaning: 'the access token has expired',
    concerns: 'nobody',
    remedy: 'A new one is fetched by itself.',
  },
  44004: { meaning: 'the message was empty', concerns: 'engineer', remedy: 'Report it with the log line.' },
  45009: { meaning: 'too many calls', concerns: 'nobody', remedy: 'It is tried again after a pause.' },
  50003: {
    meaning: 'the app is disabled',
    concerns: 'admin',
    remedy: 'Enable the app in the WeCom console.',
  },
  60011: { meaning: 'no privilege for this member', concerns: 'admin', remedy: "Check the app's 可见范围." },
  60020: {
    meaning: 'WeCom does not trust the address that the call came from',
    concerns: 'admin',
    remedy: "Add that address to the app's 企业可信IP in the WeCom console; it works about a minute later.",
  },
  81013: {
    meaning: "the member is outside the app's visible range or not in the company",
    concerns: 'admin',
    remedy: "Check the app's 可见范围.",
  },
  301002: {
    meaning: 'the Secret and the AgentId are not of the same app',
    concerns: 'admin',
    remedy: "Copy AgentId and Secret from the same app's page.",
  },
};

/** What an `errcode` means; a code that is not in the table says so. */
export function meaningOf(errcode: number): ErrorMeaning {
  return (
    MEANINGS[errcode] ?? {
      meaning: 'WeCom refused the call',
      concerns: 'engineer',
      remedy: `Look the code up at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`,
    }
  );
}
