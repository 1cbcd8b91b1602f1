import type { Language } from '../../../shared/bot-config';
import { waitingEn } from './en';
import type { WaitingTexts } from './texts';
import { waitingZhCn } from './zh-cn';

const TEXTS: Readonly<Record<Language, WaitingTexts>> = { 'zh-CN': waitingZhCn, en: waitingEn };

/** What the callback says to members while they have to wait, in the configured language. */
export function waitingTextsIn(language: Language): WaitingTexts {
  return TEXTS[language];
}
