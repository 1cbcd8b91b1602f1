import type { Language } from '../../lambda/shared/bot-config';
import { parsedArguments } from '../arguments';
import { languageOf } from '../callback-check/arguments';
import { STACK_OPTIONS, stackOptionsIn, type StackOptions } from '../stack/options';
import type { SecretsUsageTexts } from '../texts/secrets-texts';
import type { StackUsageTexts } from '../texts/stack-texts';
import { UsageError } from '../usage-error';

/** What can be changed for another: Token with EncodingAESKey, an app's Secret, the model's API key. */
export type Rotated = 'token' | 'secret' | 'model';

/** What every call of `npm run secrets` says. */
interface CommonOptions extends StackOptions {
  readonly language: Language;
}

/** Values are entered. */
export interface EnterOptions extends CommonOptions {
  readonly action: 'enter';
  /** Undefined: every app. */
  readonly app: string | undefined;
  /** Also what is filled in already. */
  readonly all: boolean;
  /** Values come from the environment, nobody is asked. */
  readonly fromEnv: boolean;
  /** Even though WeCom may still use the Token before. */
  readonly force: boolean;
}

/** A value is changed for a new one. */
export interface RotateOptions extends CommonOptions {
  readonly action: 'rotate';
  readonly what: Rotated;
  /** Undefined: the only one. */
  readonly app: string | undefined;
  readonly fromEnv: boolean;
  readonly force: boolean;
}

/** What `npm run secrets` was asked for. */
export type SecretsOptions = ({ readonly action: 'show' } & CommonOptions) | EnterOptions | RotateOptions;

const OPTIONS = {
  ...STACK_OPTIONS,
  all: { type: 'boolean', default: false },
  'from-env': { type: 'boolean', default: false },
  force: { type: 'boolean', default: false },
} as const;
const ROTATED: readonly string[] = ['token', 'secret', 'model'] satisfies Rotated[];

/** @throws UsageError */
export function readArguments(
  args: string[],
  texts: SecretsUsageTexts & StackUsageTexts,
): SecretsOptions | 'help' {
  const { values, positionals } = parsedArguments('secrets', args, OPTIONS, texts);
  if (values.help) return 'help';
  const common = { ...stackOptionsIn(values, texts), language: languageOf(args) };
  const { all, force, 'from-env': fromEnv } = values;
  const [action, ...named] = positionals;
  switch (action) {
    case undefined:
      if (all || fromEnv || force) throw new UsageError(texts.noAction);
      return { ...common, action: 'show' };
    case 'enter': {
      const [app, ...others] = named;
      if (others.length > 0) throw new UsageError(texts.oneApp);
      return { ...common, action, app, all, fromEnv, force };
    }
    case 'rotate':
      if (all) throw new UsageError(texts.allIsForEnter);
      return { ...common, action, ...rotatedIn(named, texts, fromEnv), fromEnv, force };
    default:
      throw new UsageError(texts.unknownAction);
  }
}

/** `[APP] token|secret|model`. */
function rotatedIn(
  named: readonly string[],
  texts: SecretsUsageTexts,
  fromEnv: boolean,
): Pick<RotateOptions, 'app' | 'what'> {
  const what = named.at(-1) as Rotated;
  const [app, ...others] = named.slice(0, -1);
  if (!ROTATED.includes(what)) throw new UsageError(texts.rotateWhat);
  if (others.length > 0) throw new UsageError(texts.oneApp);
  if (what === 'model' && app !== undefined) throw new UsageError(texts.modelIsOfAll);
  if (what === 'token' && fromEnv) throw new UsageError(texts.tokenIsMade);
  return { app, what };
}
