/** Where a stack's days are counted. */
export interface StackZone {
  /** An IANA name. */
  readonly timeZone: string;
  /** Whether the stack says so; otherwise it is UTC. */
  readonly isKnown: boolean;
}

/** The time zone by which the stack works. @param outputs all of the stack; an older one names none */
export function zoneOf({ TimeZone: timeZone }: Readonly<Record<string, string | undefined>>): StackZone {
  return timeZone !== undefined && isZone(timeZone)
    ? { timeZone, isKnown: true }
    : { timeZone: 'UTC', isKnown: false };
}

/** Whether this Node knows it. */
function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
