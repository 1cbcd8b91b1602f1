/**
 * Stands for a value that only a run knows, in whatever way a text uses it: a property of it stands for itself, by name,
 * as text it is ‹name›, and as a list it has one element of that name.
 */
export function placeholder(name: string): unknown {
  const words = `‹${name}›`;
  return new Proxy(() => words, {
    get: (_, property) => {
      if (property === Symbol.toPrimitive || property === 'toString') return () => words;
      if (property === Symbol.iterator) return () => [placeholder(name)][Symbol.iterator]();
      if (property === 'map') return (say: (each: unknown) => unknown) => [say(placeholder(name))];
      const isOfItself = METHODS.has(String(property)) || /^\d+$/.test(String(property));
      return placeholder(isOfItself ? name : String(property));
    },
    apply: () => words,
  });
}

/** What else a text does with a value before it says it. */
const METHODS = new Set(['join', 'replace', 'replaceAll', 'slice', 'toFixed', 'toLocaleString', 'trim']);

/** What a text looked up by such a value, or made a date of, is not there. */
export function withoutGaps(text: string): string {
  return text.replaceAll(/\bundefined\b|\bInvalid Date(?: \+00:00)?/g, '‹…›');
}
