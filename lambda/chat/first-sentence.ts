/** A line that only names what follows. */
const HEADING = /^\s*(?:#{1,6}\s|【[^】]*】\s*$|\*\*(?:\d+[.、])?[^*。！？.!?]*\*\*\s*[:：]?\s*$)/;
const TABLE_ROW = /^\s*\|/;

const FULL_WIDTH_STOPS = '。！？';
const OPENING = '“「『（([【《〈';
const CLOSING = '”」』）)]】》〉';
/** They open and close alike. */
const MARKS = ['"', '`', '**'];
/** What may stand between a full stop and the white space behind it. */
const AFTER_STOP = `${CLOSING}’'"*`;
/** What stands before a quote that is a sentence, and not a part of one. */
const BEFORE_SENTENCE = /(?:^|[。！？：:.>-])\s*$/;
/** The dot of a list's number, an abbreviation, an initial or an ellipsis. */
const NO_STOP =
  /(?:^[\s*#>+-]*\d+|\b[A-Za-z]|\.|\b(?:vs|cf|etc|Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|No|Nos|Fig|Vol|pp|approx|al))\.$/;

/** Whether a line only names what follows, so that nothing should end with it. */
export function isHeading(line: string): boolean {
  return HEADING.test(line);
}

/** Finds the end of the first sentence that makes sense alone. */
export class SentenceReader {
  private depth = 0;
  private openMarks = new Set<string>();
  /** Whether what is open, or was last, is a sentence. */
  private isSentence = false;
  /** The stop behind which only quotes and brackets have come so far. */
  private stop: 'full-width' | 'ascii' | undefined;

  /** Nothing is open, no sentence has begun. */
  reset(): void {
    this.depth = 0;
    this.openMarks = new Set();
    this.stop = undefined;
  }

  /** @param line up to and with the character */
  endsWith(char: string, line: string): boolean {
    const isBlank = line.trim() === '';
    // What is open at a paragraph's end was no quote.
    const isLineEnd = char.endsWith('\n');
    if (isLineEnd && isBlank) this.reset();
    const wasOpen = this.isOpen();
    this.nest(char, line);
    const { stop } = this;
    this.stop = this.stopAfter(char, line);
    if (this.isOpen() || HEADING.test(line) || TABLE_ROW.test(line)) return false;
    if (isLineEnd) return !isBlank;
    if (FULL_WIDTH_STOPS.includes(char)) return true;
    if (/\s/.test(char)) return stop === 'ascii';
    return wasOpen && this.isSentence && this.stop === 'full-width';
  }

  private isOpen(): boolean {
    return this.depth > 0 || this.openMarks.size > 0;
  }

  private nest(char: string, line: string): void {
    const mark = MARKS.find((mark) => mark.endsWith(char) && line.endsWith(mark)) ?? char;
    const opens = OPENING.includes(char) || (MARKS.includes(mark) && !this.openMarks.has(mark));
    if (opens && !this.isOpen()) this.isSentence = BEFORE_SENTENCE.test(line.slice(0, -mark.length));
    if (OPENING.includes(char)) this.depth += 1;
    if (CLOSING.includes(char)) this.depth = Math.max(0, this.depth - 1);
    if (MARKS.includes(mark) && !this.openMarks.delete(mark)) this.openMarks.add(mark);
  }

  private stopAfter(char: string, line: string): 'full-width' | 'ascii' | undefined {
    if (FULL_WIDTH_STOPS.includes(char)) return 'full-width';
    if ('.!?'.includes(char)) return NO_STOP.test(line) ? undefined : 'ascii';
    return AFTER_STOP.includes(char) ? this.stop : undefined;
  }
}
