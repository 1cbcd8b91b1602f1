import { readableFormula } from './formula';
import { isFormula } from './formula-spans';
import { convertInline } from './inline';
import type { ChatFormat } from './piece';

const OPENING = /^\s*(\$\$|\\\[)/;

/** Reads formulas that begin with a line and may have more of them. */
export class FormulaBlock {
  private closing: string | undefined;

  constructor(private readonly format: ChatFormat) {}

  get isOpen(): boolean {
    return this.closing !== undefined;
  }

  /** Reads a line that begins with `$$` or `\[`. @returns its text; undefined if it is no formula */
  open(line: string): string | undefined {
    const [start = '', mark] = OPENING.exec(line) ?? [];
    const closing = mark === '$$' ? '$$' : '\\]';
    const rest = line.slice(start.length);
    const content = rest.split(closing, 1)[0] ?? '';
    const isOpening = content === rest && (content.trim() === '' || isFormula(content));
    if (!isOpening && !isFormula(content)) return undefined;
    this.closing = closing;
    return this.next(rest);
  }

  /** Reads another line. @returns its text, which may be empty */
  next(line: string): string {
    const { closing = '' } = this;
    const end = line.indexOf(closing);
    if (end === -1) return readableFormula(line);
    this.close();
    return (
      readableFormula(line.slice(0, end)) +
      convertInline(line.slice(end + closing.length), this.format).trimEnd()
    );
  }

  /** What follows is no formula. */
  close(): void {
    this.closing = undefined;
  }
}
