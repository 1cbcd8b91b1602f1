/** Fields of a log line. Names and codes only: no secret, no text of a message. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes one line of JSON; CloudWatch finds its fields by itself. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** @param write takes one line without its end, e.g. `console.log` */
export function jsonLog(write: (line: string) => void): Log {
  const at = (level: string) => (event: string, fields?: LogFields) =>
    write(JSON.stringify({ level, event, ...fields }));
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** What may be said of any error in a log: its code and its message. */
export function errorFields(error: unknown): { readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) return { code: 'UNKNOWN', message: String(error) };
  const { code } = error as { code?: unknown };
  return { code: typeof code === 'string' ? code : error.name, message: error.message };
}
