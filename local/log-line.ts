import { entryOf } from '../cli/logs/entry';
import { lineOf } from '../cli/logs/report';
import { plainName } from './aws/physical';

/** The longest of the functions' names. */
const WIDTH = 'callback'.length;

/**
 * A function's log line as `npm run logs` shows it; undefined: it has nothing but metrics.
 * @param at ms since epoch
 * @param timeZone @default this machine's
 */
export function readableLine(
  functionId: string,
  line: string,
  at: number,
  timeZone?: string,
): string | undefined {
  const entry = entryOf({ eventId: '', timestamp: at, message: line }, shortName(functionId));
  return entry.isBeside ? undefined : lineOf(entry, WIDTH, timeZone);
}

/** What the output `LogGroups` calls it: the last word of its id. */
function shortName(functionId: string): string {
  const [, word] = /([A-Z][a-z]+)Function$/.exec(plainName(functionId)) ?? [];
  return word?.toLowerCase() ?? plainName(functionId);
}
