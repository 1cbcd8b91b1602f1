import { parsedArguments } from '../arguments';
import { STACK_OPTIONS, stackOptionsIn, type StackOptions } from '../stack/options';
import type { StackUsageTexts } from '../texts/stack-texts';
import type { TeardownUsageTexts } from '../texts/teardown-texts';
import { UsageError } from '../usage-error';
import type { RemovableKind } from './kept';

/** What `npm run teardown` was asked for. */
export interface TeardownOptions extends StackOptions {
  /** What has to be typed before anything is deleted. */
  readonly name: string;
  /** Whether only the plan is shown. */
  readonly dryRun: boolean;
  /** Whether it is done without a question. */
  readonly yes: boolean;
  /** What goes as well of that which outlives the stack. */
  readonly removed: readonly RemovableKind[];
  /** File with the line KeepLine of a stack that is gone already. */
  readonly keepFile: string | undefined;
}

const OPTIONS = {
  ...STACK_OPTIONS,
  'dry-run': { type: 'boolean', default: false },
  yes: { type: 'string' },
  'release-address': { type: 'boolean', default: false },
  'delete-secrets': { type: 'boolean', default: false },
  'delete-table': { type: 'boolean', default: false },
  'delete-audit-log': { type: 'boolean', default: false },
  everything: { type: 'boolean', default: false },
  'keep-file': { type: 'string' },
} as const;

const REMOVING = {
  'release-address': 'address',
  'delete-secrets': 'secret',
  'delete-table': 'table',
  'delete-audit-log': 'auditLog',
} as const satisfies Record<string, RemovableKind>;
const REMOVING_OPTIONS = Object.keys(REMOVING) as (keyof typeof REMOVING)[];

/** @throws UsageError */
export function readArguments(
  args: string[],
  texts: TeardownUsageTexts & StackUsageTexts,
): TeardownOptions | 'help' {
  const { values, positionals } = parsedArguments('teardown', args, OPTIONS, texts);
  if (values.help) return 'help';
  if (positionals.length > 0) throw new UsageError(texts.badArguments(texts.nothingElse, 'teardown'));
  const options = stackOptionsIn(values, texts);
  const name = options.from === 'local' ? 'local' : options.from.stack;
  const { 'dry-run': dryRun, yes, everything, 'keep-file': keepFile } = values;
  if (yes !== undefined && yes !== name) throw new UsageError(texts.yesNamesAnother(name));
  const removed = REMOVING_OPTIONS.filter((option) => everything || values[option]);
  if (options.from === 'local' && (removed.length > 0 || keepFile !== undefined))
    throw new UsageError(texts.notOfLocal);
  return {
    ...options,
    name,
    dryRun,
    yes: yes !== undefined,
    removed: removed.map((option) => REMOVING[option]),
    keepFile,
  };
}
