import { isHeading, SentenceReader } from './first-sentence';
import type { Part } from './ports';

/** WeCom's limit for the text of one message, in bytes of UTF-8 [D90236]. */
export const MAX_PART_BYTES = 2048;

/** What is left after so many parts goes as one file. */
const MAX_TEXTS = 10;
/** WeCom takes no smaller file, bytes [D90253]. */
const LEAST_FILE_BYTES = 6;

/** From how many bytes on each part ends where it can: the first with a sentence, the later ones with a paragraph. */
const LEAST_BYTES = [30, 500, 1000, 1500, 1750];
/** A part that ends because of the limit leaves at least so many bytes filled, else the next kind of end is tried. */
const LEAST_FILLED = 0.8 * MAX_PART_BYTES;

/** Where such a part may end, best first. Each matches up to and including the white space that belongs to it. */
const ENDS = [
  /\n(?:[ \t\r]*\n)+/g,
  /\n/g,
  /(?:[。！？…；]+["'”’」』）)*]*|[.!?;]["'”’)*]*(?=\s))\s*/g,
  /[，、：]\s*|\s+/g,
];

/** The first half of a character, if the other follows. */
const HALF = /^[\uD800-\uDBFF\r]$/;

/** What a line that opens a code block begins with. */
const OPENING_FENCE = /^(`{3,}(?=[^`]*$)|~{3,})/;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Cuts an answer into parts while it grows. The first ends with the first sentence, so that it comes soon; later ones
 * are larger and end with a paragraph; a code block is whole if it fits into a part. Joined, they are the answer.
 */
export class PartCutter {
  private text = '';
  private reader: PartReader;

  /** @param committed how many parts of this answer were cut before, by an attempt that is resumed */
  constructor(private committed = 0) {
    this.reader = new PartReader(committed);
  }

  /** How the answer was chunked makes no difference. @returns the parts that are certain now, mostly none or one */
  push(text: string): Part[] {
    this.text += text;
    return this.cut(false);
  }

  /** The answer is whole. @returns what is left */
  end(): Part[] {
    const parts = this.cut(true);
    const rest = this.text;
    this.text = '';
    if (rest === '') return parts;
    const isFile = this.committed >= MAX_TEXTS && byteLength(rest) >= LEAST_FILE_BYTES;
    return [...parts, isFile ? { file: rest } : { text: rest }];
  }

  private cut(isWhole: boolean): Part[] {
    const parts: Part[] = [];
    while (this.committed < MAX_TEXTS) {
      const end = this.reader.read(this.text, isWhole);
      if (end === undefined) break;
      const text = this.text.slice(0, end);
      parts.push({ text });
      this.committed += 1;
      this.reader = new PartReader(this.committed, !text.endsWith('\n'), this.reader.fenceAt(end));
      this.text = this.text.slice(end);
    }
    return parts;
  }
}

/** Cuts an answer that is whole from the beginning, like our own words: into one part if it fits. */
export function splitIntoParts(answer: string): Part[] {
  if (answer !== '' && byteLength(answer) <= MAX_PART_BYTES) return [{ text: answer }];
  const cutter = new PartCutter(1);
  return [...cutter.push(answer), ...cutter.end()];
}

