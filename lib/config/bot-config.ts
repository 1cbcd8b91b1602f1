import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppConfig, BotConfig, Language, Menu, MenuButton } from '../../lambda/shared/bot-config';
import type { Timing } from '../../lambda/shared/timing';
import { memberId } from '../../lambda/shared/member-id';
import { amountsOf, controlOf } from './control-of';
import { defaultMenu } from './default-menu';
import { images, speech, transcription } from './model-fields';
import { BUILT_IN_PERSONAS, foldedName } from './personas';
import { pricingOf } from './pricing';
import type { CheckedConfig } from './schema';

type WrittenApp = CheckedConfig['apps'][string];
type WrittenMenu = Exclude<WrittenApp['menu'], string>;
type Media = Pick<BotConfig, 'transcription' | 'speech' | 'images'>;

/** What of the configuration is compiled into the functions. */
export function botConfigOf(config: CheckedConfig, timing: Timing): BotConfig {
  const { language, apps, provider, memory, streaming, eraseOnLeave, welcomeEveryDays } = config;
  const { domain, alarms, maxConcurrency } = config;
  const media = mediaOf(config);
  const { prices, unitPrices } = pricingOf(config, media);
  return {
    version: releaseVersion(),
    language,
    apps: Object.fromEntries(
      Object.entries(apps).map(([name, app]) => [name, appConfigOf(app, language, media)]),
    ),
    prices,
    unitPrices,
    budget: amountsOf(config.budget),
    admins: config.admins.map(memberId),
    timeZone: config.timeZone,
    provider: { api: provider.api, azure: provider.azure },
    ...media,
    eraseOnLeave,
    memory,
    streaming,
    welcomeEveryDays,
    ...(alarms.projectUrl !== undefined && { projectUrl: alarms.projectUrl }),
    verificationFiles: domain?.verificationFiles ?? {},
    maxConcurrency,
    timing,
  };
}

/** Names of the models whose price is not known: they are counted at the dearest that is. */
export function assumedPrices(config: CheckedConfig): readonly string[] {
  return pricingOf(config, mediaOf(config)).unknown;
}

function appConfigOf(
  { builtInPersonas, menu, ...app }: WrittenApp,
  language: Language,
  { speech }: Media,
): AppConfig {
  const { default: isDefault, model, models, persona, auditContent, format, tools } = app;
  const personas = builtInPersonas ? withBuiltIn(app.personas, language) : app.personas;
  const can = {
    models: app.models.length > 0,
    personas: Object.keys(personas).length > 0,
    voice: speech !== undefined,
  };
  return {
    default: isDefault,
    model,
    models,
    persona,
    personas,
    auditContent,
    format,
    tools,
    ...controlOf({ builtInPersonas, menu, ...app }),
    ...(menu !== 'none' && { menu: menu === 'default' ? defaultMenu(language, can) : menuOf(menu) }),
  };
}

/** The company's own come first, and win over ours of the same name. */
function withBuiltIn(own: Record<string, string>, language: Language): Record<string, string> {
  const names = new Set(Object.keys(own).map(foldedName));
  const ours = Object.entries(BUILT_IN_PERSONAS[language]);
  return { ...own, ...Object.fromEntries(ours.filter(([name]) => !names.has(foldedName(name)))) };
}

/** The rules have seen to it that a button is one thing. */
function menuOf(menu: WrittenMenu): Menu {
  return menu.map(({ buttons, ...button }) =>
    buttons ? { name: button.name, buttons: buttons.map(buttonOf) } : buttonOf(button),
  );
}

function buttonOf({ name, key, url = '' }: Omit<WrittenMenu[number], 'buttons'>): MenuButton {
  return key === undefined ? { name, url } : { name, key };
}

/** Another provider than OpenAI most likely has none of it, unless the configuration says so. */
function mediaOf(config: CheckedConfig): Media {
  const { baseUrl, azure, speechBaseUrl, imagesBaseUrl } = config.provider;
  const hasAll = baseUrl === undefined || azure;
  const hasVoice = hasAll || speechBaseUrl !== undefined;
  const hasImages = hasAll || imagesBaseUrl !== undefined;
  const {
    transcription: understood = hasVoice && transcription.parse({}),
    speech: spoken = hasVoice && speech.parse({}),
    images: drawn = hasImages && images.parse({}),
  } = config;
  return {
    ...(understood && { transcription: understood }),
    ...(spoken && { speech: spoken }),
    ...(drawn && { images: drawn }),
  };
}

function releaseVersion(): string {
  const file = join(__dirname, '..', '..', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
