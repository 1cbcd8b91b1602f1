import type { Language } from '../../shared/bot-config';
import { meaningOf } from '../../wecom/error-codes';
import type { Facts, Finding } from '../finding';
import { en } from './en';
import type { Words } from './texts';
import { zhCn } from './zh-cn';

export type { DoctorTexts, Words } from './texts';

/** A finding in words, in every language. */
export function wordsOf({ code, facts }: Finding): Record<Language, Words> {
  return {
    'zh-CN': filled(zhCn[code], explained(facts, 'zh-CN')),
    en: filled(en[code], explained(facts, 'en')),
  };
}

/** With what an `errcode` among the facts means. */
function explained(facts: Facts, language: Language): Facts {
  const { errcode } = facts;
  if (typeof errcode !== 'number') return facts;
  const { meaning, remedy } = meaningOf(errcode, language);
  return { ...facts, meaning, remedy };
}

function filled({ says, next }: Words, facts: Facts): Words {
  const fill = (text: string): string =>
    text.replace(
      /\{(\w+)(?:\|([^|}]+)\|([^}]+))?\}/g,
      (placeholder, name: string, one?: string, many?: string) => {
        const fact = facts[name] ?? placeholder;
        const counted = Number(fact) === 1 ? one : many;
        return counted === undefined ? String(fact) : `${fact} ${counted}`;
      },
    );
  return { says: fill(says), ...(next !== undefined && { next: fill(next) }) };
}
