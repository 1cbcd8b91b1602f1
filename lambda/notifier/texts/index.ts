import type { Language } from '../../shared/bot-config';
import { en } from './en';
import type { NotifierTexts } from './texts';
import { zhCn } from './zh-cn';

export type { AlarmText, NotifierTexts } from './texts';

const TEXTS: Readonly<Record<Language, NotifierTexts>> = { 'zh-CN': zhCn, en };

/** What is said in the admins' group, in the configured language. */
export function notifierTextsIn(language: Language): NotifierTexts {
  return TEXTS[language];
}
