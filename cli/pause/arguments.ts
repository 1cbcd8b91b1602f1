import { ALL_APPS } from '../../lambda/shared/audit-record';
import { parsedArguments } from '../arguments';
import { STACK_OPTIONS, stackOptionsIn, type StackOptions } from '../stack/options';
import type { PauseUsageTexts } from '../texts/pause-texts';
import type { StackUsageTexts } from '../texts/stack-texts';
import { UsageError } from '../usage-error';

/** What `npm run pause` was asked for. */
export interface PauseOptions extends StackOptions {
  /** `end-every`: of each app, and of all together. */
  readonly action: 'show' | 'pause' | 'end' | 'end-every';
  /** An app, or {@link ALL_APPS}; undefined for `show` and `end-every`. */
  readonly app: string | undefined;
  /** Who it is, for the audit log. */
  readonly by: string;
}

const OPTIONS = {
  ...STACK_OPTIONS,
  all: { type: 'boolean', default: false },
  end: { type: 'boolean', default: false },
  by: { type: 'string' },
} as const;

/** @param user who is at this machine @throws UsageError */
export function readArguments(
  args: string[],
  texts: PauseUsageTexts & StackUsageTexts,
  user: string,
): PauseOptions | 'help' {
  const { values, positionals } = parsedArguments('pause', args, OPTIONS, texts);
  if (values.help) return 'help';
  const options = stackOptionsIn(values, texts);
  const [named, ...others] = positionals;
  if (others.length > 0) throw new UsageError(texts.oneApp);
  if (named !== undefined && values.all) throw new UsageError(texts.appOrAll);
  const app = values.all ? ALL_APPS : named;
  return { ...options, app, action: actionOf(app, values.end), by: values.by ?? user };
}

function actionOf(app: string | undefined, end: boolean): PauseOptions['action'] {
  if (app === undefined) return end ? 'end-every' : 'show';
  return end ? 'end' : 'pause';
}
