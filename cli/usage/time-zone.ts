import { ask, type Asking } from '../insights/ask';

/** Where a stack's days are counted. */
export interface StackZone {
  /** An IANA name. */
  readonly timeZone: string;
  /** Whether the stack says so; otherwise it is UTC. */
  readonly isKnown: boolean;
}

const QUERY = 'filter event = "configuration"\n| fields @message\n| sort @timestamp desc\n| limit 1';
/** Longer than any log has been kept. */
const EVER_MS = 3_650 * 86_400_000;

/**
 * The time zone of the configuration by which the stack works, as the audit log has it: in the line itself, since
 * CloudWatch finds no more than 200 fields in one.
 * @throws as `ask` does
 */
export async function zoneOf(asking: Asking): Promise<StackZone> {
  const now = asking.clock();
  const [row] = await ask(asking, QUERY, { from: now - EVER_MS, to: now });
  const timeZone = zoneIn(row?.['@message'] ?? '');
  return { timeZone: timeZone ?? 'UTC', isKnown: timeZone !== undefined };
}

function zoneIn(line: string): string | undefined {
  try {
    const { configuration } = JSON.parse(line) as { configuration?: { timeZone?: string } };
    const timeZone = configuration?.timeZone;
    // Throws for one that this Node does not know.
    new Date().toLocaleString('sv-SE', { timeZone });
    return timeZone;
  } catch {
    return undefined;
  }
}
