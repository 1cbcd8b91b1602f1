import type { Language } from '../shared/bot-config';
import { ERROR_TABLE } from './error-table';

/** Who can mend it. */
export type Concerns = 'admin' | 'member' | 'engineer' | 'nobody';

/**
 * What becomes of the call.
 * - `retry`: the same call may succeed at once, and is tried again by itself.
 * - `refresh-token`: once more with a new token, by itself. A gettoken that says so is to be mended like `wait`.
 * - `wait`: the same call will succeed in minutes, or when those whom it concerns have mended it.
 * - `give-up`: the same call will never succeed.
 */
export type Handling = 'retry' | 'refresh-token' | 'wait' | 'give-up';

/** What an `errcode` means and what to do about it [D90313]. */
export interface ErrorMeaning {
  readonly meaning: string;
  readonly concerns: Concerns;
  readonly handling: Handling;
  /** Whether it is this member whom WeCom delivers nothing to, whatever is sent. */
  readonly isOfMember: boolean;
  readonly remedy: string;
}

const UNKNOWN = {
  en: ['WeCom refused the call', 'Look the code up at'],
  'zh-CN': ['企业微信拒绝了这次调用', '查询错误码：'],
} as const;

/** What an `errcode` means, in the language of those who read it; a code that is not in the table says so. */
export function meaningOf(errcode: number, language: Language = 'en'): ErrorMeaning {
  const row = ERROR_TABLE.find(({ codes }) => codes.includes(errcode));
  if (row) {
    const [meaning, remedy] = row[language];
    const { concerns, handling, isOfMember = false } = row;
    return { meaning, concerns, handling, isOfMember, remedy };
  }
  const [meaning, lookUp] = UNKNOWN[language];
  const remedy = `${lookUp} https://open.work.weixin.qq.com/devtool/query?e=${errcode}`;
  return { meaning, concerns: 'engineer', handling: 'give-up', isOfMember: false, remedy };
}
