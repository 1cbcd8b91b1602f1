import type { Kill } from './plan';

/** A message on a member's phone, as far as it is judged. */
export interface PhoneText {
  readonly direction: 'in' | 'out';
  readonly content: string;
  /** Milliseconds since epoch. */
  readonly time: number;
}

/** What is left of a run when it is over. */
export interface SoakRecord {
  /** By userid, each in the order of the simulator's record. */
  readonly phones: ReadonlyMap<string, readonly PhoneText[]>;
  /** The bodies of what is in the dead-letter queue. */
  readonly deadLetters: readonly string[];
  /** The deaths that happened. */
  readonly deaths: readonly Kill[];
  /** Whether everything came to rest within the time. */
  readonly isSettled: boolean;
  /** From the first message until everything was at rest. */
  readonly ms: number;
}
