import type { FindingCode } from '../finding';

/**
 * What is said of one finding: what was found, and what to do next, if anything. `{name}` stands for a fact,
 * `{name|one|many}` for a number and what it counts.
 */
export interface Words {
  readonly says: string;
  readonly next?: string;
}

/** What the doctor says, in one language. */
export type DoctorTexts = Readonly<Record<FindingCode, Words>>;
