import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppConfig, BotConfig, Menu, MenuButton, ModelPrice } from '../../lambda/shared/bot-config';
import type { Timing } from '../../lambda/shared/timing';
import { DEFAULT_MENUS } from './default-menu';
import { images, speech, transcription } from './model-fields';
import { MODEL_PRICES } from './model-prices';
import { BUILT_IN_PERSONAS, foldedName } from './personas';
import type { CheckedConfig } from './schema';

type App = CheckedConfig['apps'][string];
type WrittenMenu = Exclude<App['menu'], string>;

/** What of the configuration is compiled into the functions. */
export function botConfigOf(config: CheckedConfig, timing: Timing): BotConfig {
  const { language, apps, provider, memory, streaming, eraseOnLeave, welcomeEveryDays } = config;
  const { domain, alarms, maxConcurrency } = config;
  return {
    version: releaseVersion(),
    language,
    apps: Object.fromEntries(Object.entries(apps).map(([name, app]) => [name, appConfigOf(app, config)])),
    prices: pricesOf(config),
    provider: { api: provider.api, azure: provider.azure },
    ...voiceAndPicturesOf(config),
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

function appConfigOf(written: App, { language }: CheckedConfig): AppConfig {
  const { builtInPersonas, menu, ...app } = written;
  const own = new Set(Object.keys(app.personas).map(foldedName));
  const ours = builtInPersonas ? Object.entries(BUILT_IN_PERSONAS[language]) : [];
  return {
    ...app,
    personas: { ...app.personas, ...Object.fromEntries(ours.filter(([name]) => !own.has(foldedName(name)))) },
    ...(menu !== 'none' && { menu: menu === 'default' ? DEFAULT_MENUS[language] : menuOf(menu) }),
  };
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

/** Of every model that a member may meet. OpenAI's list prices say nothing of another provider. */
function pricesOf({ apps, prices, provider }: CheckedConfig): Record<string, ModelPrice> {
  const known = { ...(provider.baseUrl === undefined && MODEL_PRICES), ...prices };
  const inUse = new Set(Object.values(apps).flatMap(({ model, models }) => [model, ...models]));
  return Object.fromEntries(Object.entries(known).filter(([model]) => inUse.has(model)));
}

/** Another provider than OpenAI most likely has neither, unless the configuration says so. */
function voiceAndPicturesOf(config: CheckedConfig): Pick<BotConfig, 'transcription' | 'speech' | 'images'> {
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
