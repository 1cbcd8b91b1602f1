/** A worker may be killed, and nothing else may go wrong. @throws what it is given, unless that is a test's kill */
export function unlessKilled(error: unknown): void {
  if (!(error instanceof Error) || error.message !== 'killed') throw error;
}
