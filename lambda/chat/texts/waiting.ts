import type { Language } from '../../shared/bot-config';
import { waitingEn } from './waiting-en';
import type { WaitingTexts } from './waiting-texts';
import { waitingZhCn } from './waiting-zh-cn';

const TEXTS: Readonly<Record<Language, WaitingTexts>> = { 'zh-CN': waitingZhCn, en: waitingEn };

/** What the callback says to members while they have to wait, in the configured language. */
export function waitingTextsIn(language: Language): WaitingTexts {
  return TEXTS[language];
}
