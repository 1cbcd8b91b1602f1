import { notifierTextsIn } from '../../../lambda/notifier/texts';
import { ALARMS, type AlarmId } from '../../../lambda/shared/alarms';
import type { Language } from '../../../lambda/shared/bot-config';
import { meaningOf } from '../../../lambda/wecom/error-codes';
import { ERROR_TABLE } from '../../../lambda/wecom/error-table';
import { en } from './en';
import { MENDABLE_FAILURES, OWN_CODES, type RunbookTexts } from './texts';
import { zhCn } from './zh-cn';

const TEXTS: Readonly<Record<Language, RunbookTexts>> = { 'zh-CN': zhCn, en };

/** Pass by themselves, and are too many calls: an admin can make them fewer. */
const TOO_MANY = [45009, 45033];

/** The codes of WeCom that an admin can mend. */
export const ADMIN_CODES: readonly number[] = ERROR_TABLE.filter(({ concerns }) => concerns === 'admin')
  .flatMap(({ codes }) => codes)
  .concat(TOO_MANY)
  .sort((one, other) => one - other);

/** docs/runbook.md, or docs/runbook.zh-CN.md. */
export function runbookPage(language: Language): string {
  const texts = TEXTS[language];
  return [
    `# ${texts.title}`,
    '',
    ...texts.intro,
    '',
    `## ${texts.alarms}`,
    ...ALARMS.flatMap((id) => alarmSection(id, language, texts)),
    '',
    `## ${texts.wecomCodes}`,
    '',
    texts.wecomIntro,
    ...ADMIN_CODES.flatMap((code) => wecomSection(code, language, texts)),
    '',
    `## ${texts.modelCodes}`,
    '',
    texts.modelIntro,
    ...MENDABLE_FAILURES.flatMap((failure) =>
      codeSection(`MODEL_${failure.toUpperCase().replaceAll('-', '_')}`, texts.failures[failure], language),
    ),
    '',
    `## ${texts.ownCodes}`,
    ...OWN_CODES.flatMap((code) => codeSection(code, texts.own[code], language)),
    '',
  ].join('\n');
}

function alarmSection(id: AlarmId, language: Language, texts: RunbookTexts): string[] {
  const { title, meaning, next } = notifierTextsIn(language).alarms[id];
  const { when, look, mend, over } = texts.sections[id];
  const colon = language === 'en' ? ': ' : '：';
  return [
    '',
    `### ${id}`,
    '',
    `**${title}**`,
    '',
    `- ${texts.when}${colon}${when}`,
    `- ${texts.meaning}${colon}${meaning}`,
    `- ${texts.first}${colon}${next(texts.theAddresses)}`,
    '',
    `${texts.look}${colon.trim()}`,
    '',
    ...look.map((step, index) => `${index + 1}. ${step}`),
    '',
    `${texts.mend}${colon.trim()}`,
    '',
    ...mend.map((step) => `- ${step}`),
    '',
    `${texts.over}${colon}${over}`,
  ];
}

function wecomSection(code: number, language: Language, { handled }: RunbookTexts): string[] {
  const { meaning, remedy, isOfMember, handling } = meaningOf(code, language);
  const becomes = isOfMember ? handled.ofMember : handling === 'give-up' ? handled.ends : handled.waits;
  return codeSection(
    `WECOM_${code}`,
    [meaning, `${remedy}${language === 'en' ? ' ' : ''}${becomes}`],
    language,
  );
}

function codeSection(
  code: string,
  [meaning, remedy]: readonly [string, string],
  language: Language,
): string[] {
  const [stop, ending] = language === 'en' ? ['.', ' '] : ['。', ''];
  return [
    '',
    `### ${code}`,
    '',
    `${meaning.replace(/^[a-z]/, (first) => first.toUpperCase())}${stop}${ending}${remedy}`,
  ];
}
