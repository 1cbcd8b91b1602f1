import type { Language } from '../../shared/bot-config';
import { en } from './en';
import type { Texts } from './texts';
import { zhCn } from './zh-cn';

export type { Abilities, StatusOfApp, Texts } from './texts';

const TEXTS: Readonly<Record<Language, Texts>> = { 'zh-CN': zhCn, en };

/** What the bot itself says to members, in the configured language. */
export function textsIn(language: Language): Texts {
  return TEXTS[language];
}
