import type { Language } from '../../lambda/shared/bot-config';
import { parsedArguments } from '../arguments';
import { STACK_OPTIONS, stackOptionsIn, type StackOptions } from '../stack/options';
import type { SetupUsageTexts } from '../texts/setup-texts';
import type { StackUsageTexts } from '../texts/stack-texts';
import { UsageError } from '../usage-error';

/** What `npm run setup` was asked for. */
export interface SetupOptions extends StackOptions {
  /** Of `-c stage=…`. */
  readonly stage: string | undefined;
  /** The one app to set up; undefined: all of config.ts. */
  readonly app: string | undefined;
  /** Only looks at what is done, asks nothing and changes nothing. */
  readonly check: boolean;
  readonly language: Language;
}

const OPTIONS = { ...STACK_OPTIONS, check: { type: 'boolean', default: false } } as const;

/** @throws UsageError */
export function readArguments(
  args: string[],
  texts: SetupUsageTexts & StackUsageTexts,
): SetupOptions | 'help' {
  const { values, positionals } = parsedArguments('setup', args, OPTIONS, texts);
  if (values.help) return 'help';
  const [app, ...others] = positionals;
  if (others.length > 0) throw new UsageError(texts.oneApp);
  // It deploys, and what it deploys is called by its stage.
  if (values.stack !== undefined) throw new UsageError(texts.noStack);
  return {
    ...stackOptionsIn(values, texts),
    stage: values.stage,
    app,
    check: values.check,
    language: values.lang === 'en' ? 'en' : 'zh-CN',
  };
}
