import { memberId } from '../../lambda/shared/member-id';
import { parsedArguments } from '../arguments';
import { STACK_OPTIONS, stackOptionsIn, type StackOptions } from '../stack/options';
import type { LogsUsageTexts } from '../texts/logs-texts';
import type { StackUsageTexts } from '../texts/stack-texts';
import { UsageError } from '../usage-error';
import { LEVELS, type Level } from './entry';

/** Which lines are shown; what is undefined is not asked for. */
export interface LineFilter {
  /** Lines that are at least so bad. */
  readonly level: Level | undefined;
  /** Userid in lower case. */
  readonly member: string | undefined;
  /** How the id of a message begins: ours, or that of the queue. */
  readonly message: string | undefined;
  readonly app: string | undefined;
  /** A part of the event's name. */
  readonly event: string | undefined;
  /** A part of the line as it was written. */
  readonly grep: string | undefined;
  /** Also Lambda's own lines, and those that hold metrics. */
  readonly all: boolean;
}

/** What `npm run logs` was asked for. */
export interface LogsOptions extends StackOptions, LineFilter {
  /** Names of functions; empty: every one. */
  readonly functions: readonly string[];
  /** Ms since epoch. */
  readonly since: number;
  /** Whether it goes on with what comes. */
  readonly follow: boolean;
}

const OPTIONS = {
  ...STACK_OPTIONS,
  since: { type: 'string', default: '1h' },
  follow: { type: 'boolean', default: false },
  level: { type: 'string' },
  member: { type: 'string' },
  message: { type: 'string' },
  app: { type: 'string' },
  event: { type: 'string' },
  grep: { type: 'string' },
  all: { type: 'boolean', default: false },
} as const;

const UNITS_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** @param now ms since epoch @throws UsageError */
export function readArguments(
  args: string[],
  texts: LogsUsageTexts & StackUsageTexts,
  now: number,
): LogsOptions | 'help' {
  const { values, positionals } = parsedArguments('logs', args, OPTIONS, texts);
  if (values.help) return 'help';
  const { follow, level, member, message, app, event, grep, all } = values;
  const since = timeIn(values.since, now);
  if (since === undefined) throw new UsageError(texts.notATime);
  if (level !== undefined && !isLevel(level)) throw new UsageError(texts.notALevel);
  return {
    ...stackOptionsIn(values, texts),
    functions: positionals,
    since,
    follow,
    level,
    member: member === undefined ? undefined : memberId(member),
    message,
    app,
    event,
    grep,
    all,
  };
}

/** `30m`: so long ago; `2026-11-26`, `2026-11-26T10:00`: by the clock of this machine, unless it ends with a zone. */
function timeIn(text: string, now: number): number | undefined {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (count !== undefined) return now - Number(count) * (UNITS_MS[unit] ?? 0);
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d|$)/.test(text)) return undefined;
  // Of a date alone, JavaScript would take the beginning of the day in London.
  const at = Date.parse(text.includes('T') ? text : `${text}T00:00`);
  return Number.isNaN(at) || at > now ? undefined : at;
}

function isLevel(text: string): text is Level {
  return (LEVELS as readonly string[]).includes(text);
}
