import { parsedArguments } from '../arguments';
import { appIn, PERIOD_OPTIONS, typedPeriodIn } from '../insights/options';
import type { TypedPeriod } from '../insights/period';
import { STACK_OPTIONS, stackOptionsIn, type StackOptions } from '../stack/options';
import type { PeriodUsageTexts } from '../texts/insights-texts';
import type { StackUsageTexts } from '../texts/stack-texts';
import type { UsageUsageTexts } from '../texts/usage-texts';
import { UsageError } from '../usage-error';

/** What usage can be told apart by. */
export const DIMENSIONS = ['member', 'app', 'model', 'day'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What `npm run usage` was asked for. */
export interface UsageOptions extends StackOptions {
  readonly period: TypedPeriod;
  /** Undefined: all. */
  readonly app: string | undefined;
  /** At least one, each once. */
  readonly by: readonly Dimension[];
  /** File for the table as CSV; `-`: stdout, instead of the table. */
  readonly csv: string | undefined;
  /** File for the plot. */
  readonly svg: string | undefined;
  /** Whether files that are there are written over. */
  readonly force: boolean;
}

/** In place of a file. */
export const STDOUT = '-';

const OPTIONS = {
  ...STACK_OPTIONS,
  ...PERIOD_OPTIONS,
  by: { type: 'string', default: 'member' },
  csv: { type: 'string' },
  svg: { type: 'string' },
  force: { type: 'boolean', default: false },
} as const;

/** @throws UsageError */
export function readArguments(
  args: string[],
  texts: UsageUsageTexts & PeriodUsageTexts & StackUsageTexts,
): UsageOptions | 'help' {
  const { values, positionals } = parsedArguments('usage', args, OPTIONS, texts);
  if (values.help) return 'help';
  if (positionals.length > 0) throw new UsageError(texts.badArguments(texts.nothingElse, 'usage'));
  const { csv, svg, force, json } = values;
  if (svg === STDOUT) throw new UsageError(texts.svgIsAFile);
  if (csv === STDOUT && json) throw new UsageError(texts.csvOrJson);
  if (svg !== undefined && svg === csv) throw new UsageError(texts.twoFiles);
  const files = [csv, svg].filter((file) => file !== undefined).filter((file) => file !== STDOUT);
  if (force && files.length === 0) throw new UsageError(texts.forceWithoutFile);
  return {
    ...stackOptionsIn(values, texts),
    period: typedPeriodIn(values, 'this-month', texts),
    app: appIn(values.app, texts),
    by: dimensionsIn(values.by, texts),
    csv,
    svg,
    force,
  };
}

function dimensionsIn(text: string, texts: UsageUsageTexts): Dimension[] {
  const by = text.split(',').map((name) => DIMENSIONS.find((each) => each === name.trim()));
  const known = by.filter((each) => each !== undefined);
  if (known.length < by.length || new Set(known).size < known.length) throw new UsageError(texts.notBy);
  return known;
}
