import { OPEN, type PieceReader } from './piece';

/** Reads code within a line. In markdown it keeps one backtick on each side. */
export const readCode: PieceReader = (text, { format, isWhole }) => {
  const run = runAt(text, 0);
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

/** Index behind the code that begins there. @param run its opening backticks */
export function endOfCode(text: string, run: string, start = 0): number | undefined {
  let at = text.indexOf('`', start + run.length);
  while (at !== -1) {
    const marks = runAt(text, at);
    if (marks === run) return at + marks.length;
    at = text.indexOf('`', at + marks.length);
  }
  return undefined;
}

/** The character that stands there, as often as it follows itself. */
export function runAt(text: string, index: number): string {
  const mark = text.charAt(index);
  let end = index + 1;
  while (end < text.length && text.charAt(end) === mark) end += 1;
  return text.slice(index, end);
}
