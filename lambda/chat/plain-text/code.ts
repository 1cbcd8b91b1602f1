import { OPEN, type PieceReader } from './piece';

/** Reads code within a line. In markdown it keeps one backtick on each side. */
export const readCode: PieceReader = (text, { format, isWhole }) => {
  const run = /^`+/.exec(text)?.[0] ?? '';
  const end = endOfCode(text, run);
  const mayGrow = end === undefined || end === text.length;
  if (mayGrow && !isWhole) return OPEN;
  if (end === undefined) return { length: run.length, text: run };
  const source = text.slice(0, end);
  const content = source.slice(run.length, -run.length).replace(/^ (.*\S.*) $/, '$1');
  // Without its marks it would be the fence of a code block.
  if (content.includes('```') || content.includes('~~~')) return { length: end, text: source };
  const keepsMarks = format === 'markdown' && !content.includes('`');
  return { length: end, text: keepsMarks ? `\`${content}\`` : content };
};

/** Index behind the code that a text begins with. @param run its opening backticks */
export function endOfCode(text: string, run: string): number | undefined {
  for (const { 0: marks, index } of text.slice(run.length).matchAll(/`+/g)) {
    if (marks === run) return run.length + index + run.length;
  }
  return undefined;
}
