/** So that a table is not asked for everything at once, nor an operator far away kept waiting for each answer. */
const AT_ONCE = 10;

/** Does it with each, some at once. @returns what came of each, in their order */
export async function inBatches<Each, Result>(
  all: readonly Each[],
  doWith: (each: Each) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    results.push(...(await Promise.all(all.slice(from, from + AT_ONCE).map(doWith))));
  }
  return results;
}
