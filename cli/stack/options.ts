import type { StackUsageTexts } from '../texts/stack-texts';
import { UsageError } from '../usage-error';

/** What every command is asked that works on a stack. */
export interface StackOptions {
  /** Name of a stack in AWS, or the one of `npm start`. */
  readonly from: { readonly stack: string } | 'local';
  readonly json: boolean;
}

/** Of `parseArgs`. */
export const STACK_OPTIONS = {
  stack: { type: 'string' },
  local: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  lang: { type: 'string', default: 'zh-CN' },
  help: { type: 'boolean', default: false },
} as const;

const DEFAULT_STACK = 'WecomGpt';

/** @throws UsageError */
export function stackOptionsIn(
  values: { readonly stack?: string; readonly local: boolean; readonly json: boolean; readonly lang: string },
  texts: StackUsageTexts,
): StackOptions {
  const { stack, local, json, lang } = values;
  if (lang !== 'zh-CN' && lang !== 'en') throw new UsageError(texts.unknownLanguage);
  if (local && stack !== undefined) throw new UsageError(texts.localOrStack);
  return { from: local ? 'local' : { stack: stack ?? DEFAULT_STACK }, json };
}
