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
  stage: { type: 'string' },
  local: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  lang: { type: 'string', default: 'zh-CN' },
  help: { type: 'boolean', default: false },
} as const;

/** The values of {@link STACK_OPTIONS}, as `parseArgs` gives them. */
export interface StackValues {
  readonly stack?: string;
  readonly stage?: string;
  readonly local: boolean;
  readonly json: boolean;
  readonly lang: string;
}

/** @throws UsageError */
export function stackOptionsIn(values: StackValues, texts: StackUsageTexts): StackOptions {
  const { stack, stage, local, json, lang } = values;
  if (lang !== 'zh-CN' && lang !== 'en') throw new UsageError(texts.unknownLanguage);
  const named = [stack, stage, local || undefined].filter((each) => each !== undefined);
  if (named.length > 1) throw new UsageError(texts.oneStack);
  return { from: local ? 'local' : { stack: stack ?? stackOfStage(stage) }, json };
}

/** What bin/wecom-gpt.ts calls the stack of `-c stage=…`. @param stage undefined: none */
export function stackOfStage(stage: string | undefined): string {
  return stage === undefined ? 'WecomGpt' : `WecomGpt-${stage}`;
}

/** The stage of a stack. @returns undefined where the project makes no stack of that name */
export function stageOfStack(stack: string): { readonly stage: string | undefined } | undefined {
  if (stack === stackOfStage(undefined)) return { stage: undefined };
  const prefix = stackOfStage('');
  return stack.startsWith(prefix) && stack !== prefix ? { stage: stack.slice(prefix.length) } : undefined;
}
