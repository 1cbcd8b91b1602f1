import { endOfCode } from './code';
import { OPEN, type PieceReader } from './piece';

/** Letters of scripts that put spaces between words, and digits: marks between them belong to the word. */
const SPACED = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]/u;
const ANY_LETTER = /[\p{L}\p{N}_]/u;

/** What no emphasis begins with, and what stands before none. */
const NO_BEGINNING = /^[\s,;!?)\]}/，、。；：！？）】」』”’]/;
const NOT_BEFORE = /[)\]}/]/;
/** Globs such as *.ts begin so. */
const GLOB = '*.';
/** What no emphasis ends with: an opening bracket. */
const NO_END = /[\s([{（【「『“‘]/;

/** Reads bold, italic and struck-out text. In markdown, bold keeps its marks. */
export const readEmphasis: PieceReader = (text, { before, format, isWhole, convert }) => {
  const run = runAt(text, 0);
  if (run.length === text.length && !isWhole) return OPEN;
  const literal = { length: run.length, text: run };
  if (!mayOpen(text, run, before)) return literal;
  const end = endOfEmphasis(text, run, isWhole);
  if (end === OPEN) return OPEN;
  if (end === undefined) return isWhole ? literal : OPEN;
  const content = convert(text.slice(run.length, end - run.length));
  const isBold = format === 'markdown' && !run.startsWith('~') && run.length > 1;
  return { length: end, text: isBold ? `**${content}**` : content };
};

function runAt(text: string, index: number): string {
  const mark = text.charAt(index);
  let end = index;
  while (text.charAt(end) === mark && end < text.length) end += 1;
  return text.slice(index, end);
}

function mayOpen(text: string, run: string, before: string): boolean {
  if (run.startsWith('~') ? run.length !== 2 : run.length > 3) return false;
  const content = text.slice(run.length);
  if (content === '' || NO_BEGINNING.test(content) || NOT_BEFORE.test(before) || text.startsWith(GLOB))
    return false;
  if (run.startsWith('_')) return !ANY_LETTER.test(before) && before !== '.';
  return !SPACED.test(before) || (run.length > 1 && !SPACED.test(content.charAt(0)));
}

function endOfEmphasis(text: string, run: string, isWhole: boolean): number | typeof OPEN | undefined {
  let at = run.length;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '\\') at += 2;
    else if (character === '`') at += codeAt(text, at);
    else if (character !== run.charAt(0)) at += 1;
    else {
      const marks = runAt(text, at);
      const end = at + marks.length;
      if (end === text.length && !isWhole) return OPEN;
      // Three marks close bold and italic at once: the content has the rest.
      const fits = marks.length === run.length || (marks.length === 3 && run.length < 3);
      if (fits && mayClose(text.charAt(at - 1), text.charAt(end), run)) return end;
      at = end;
    }
  }
  return undefined;
}

function codeAt(text: string, index: number): number {
  const run = runAt(text, index);
  return endOfCode(text.slice(index), run) ?? run.length;
}

function mayClose(last: string, next: string, run: string): boolean {
  if (NO_END.test(last)) return false;
  if (run.startsWith('_')) return !ANY_LETTER.test(next) && next !== '(';
  return run.length > 1 || !SPACED.test(next);
}
