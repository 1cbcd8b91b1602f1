/** What a text does with a value before it says it. */
const METHODS = new Set(['join', 'map', 'filter', 'slice', 'toFixed', 'toLocaleString', 'replace', 'trim']);

/**
 * Stands for a value that only a run knows, in whatever way a text uses it: a property of it stands for itself, by name,
 * and as text it is ‹name›.
 * @param known properties that have a value all the same
 */
export function placeholder(name: string, known: Readonly<Record<string, unknown>> = {}): unknown {
  const words = `‹${name}›`;
  return new Proxy(() => words, {
    get: (_, property) => {
      if (property === Symbol.toPrimitive || property === 'toString') return () => words;
      if (property === Symbol.iterator) return () => [words][Symbol.iterator]();
      const key = String(property);
      return known[key] ?? placeholder(METHODS.has(key) ? name : key);
    },
    apply: () => words,
  });
}
