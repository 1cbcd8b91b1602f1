/** How far an item stands further in than the list around it, columns. */
const LEAST_NESTING = 2;

/** Knows how deep the items of lists are. */
export class ListLevels {
  private columns: number[] = [];

  /** The list has ended. */
  reset(): void {
    this.columns = [];
  }

  /** The room before an item: two spaces a level. @param mark of the item in markdown, with the room around it */
  indent(mark: string): string {
    const column = (/^\s*/.exec(mark)?.[0] ?? '').replaceAll('\t', '    ').length;
    const outer = this.columns.filter((outerColumn) => column >= outerColumn + LEAST_NESTING);
    this.columns = [...outer, column];
    return '  '.repeat(outer.length);
  }
}

/** What stands before an item's text. @param mark of an item in markdown, with the room around it */
export function itemMark(mark: string): string {
  const [first = '', second] = mark.trim().split(/\s+(?=\[)/);
  if (/\d/.test(first)) return `${first} `;
  if (second === undefined) return '• ';
  return /x/i.test(second) ? '☑ ' : '☐ ';
}
