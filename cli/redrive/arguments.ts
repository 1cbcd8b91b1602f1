import { parsedArguments } from '../arguments';
import { STACK_OPTIONS, stackOptionsIn, type StackOptions } from '../stack/options';
import type { RedriveUsageTexts } from '../texts/redrive-texts';
import type { StackUsageTexts } from '../texts/stack-texts';
import { UsageError } from '../usage-error';

/** What `npm run redrive` was asked for. */
export interface RedriveOptions extends StackOptions {
  /** How the id begins of the message to put back; undefined: list them all. */
  readonly id: string | undefined;
}

/** A SHA-256 in hex; what the list shows is its beginning. */
const ID = /^[0-9a-f]{8,64}$/;

/** @throws UsageError */
export function readArguments(
  args: string[],
  texts: RedriveUsageTexts & StackUsageTexts,
): RedriveOptions | 'help' {
  const { values, positionals } = parsedArguments('redrive', args, STACK_OPTIONS, texts);
  if (values.help) return 'help';
  const options = stackOptionsIn(values, texts);
  const [id, ...others] = positionals;
  if (others.length > 0) throw new UsageError(texts.oneId);
  if (id !== undefined && !ID.test(id)) throw new UsageError(texts.notAnId);
  return { id, ...options };
}
