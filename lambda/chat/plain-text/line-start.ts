import { openingFence } from './fences';

/** What a line is. Those of `WHOLE_LINES` are read when they have ended, the others as they come. */
export type LineKind =
  | 'blank'
  | 'quote'
  | 'bullet'
  | 'number'
  | 'rule'
  | 'underline'
  | 'text'
  | 'heading'
  | 'table'
  | 'fence'
  | 'formula';

/** What a line begins with. */
export interface LineStart {
  readonly kind: LineKind;
  /** How many characters of the line say so and are not its text. */
  readonly length: number;
}

/** After so many characters a line that might become anything is text. */
const MAX_START = 200;

const KINDS: readonly (readonly [LineKind, RegExp])[] = [
  ['heading', /^[ \t]*#{1,6}[ \t]/],
  ['table', /^[ \t]*\|/],
  ['fence', /^[ \t]*(?:```|~~~)/],
  ['formula', /^[ \t]*(?:\$\$(?!\$)|\\\[)/],
  // `>=` compares, and `>>>` is a prompt.
  ['quote', /^[ \t]*>(?!=|>>)[ \t]?/],
  ['bullet', /^[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)/],
  ['number', /^[ \t]*\d{1,9}[.)][ \t]+(?=\S)/],
];

/** Lines that are what they are only if nothing else follows. */
const WHOLE: readonly (readonly [LineKind, RegExp])[] = [
  ['blank', /^\s*$/],
  ['rule', /^[ \t]*([-*_])(?:[ \t]*\1){2,}\s*$/],
  ['underline', /^[ \t]*={3,}\s*$/],
];

/** Beginnings that the next character may change. */
const UNDECIDED = [
  /^[ \t\r]*$/,
  /^[ \t]*#{1,6}$/,
  /^[ \t]*(?:`{1,2}|~{1,2}|\${1,2}|\\|>{1,2})$/,
  /^[ \t]*(?:(?:-[ \t]*)+|(?:\*[ \t]*)+|(?:_[ \t]*)+|=+)\r?$/,
  /^[ \t]*(?:\+|\d{1,9}[.)]?)[ \t]*$/,
  /^[ \t]*[-*+][ \t]+\[(?:[ xX](?:\][ \t]*)?)?$/,
];

/**
 * Reads what a line begins with.
 * @param line as far as it is known
 * @param isWhole whether nothing follows
 * @returns undefined if what follows decides
 */
export function readLineStart(line: string, isWhole: boolean): LineStart | undefined {
  if (isWhole) {
    for (const [kind, pattern] of WHOLE) if (pattern.test(line)) return { kind, length: line.length };
  } else if (line.length < MAX_START && UNDECIDED.some((pattern) => pattern.test(line))) return undefined;
  for (const [kind, pattern] of KINDS) {
    const match = pattern.exec(line);
    if (match) return { kind, length: match[0].length };
  }
  return { kind: 'text', length: 0 };
}

/** Reads what stands behind a list item's mark: a code block or text. Otherwise as `readLineStart`. */
export function readItemStart(line: string, isWhole: boolean): LineStart | undefined {
  const isFence = isWhole ? openingFence(line) !== undefined : /^(?:```|~~~)/.test(line);
  if (isFence) return { kind: 'fence', length: 0 };
  return !isWhole && /^(?:`{1,2}|~{1,2})$/.test(line) ? undefined : { kind: 'text', length: 0 };
}
