import { wordsOf } from '../callback-check/words';
import { localTime } from '../stack/report';
import type { LogEntry } from './entry';

const LEVEL_WIDTH = 5;

/**
 * A line for a person: time, function, level, event, fields.
 * @param width of the column of functions, in characters
 * @param timeZone @default this machine's
 */
export function lineOf(
  { at, function: name, level, event, fields }: LogEntry,
  width: number,
  timeZone?: string,
): string {
  const time = localTime(at, { timeZone, isExact: true });
  const pairs = Object.entries(fields).map(([key, value]) => `${wordsOf(key)}=${valueOf(value)}`);
  return [
    time,
    name.padEnd(width),
    level.toUpperCase().padEnd(LEVEL_WIDTH),
    [wordsOf(event), ...pairs].join(' '),
  ].join('  ');
}

/** A line for a program: what the function wrote, with when and whose it is. Times in UTC. */
export function jsonOf({ at, function: name, level, event, fields }: LogEntry): string {
  const json = JSON.stringify({ time: new Date(at).toISOString(), function: name, level, event, ...fields });
  // Some of what steers a terminal JSON lets stand.
  return json.replace(/\p{C}/gu, escaped);
}

function valueOf(value: unknown): string {
  const text = wordsOf(typeof value === 'string' ? value : JSON.stringify(value));
  return typeof value === 'string' && /^$|[\s"=]/.test(text) ? JSON.stringify(text) : text;
}

/** In JSON: by its code units. */
function escaped(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}
