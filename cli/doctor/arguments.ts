import type { Language } from '../../lambda/shared/bot-config';
import { parsedArguments } from '../arguments';
import { STACK_OPTIONS, stackOptionsIn, stageOfStack, type StackOptions } from '../stack/options';
import type { StackUsageTexts } from '../texts/stack-texts';
import { UsageError } from '../usage-error';

/** What `npm run doctor` was asked for. */
export interface DoctorOptions extends StackOptions {
  readonly language: Language;
  /** Of `-c stage=…`, by which config.ts is checked. */
  readonly stage: string | undefined;
  /** Whether the stack is compared with its template. */
  readonly drift: boolean;
  /** Whether a warning, or what could not be found out, is as bad as a fault. */
  readonly strict: boolean;
}

const OPTIONS = {
  ...STACK_OPTIONS,
  'no-drift': { type: 'boolean', default: false },
  strict: { type: 'boolean', default: false },
} as const;

/** @throws UsageError */
export function readArguments(args: string[], texts: StackUsageTexts): DoctorOptions | 'help' {
  const { values, positionals } = parsedArguments('doctor', args, OPTIONS, texts);
  if (values.help) return 'help';
  const options = stackOptionsIn(values, texts);
  if (positionals.length > 0) throw new UsageError(texts.badArguments(texts.nothingElse, 'doctor'));
  return {
    ...options,
    language: values.lang === 'en' ? 'en' : 'zh-CN',
    stage: options.from === 'local' ? undefined : stageOfStack(options.from.stack)?.stage,
    drift: !values['no-drift'],
    strict: values.strict,
  };
}
