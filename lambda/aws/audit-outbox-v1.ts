import type { AuditEvent, AuditRecord } from '../shared/audit-record';

/** An audit record as release 0.1 left it in the table, where it had no log to put it into. */
export interface OutboxItemOfRelease1 {
  readonly id: string;
  /** Milliseconds since epoch. */
  readonly at: number;
  readonly app: string;
  readonly member: string;
  readonly kind: string;
  readonly outcome: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly parts: number;
  readonly attempts: number;
  readonly failure?: string;
}

const EVENTS: Readonly<Record<string, AuditEvent>> = {
  answered: 'answered',
  'broken-off': 'answered',
  'new-conversation': 'command',
  help: 'command',
};

/** The same in the form of today. */
export function recordOfRelease1(item: OutboxItemOfRelease1): AuditRecord {
  const { id, at, app, member, kind, outcome, model, parts, attempts, failure } = item;
  return {
    id,
    time: new Date(at).toISOString(),
    event: EVENTS[outcome] ?? 'failed',
    app,
    member,
    kind,
    result: outcome,
    ...(failure !== undefined && { error: failure }),
    model,
    tokens: { input: item.inputTokens, cachedInput: 0, output: item.outputTokens, reasoning: 0 },
    parts,
    attempts,
  };
}
