import { endOfCode, runAt } from './code';
import { OPEN, type PieceReader } from './piece';

/** Letters of scripts that put spaces between words, and digits: marks between them belong to the word. */
const SPACED = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]/u;
const ANY_LETTER = /[\p{L}\p{N}_]/u;

/** What no emphasis begins with. */
const NO_BEGINNING = /^[\s,;!?)\]}/，、。；：！？）】」』”’]/;
/** Behind these a star multiplies: a single one, or two before a letter or number. */
const FACTOR_END = /[)\]}]/;
/** Globs such as *.ts begin so. */
const GLOB = '*.';
/** Such as __init__.py. */
const PYTHON_NAME = /^__[a-z_]+__(?=[.(])/;
/** What no emphasis ends with: an opening bracket. */
const NO_END = /[\s([{（【「『“‘]/;

/** Reads bold, italic and struck-out text. In markdown, bold keeps its marks. */
export const readEmphasis: PieceReader = (text, { before, format, isWhole, wasOpen, convert }) => {
  // Only what follows a mark says whether the mark closes: nothing else need be read again.
  if (wasOpen && !isWhole && text.at(-2) !== text.charAt(0)) return OPEN;
  const run = runAt(text, 0);
  if (run.length === text.length && !isWhole) return OPEN;
  const literal = { length: run.length, text: run };
  const name = PYTHON_NAME.exec(text)?.[0];
  if (name !== undefined) return { length: name.length, text: name };
  if (!mayOpen(text, run, before)) return literal;
  const end = endOfEmphasis(text, run, isWhole);
  if (end === OPEN) return OPEN;
  if (end === undefined) return isWhole ? literal : OPEN;
  const content = convert(text.slice(run.length, end - run.length));
  const isBold = format === 'markdown' && !run.startsWith('~') && run.length > 1;
  return { length: end, text: isBold ? `**${content}**` : content };
};

function mayOpen(text: string, run: string, before: string): boolean {
  if (run.startsWith('~') ? run.length !== 2 : run.length > 3) return false;
  const content = text.slice(run.length);
  if (content === '' || NO_BEGINNING.test(content) || before === '/' || text.startsWith(GLOB)) return false;
  if (run.startsWith('_')) return !ANY_LETTER.test(before) && before !== '.';
  const isBehindFactor = SPACED.test(before) || FACTOR_END.test(before);
  return !isBehindFactor || (run.length > 1 && !SPACED.test(content.charAt(0)));
}

function endOfEmphasis(text: string, run: string, isWhole: boolean): number | typeof OPEN | undefined {
  let at = run.length;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '\\') at += 2;
    else if (character === '`') at = endOfCode(text, runAt(text, at), at) ?? at + runAt(text, at).length;
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

function mayClose(last: string, next: string, run: string): boolean {
  if (NO_END.test(last)) return false;
  if (run.startsWith('_')) return !ANY_LETTER.test(next);
  return run.length > 1 || !SPACED.test(next);
}
