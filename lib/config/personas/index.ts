import type { Language } from '../../../lambda/shared/bot-config';
import { PERSONAS_EN } from './en';
import { PERSONAS_ZH_CN } from './zh-cn';

/** The personas that come with the bot, in the language in which it speaks. */
export const BUILT_IN_PERSONAS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  'zh-CN': PERSONAS_ZH_CN,
  en: PERSONAS_EN,
};

/** A name as members may type it: width and case don't tell two personas apart. */
export function foldedName(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
