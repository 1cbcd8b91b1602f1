/** How well something is. */
export type Verdict =
  | 'ok'
  /** It works, and may not for long, or not for everyone. */
  | 'warn'
  /** It does not work. */
  | 'fail'
  /** It could not be found out. */
  | 'unknown';

/** Everything that can be found, with its verdict. */
export const VERDICTS = {
  'secret-ok': 'ok',
  'secret-unfilled': 'fail',
  'secret-malformed': 'fail',
  'secret-unreadable': 'unknown',
  'robot-unfilled': 'warn',
  'mcp-unauthorized': 'warn',
  'corp-mismatch': 'fail',
  'agent-mismatch': 'fail',

  'wecom-accepts': 'ok',
  'wecom-refuses': 'fail',
  'wecom-unreachable': 'unknown',
  'app-disabled': 'fail',
  'address-trusted': 'ok',
  'address-untrusted': 'fail',
  'address-elsewhere': 'fail',
  'visible-to': 'ok',
  'visible-to-nobody': 'warn',
  'audience-unseen': 'warn',
  'audience-unknown': 'unknown',

  'callback-seen': 'ok',
  'callback-events-only': 'warn',
  'callback-never': 'warn',
  'callback-unknown': 'unknown',

  'model-ok': 'ok',
  'model-key-refused': 'fail',
  'model-no-credit': 'fail',
  'model-not-found': 'fail',
  'model-unchecked': 'unknown',
  'region-ok': 'ok',
  'region-not-served': 'fail',

  'concurrency-ok': 'ok',
  'concurrency-low': 'warn',
  'concurrency-unknown': 'unknown',

  'nothing-waits': 'ok',
  'messages-wait': 'warn',
  'no-dead-letters': 'ok',
  'dead-letters': 'warn',
  'queues-unknown': 'unknown',

  'not-blocked': 'ok',
  blocked: 'fail',
  'never-asked': 'warn',
  paused: 'warn',
  'status-unknown': 'unknown',
} as const satisfies Readonly<Record<string, Verdict>>;

export type FindingCode = keyof typeof VERDICTS;

/** What a finding says of this stack: names and numbers, never a secret. */
export type Facts = Readonly<Record<string, string | number>>;

/** One thing that was found. */
export interface Finding {
  readonly code: FindingCode;
  /** The app that it is about; absent if it is about all. */
  readonly app?: string;
  readonly facts: Facts;
}

export function found(code: FindingCode, facts: Facts = {}, app?: string): Finding {
  return { code, facts, ...(app !== undefined && { app }) };
}
