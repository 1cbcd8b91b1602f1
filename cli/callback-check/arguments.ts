import { parseArgs } from 'node:util';
import type { Language } from '../../lambda/shared/bot-config';
import { parsedArguments } from '../arguments';
import type { StackOptions } from '../stack/options';
import type { UsageTexts } from '../texts/texts';
import { UsageError } from '../usage-error';

/** What `npm run callback-check` was asked for. No stack in AWS is asked. */
export interface CheckOptions extends StackOptions {
  readonly from: 'local';
  /** The callback URL as it is entered in WeCom; `local`: that of the running `npm start`, with its credentials. */
  readonly target: URL | 'local';
  /** Undefined: the app whose variables have no suffix, or the first of `npm start`. */
  readonly app: string | undefined;
}

const OPTIONS = {
  app: { type: 'string' },
  local: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  lang: { type: 'string', default: 'zh-CN' },
  help: { type: 'boolean', default: false },
} as const;

/** The language to speak, also of what is wrong with the arguments themselves. */
export function languageOf(args: string[]): Language {
  const { values } = parseArgs({ args, options: OPTIONS, strict: false });
  return values.lang === 'en' ? 'en' : 'zh-CN';
}

/** @throws UsageError */
export function readArguments(args: string[], texts: UsageTexts): CheckOptions | 'help' {
  const { values, positionals } = parsedArguments('callback-check', args, OPTIONS, texts);
  if (values.help) return 'help';
  if (values.lang !== 'zh-CN' && values.lang !== 'en') throw new UsageError(texts.unknownLanguage);
  const target = values.local ? localIn(positionals, texts) : urlIn(positionals, texts);
  return { target, app: values.app, from: 'local', json: values.json };
}

function localIn(positionals: string[], texts: UsageTexts): 'local' {
  if (positionals.length > 0) throw new UsageError(texts.urlOrLocal);
  return 'local';
}

function urlIn([address, ...others]: string[], texts: UsageTexts): URL {
  if (address === undefined || others.length > 0) throw new UsageError(texts.oneUrl);
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') throw new UsageError(texts.notAUrl);
  return url;
}
