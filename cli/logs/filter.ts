import type { LineFilter } from './arguments';
import { LEVELS, type LogEntry } from './entry';

/** Whether a line is to be shown. */
export function fits(entry: LogEntry, filter: LineFilter): boolean {
  const { fields } = entry;
  const { level, member, message, app, event, grep } = filter;
  if (entry.isBeside && !filter.all) return false;
  if (level !== undefined && LEVELS.indexOf(entry.level) < LEVELS.indexOf(level)) return false;
  if (member !== undefined && fields['member'] !== member) return false;
  if (app !== undefined && fields['app'] !== app) return false;
  if (message !== undefined && !idsOf(entry).some((id) => id.startsWith(message))) return false;
  return contains(entry.event, event) && contains(entry.written, grep);
}

/**
 * A pattern for CloudWatch that no line fails which fits, so that it has less to send. A term has to be a whole word to be
 * found for certain: of what may be a part, nothing is said.
 */
export function patternOf({ member, app }: LineFilter): string | undefined {
  const term = member ?? app;
  return term === undefined || /["\\]/.test(term) ? undefined : `"${term}"`;
}

/** Whether anything was asked for that a line may not fit. */
export function isNarrow({ level, member, message, app, event, grep }: LineFilter): boolean {
  return [level, member, message, app, event, grep].some((each) => each !== undefined);
}

function idsOf({ fields }: LogEntry): string[] {
  return [fields['id'], fields['queueMessage']].filter((id) => typeof id === 'string');
}

function contains(text: string, part: string | undefined): boolean {
  return part === undefined || text.toLowerCase().includes(part.toLowerCase());
}
