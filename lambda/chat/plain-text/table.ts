import { convertInline } from './inline';
import type { ChatFormat } from './piece';

/** The line below a table's header: dashes, colons and pipes. */
const SEPARATOR = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
/** A pipe between cells: no backslash before it. Code keeps its pipes. */
const CELL = /(?:`[^`]*`|\\.|[^|])+|\|/g;

/** Whether this is the line below a table's header. */
export function isSeparator(line: string): boolean {
  return line.includes('-') && SEPARATOR.test(line);
}

/** The cells of a row, as markdown. */
export function cellsOf(row: string): string[] {
  const cells: string[] = [];
  let cell: string | undefined;
  for (const [token] of row.trim().slice(1).matchAll(CELL)) {
    if (token !== '|') cell = (cell ?? '') + token;
    else {
      cells.push(cell ?? '');
      cell = undefined;
    }
  }
  if (cell !== undefined) cells.push(cell);
  return cells.map((text) => text.trim().replaceAll('\\|', '|'));
}

/** A table as lines: each row begins with its first cell, and names the others. */
export class TableText {
  private readonly header: readonly string[];

  /** @param header the cells of the first row, as markdown */
  constructor(
    header: readonly string[],
    private readonly format: ChatFormat,
  ) {
    this.header = header.map((cell) => this.convert(cell));
  }

  /** What stands above the rows: they name all columns but the first, and in a table of two none. */
  heading(): string[] {
    if (this.header.length > 2) return [];
    const names = this.header.filter((name) => name !== '');
    return names.length === 0 ? [] : [names.join('：')];
  }

  /** @param cells as markdown */
  row(cells: readonly string[]): string[] {
    const [first = '', ...rest] = cells.map((cell) => this.convert(cell));
    const filled = rest.filter((text) => text !== '');
    if (this.header.length <= 2)
      return [`• ${[first, ...filled].filter((text) => text !== '').join('：')}`.trim()];
    const lines = rest.flatMap((text, index) => (text === '' ? [] : [this.line(index + 1, text)]));
    return [`• ${first}`.trim(), ...lines];
  }

  private line(column: number, text: string): string {
    const name = this.header[column] ?? '';
    return name === '' ? `  ${text}` : `  ${name}：${text}`;
  }

  private convert(cell: string): string {
    return convertInline(cell, this.format)
      .trim()
      .replace(/\s*\n\s*/g, ' / ');
  }
}

/** Reads lines that may be a table: that the first is its header is known only by the second. */
export class TableReader {
  private first: { readonly prefix: string; readonly line: string } | undefined;
  private table: TableText | undefined;

  constructor(private readonly format: ChatFormat) {}

  /**
   * Another row, with its line's end.
   * @param prefix stands before each line of it
   * @returns what is certain
   */
  row(prefix: string, line: string): string {
    if (this.table) return lines(prefix, this.table.row(cellsOf(line)));
    if (this.first && isSeparator(line)) {
      this.table = new TableText(cellsOf(this.first.line), this.format);
      this.first = undefined;
      return lines(prefix, this.table.heading());
    }
    const before = this.end();
    this.first = { prefix, line };
    return before;
  }

  /** No other row follows. @returns the rest */
  end(): string {
    const { first } = this;
    this.first = undefined;
    this.table = undefined;
    return first ? lines(first.prefix, [convertInline(first.line, this.format)]) : '';
  }
}

function lines(prefix: string, texts: readonly string[]): string {
  return texts.map((text) => `${prefix}${text}\n`).join('');
}
