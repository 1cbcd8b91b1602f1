import type { LogEvent } from './read';

/** How bad a line is, from the least. */
export const LEVELS = ['info', 'warn', 'error'] as const;
export type Level = (typeof LEVELS)[number];

/** A line of a function's log, understood. */
export interface LogEntry {
  /** Ms since epoch. */
  readonly at: number;
  readonly function: string;
  readonly level: Level;
  /** The name of what happened; of a line that is not ours, its text. */
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Lambda's own when all is well, or metrics alone. */
  readonly isBeside: boolean;
  /** As it was written. */
  readonly written: string;
}

/** What Lambda puts before what a function writes: time, request, level. */
const WRITTEN_BY_FUNCTION =
  /^\d{4}-\S+Z\t(?:undefined|[0-9a-f-]{36})\t(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\t([^]*)$/;
const OF_LAMBDA =
  /^(START|END|REPORT|INIT_START|INIT_REPORT|RESTORE_START|RESTORE_REPORT|XRAY|EXTENSION|LOGS|TELEMETRY)\b/;
/** A time-out or a crash, as Lambda says it, or what Node prints of an error. */
const GONE_WRONG = /Task timed out|Runtime exited|Status: (timeout|error|failure)|^[\w.]*Error\b|\bError: /;

/** What a function wrote, without what Lambda put before it, and the level that Lambda gave it; undefined: none. */
export function writtenIn(message: string): { readonly line: string; readonly ofLambda: string | undefined } {
  const written = message.trimEnd();
  const [, ofLambda, line = written] = WRITTEN_BY_FUNCTION.exec(written) ?? [];
  return { line, ofLambda };
}

/** @param name of the function */
export function entryOf({ timestamp, message }: LogEvent, name: string): LogEntry {
  const { line, ofLambda } = writtenIn(message);
  const object = objectIn(line);
  const about = object ? ofObject(object) : ofText(line);
  return {
    at: timestamp,
    function: name,
    written: message.trimEnd(),
    ...about,
    level: about.level ?? levelOf(ofLambda, line),
  };
}

type About = Pick<LogEntry, 'event' | 'fields' | 'isBeside'> & { readonly level?: Level };

function ofObject({ level, event, _aws: metrics, ...fields }: Readonly<Record<string, unknown>>): About {
  return {
    event: typeof event === 'string' ? event : '',
    fields,
    isBeside: metrics !== undefined,
    ...(isLevel(level) && { level }),
  };
}

function ofText(line: string): About {
  const [, kind] = OF_LAMBDA.exec(line) ?? [];
  if (kind !== undefined) {
    return { event: kind, fields: pairsIn(line.slice(kind.length)), isBeside: !GONE_WRONG.test(line) };
  }
  // `Uncaught Exception`, and what it was.
  const [, title = line, failure = ''] = /^([^\t{]+)\t(\{[^]*\})$/.exec(line) ?? [];
  const fields = Object.entries(objectIn(failure) ?? {}).filter(([key]) => key !== 'stack');
  return { event: title, fields: Object.fromEntries(fields), isBeside: false };
}

/** `Key: value`, with tabs between them. */
function pairsIn(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([A-Z][A-Za-z ]*): ([^\t\n]*)/g)].map(([, key = '', value = '']) => [
      key,
      value.trim(),
    ]),
  );
}

function levelOf(ofLambda: string | undefined, line: string): Level {
  if (ofLambda === 'ERROR' || ofLambda === 'FATAL' || GONE_WRONG.test(line)) return 'error';
  return ofLambda === 'WARN' ? 'warn' : 'info';
}

/** The object that a line of JSON is. */
export function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function isLevel(level: unknown): level is Level {
  return (LEVELS as readonly unknown[]).includes(level);
}