/** The beginning of a text, in whole characters, with a mark where something is left out. */
export function shortened(text: string, maxBytes: number): string {
  if (byteLength(text) <= maxBytes) return text;
  let bytes = byteLength('…');
  let end = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    bytes += byteLength(segment);
    if (bytes > maxBytes) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end)}…`;
}

interface CodeBlock {
  readonly fence: string;
  /** Index of its first line. */
  readonly start: number;
  readonly startBytes: number;
  /** Index behind its last line, without the line's end; absent while it is open. */
  end?: number;
}

/**
 * Finds where a part ends. It reads each character once, and decides by what it has read, so that what comes later can
 * change nothing. Indexes count from the part's beginning.
 */
class PartReader {
  private at = 0;
  private bytes = 0;
  /** Index of the character that is too much. */
  private limit: number | undefined;
  private lineStart = 0;
  private lineStartBytes = 0;
  private lineIsBlank: boolean;
  private isAfterBlank = false;
  private isAfterHeading = false;
  private readonly blocks: CodeBlock[] = [];
  private readonly sentence: SentenceReader | undefined;
  private readonly leastBytes: number;

  /**
   * @param index how many parts stand before it
   * @param isMidLine whether it begins within a line
   * @param fence of the code block in which it begins
   */
  constructor(
    index: number,
    private isMidLine = false,
    fence?: string,
  ) {
    this.lineIsBlank = !isMidLine;
    if (fence !== undefined) this.blocks.push({ fence, start: 0, startBytes: 0 });
    if (index === 0) this.sentence = new SentenceReader();
    this.leastBytes = LEAST_BYTES[Math.min(index, LEAST_BYTES.length - 1)] ?? 0;
  }

  /**
   * @param text all that is known since the part's beginning
   * @param isWhole whether nothing follows
   * @returns the part's end; undefined if it is not certain, or the part is all that is left
   */
  read(text: string, isWhole: boolean): number | undefined {
    while (this.at < text.length) {
      const char = characterAt(text, this.at);
      const mayBeHalf = HALF.test(char) && this.at + 1 === text.length;
      if (mayBeHalf && !isWhole) return undefined;
      const end = this.take(char, text);
      if (end !== undefined) return end;
    }
    return isWhole ? this.endAtLimit(text, isWhole) : undefined;
  }

  /** The fence of the code block that is open there. */
  fenceAt(index: number): string | undefined {
    return this.blocks.find(({ start, end }) => start < index && end === undefined)?.fence;
  }

  private take(char: string, text: string): number | undefined {
    if (this.beginsParagraph(char) && this.lineStartBytes >= this.leastBytes) return this.lineStart;
    this.bytes += byteLength(char);
    if (this.bytes > MAX_PART_BYTES) this.limit ??= this.at;
    this.at += char.length;
    const line = text.slice(this.lineStart, this.at);
    if (char.endsWith('\n')) this.endLine(line, char);
    if (this.limit !== undefined) return this.endAtLimit(text, false);
    const endsSentence = this.sentence && this.endsSentence(this.sentence, char, line);
    return endsSentence && this.bytes >= this.leastBytes ? this.at : undefined;
  }

  /** A code block is one sentence. */
  private endsSentence(sentence: SentenceReader, char: string, line: string): boolean {
    if (!this.isInBlock()) return sentence.endsWith(char, line);
    sentence.reset();
    return false;
  }

  private beginsParagraph(char: string): boolean {
    if (!this.lineIsBlank || /\s/.test(char)) return false;
    this.lineIsBlank = false;
    return this.isAfterBlank && !this.isAfterHeading && !this.isInBlock();
  }

  private endLine(line: string, lineEnd: string): void {
    if (!this.isMidLine) this.readFence(line.trim(), this.at - lineEnd.length);
    this.isAfterBlank = this.lineIsBlank;
    if (!this.lineIsBlank) this.isAfterHeading = isHeading(line);
    this.isMidLine = false;
    this.lineIsBlank = true;
    this.lineStart = this.at;
    this.lineStartBytes = this.bytes;
  }

  private readFence(line: string, end: number): void {
    const last = this.blocks.at(-1);
    if (last && this.isInBlock()) {
      const isClosing = line.startsWith(last.fence) && new Set(line).size === 1;
      if (isClosing) last.end = end;
      return;
    }
    const fence = OPENING_FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      this.blocks.push({ fence, start: this.lineStart, startBytes: this.lineStartBytes });
    }
  }

  private isInBlock(): boolean {
    const last = this.blocks.at(-1);
    return last !== undefined && last.end === undefined;
  }

  /** The limit is reached: the part ends where it is best, but before a code block that fits into the next. */
  private endAtLimit(text: string, isWhole: boolean): number | undefined {
    const { limit } = this;
    if (limit === undefined) return undefined;
    const cutBlock = this.blocks.find(({ start, end = Infinity }) => start < limit && limit < end);
    if (cutBlock && cutBlock.start > 0) {
      const { start, startBytes, end } = cutBlock;
      if (startBytes >= LEAST_FILLED || end !== undefined) return start;
      const mayFit = this.bytes - startBytes <= MAX_PART_BYTES;
      if (mayFit) return isWhole ? start : undefined;
    }
    return this.bestEnd(text, limit);
  }

  private bestEnd(text: string, limit: number): number {
    const window = text.slice(0, limit);
    // The character behind the limit shows whether a grapheme ends there.
    const characters = graphemes.segment(window + characterAt(text, limit));
    const isInside = (index: number): boolean =>
      this.blocks.some(({ start, end = 0 }) => start < index && index < end && end <= limit);
    const allowed = new Set(
      Array.from(characters, ({ index }) => index).filter((index) => index > 0 && !isInside(index)),
    );
    for (const kind of ENDS) {
      const ends = Array.from(window.matchAll(kind), (match) => match.index + match[0].length);
      const last = ends.filter((end) => allowed.has(end)).at(-1) ?? 0;
      if (byteLength(window.slice(0, last)) >= LEAST_FILLED) return last;
    }
    // A grapheme that is larger than a part is cut between code points.
    return [...allowed].at(-1) ?? limit;
  }
}

/** A code point, or a line end of two. */
function characterAt(text: string, index: number): string {
  return text.startsWith('\r\n', index) ? '\r\n' : String.fromCodePoint(text.codePointAt(index) ?? 0);
}

function byteLength(text: string): number {
  return Buffer.byteLength(text);
}
