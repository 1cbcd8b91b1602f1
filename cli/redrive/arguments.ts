import { parseArgs } from 'node:util';
import type { UsageTexts } from '../texts/texts';
import type { RedriveUsageTexts } from '../texts/redrive-texts';
import { UsageError } from '../usage-error';

/** What `npm run redrive` was asked for. */
export interface RedriveOptions {
  /** How the id begins of the message to put back; undefined: list them all. */
  readonly id: string | undefined;
  /** Name of a stack in AWS, or the one of `npm start`. */
  readonly from: { readonly stack: string } | 'local';
  readonly json: boolean;
}

const DEFAULT_STACK = 'WecomGpt';
/** An id of SQS is a UUID; what the list shows is its beginning. */
const ID = /^[0-9a-f]{8}[0-9a-f-]{0,28}$/;

const OPTIONS = {
  stack: { type: 'string' },
  local: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  lang: { type: 'string', default: 'zh-CN' },
  help: { type: 'boolean', default: false },
} as const;

/** @throws UsageError */
export function readArguments(
  args: string[],
  texts: RedriveUsageTexts & Pick<UsageTexts, 'unknownLanguage'>,
): RedriveOptions | 'help' {
  const { values, positionals } = parsed(args, texts);
  if (values.help) return 'help';
  if (values.lang !== 'zh-CN' && values.lang !== 'en') throw new UsageError(texts.unknownLanguage);
  if (values.local && values.stack !== undefined) throw new UsageError(texts.localOrStack);
  const [id, ...others] = positionals;
  if (others.length > 0) throw new UsageError(texts.oneId);
  if (id !== undefined && !ID.test(id)) throw new UsageError(texts.notAnId);
  return { id, from: values.local ? 'local' : { stack: values.stack ?? DEFAULT_STACK }, json: values.json };
}

function parsed(args: string[], texts: RedriveUsageTexts) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(texts.badArguments((error as Error).message));
  }
}
