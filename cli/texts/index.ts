import type { Language } from '../../lambda/shared/bot-config';
import { en } from './en';
import type { Texts } from './texts';
import { zhCn } from './zh-cn';

const TEXTS: Readonly<Record<Language, Texts>> = { 'zh-CN': zhCn, en };

/** What the command line says, in one language. */
export function textsIn(language: Language): Texts {
  return TEXTS[language];
}
