import { parsedArguments } from '../arguments';
import { STACK_OPTIONS, stackOptionsIn, type StackOptions } from '../stack/options';
import type { MemberUsageTexts } from '../texts/member-texts';
import type { StackUsageTexts } from '../texts/stack-texts';
import { UsageError } from '../usage-error';
import { useridIn } from '../userid';

interface OfMember extends StackOptions {
  /** Userid in lower case. */
  readonly member: string;
  /** Undefined: every app that has something of the member's. */
  readonly app: string | undefined;
}

/** What `npm run member -- export` was asked for. */
export interface ExportOptions extends OfMember {
  readonly action: 'export';
  /** Where it is written; undefined: to stdout. */
  readonly out: string | undefined;
  /** Whether a file that is there is written over. */
  readonly force: boolean;
  /** Whether the bytes of pictures and other files are in it. */
  readonly pictures: boolean;
}

/** What `npm run member -- erase` was asked for. */
export interface EraseOptions extends OfMember {
  readonly action: 'erase';
  /** Also what is kept otherwise: usage, cost, and what admins set. */
  readonly all: boolean;
  /** Whether it is done without a question. */
  readonly yes: boolean;
}

/** What `npm run member` was asked for. */
export type MemberOptions = ExportOptions | EraseOptions;

const OPTIONS = {
  ...STACK_OPTIONS,
  app: { type: 'string' },
  out: { type: 'string' },
  force: { type: 'boolean', default: false },
  'no-pictures': { type: 'boolean', default: false },
  all: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
} as const;

/** @throws UsageError */
export function readArguments(
  args: string[],
  texts: MemberUsageTexts & StackUsageTexts,
): MemberOptions | 'help' {
  const { values, positionals } = parsedArguments('member', args, OPTIONS, texts);
  if (values.help) return 'help';
  const [action, userid, ...others] = positionals;
  if (action !== 'export' && action !== 'erase') throw new UsageError(texts.exportOrErase);
  if (userid === undefined || others.length > 0) throw new UsageError(texts.oneMember);
  const member = useridIn(userid);
  if (member === undefined) throw new UsageError(texts.notAUserid);
  const { app, out, force, 'no-pictures': noPictures, all, yes } = values;
  const common = { ...stackOptionsIn(values, texts), member, app };
  if (action === 'export') {
    if (all || yes) throw new UsageError(texts.ofErase);
    if (force && out === undefined) throw new UsageError(texts.forceWithoutOut);
    return { ...common, action, out, force, pictures: !noPictures };
  }
  if (out !== undefined || force || noPictures) throw new UsageError(texts.ofExport);
  return { ...common, action, all, yes };
}
