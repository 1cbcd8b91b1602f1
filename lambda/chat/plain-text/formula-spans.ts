import { runAt } from './code';
import { readableFormula } from './formula';
import { OPEN, type Piece, type PieceReader } from './piece';

const WORD = /[A-Za-z0-9]/;
/** What only formulas have. */
const SIGNS = /[\\^_=<>{}≤≥≠≈±×÷√∑∫]/;
/** What a formula without signs is made of. */
const PLAIN = /^[A-Za-z0-9\s+\-*/().,'’|!:%…]+$/;
const FOUR_LETTERS = /[A-Za-z]{4}/;
const HAS_COMMAND = /\\[A-Za-z]/;
/** Prose: in scripts there is Chinese in formulas too. */
const CHINESE = /[\p{Script=Han}，。；：！？（）]/u;
/** Prose behind an amount, such as "5 per month and " or "20,000." with a space. */
const AMOUNT = /^\d[\d,.]*[kKmM]?(?:[.,;:!?)]?\s+[A-Za-z]{2,}|[.,;:!?)]\s)/;

/** Characters that a backslash makes literal. One backslash more, or a letter, is a path or a name. */
const ESCAPED = /^\\[*_#[\]()`~>|+\-!{}$&<"']/;

/** Reads `$…$` and `$$…$$`. Money is no formula. */
export const readDollar: PieceReader = (text, { before, isWhole }) => {
  const run = runAt(text, 0);
  if (run === text && !isWhole) return OPEN;
  const literal = { length: run.length, text: run };
  if (run.length > 2) return literal;
  if (run.length === 1 && (/\s/.test(text.charAt(1)) || WORD.test(before))) return literal;
  const end = run.length === 2 ? text.indexOf('$$', 2) : endOfFormula(text, isWhole);
  if (end === OPEN) return OPEN;
  if (end !== -1) return formula(text.slice(run.length, end), end + run.length) ?? literal;
  return isWhole || !mayBecomeFormula(text.slice(run.length)) ? literal : OPEN;
};

/** Reads `\(…\)`, `\[…\]`, and characters that a backslash makes literal. */
export const readBackslash: PieceReader = (text, { before, isWhole }) => {
  if (text === '\\' && !isWhole) return OPEN;
  if (text.startsWith('\\\\')) return { length: 2, text: '\\\\' };
  const closing = text.startsWith('\\(') ? '\\)' : text.startsWith('\\[') ? '\\]' : undefined;
  if (closing !== undefined) {
    const end = text.indexOf(closing, 2);
    if (end === -1 && !isWhole && mayBecomeFormula(text.slice(2))) return OPEN;
    const content = text.slice(2, Math.max(end, 2));
    const isFormula = closing === '\\)' || SIGNS.test(content);
    const piece = isFormula && end !== -1 ? formula(content, end + 2) : undefined;
    if (piece) return piece;
  }
  const isEscaped = ESCAPED.test(text) || (text.startsWith('\\.') && /\d/.test(before));
  return isEscaped ? { length: 2, text: text.charAt(1) } : { length: 1, text: '\\' };
};

/** Whether what stands between the marks of a formula is one. */
export function isFormula(text: string): boolean {
  if (text.trim() === '') return false;
  if (HAS_COMMAND.test(text)) return true;
  if (hasChinese(text)) return false;
  return SIGNS.test(text) || (PLAIN.test(text) && !FOUR_LETTERS.test(text));
}

function formula(text: string, length: number): Piece | undefined {
  return isFormula(text) ? { length, text: readableFormula(text) } : undefined;
}

/** Whether a formula may begin so; else the mark is literal at once, and the sentence need not wait. */
function mayBecomeFormula(text: string): boolean {
  return HAS_COMMAND.test(text) || !(hasChinese(text) || AMOUNT.test(text));
}

function hasChinese(text: string): boolean {
  return CHINESE.test(text.replace(/[_^]\{[^{}]*\}?/g, ''));
}

function endOfFormula(text: string, isWhole: boolean): number | typeof OPEN {
  for (let at = text.indexOf('$', 1); at !== -1; at = text.indexOf('$', at + 1)) {
    if (at === text.length - 1 && !isWhole) return OPEN;
    const closes = !/[\s\\]/.test(text.charAt(at - 1)) && !WORD.test(text.charAt(at + 1));
    if (closes) return at;
  }
  return -1;
}
