import type { WordFinder } from './moderation';
import type { Finding, Moderator } from './ports';

/** What looking for what may not be said takes. */
export interface JudgingPorts {
  /** The words that may not be said in an app. */
  readonly wordsOf: (app: string) => WordFinder;
  /** Absent: no app asks the provider. */
  readonly moderator?: Moderator | undefined;
}

/** What the provider's moderation found. */
export function findingsOf(
  categories: readonly string[],
  where: Finding['where'],
  action: Finding['action'],
): Finding[] {
  return categories.map((category) => ({ where, by: `provider:${category}`, action }));
}
