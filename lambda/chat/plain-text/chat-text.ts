import { isClosingFence, openingFence } from './fences';
import { FormulaBlock } from './formula-block';
import { headingText } from './heading';
import { InlineText } from './inline';
import { readItemStart, readLineStart, type LineKind } from './line-start';
import { itemMark, ListLevels } from './lists';
import type { ChatFormat } from './piece';
import { TableReader } from './table';

/** A line longer than this is text, whatever it began with. */
const MAX_HELD = 2000;
/** A line of code that is longer does not close the block. */
const MAX_CLOSING = 200;
const MAY_CLOSE = /^[ \t]*(?:`*|~*)\s*$/;

/** A line that is read when it has ended. */
type HeldLine = Exclude<LineKind, 'quote' | 'bullet' | 'number' | 'text'>;

/**
 * Makes text for a chat, which shows no markdown (or little of it, in WeCom's format `markdown` [D90236]), out of the
 * markdown that a model writes, while it writes. It decides at each character by what it has read, so that how the text
 * was chunked makes no difference. Code blocks keep their fences, which the cutter of parts needs.
 */
export class ChatText {
  private readonly inline: InlineText;
  private readonly lists = new ListLevels();
  private readonly tables: TableReader;
  private readonly formula: FormulaBlock;
  /** What the current line is, once that is known. Text and code are read as they come, others when they have ended. */
  private line: HeldLine | 'text' | 'code' | undefined;
  /** What of the current line was not read. */
  private held = '';
  /** What stands before the current line's text, and is shown with it. */
  private prefix = '';
  private isInQuote = false;
  private isItem = false;
  private isShown = false;
  private isAfterBlank = false;
  private isAfterText = false;
  /** Of the code block that is open. */
  private fence: string | undefined;

  /** @param format as what the text is sent */
  constructor(private readonly format: ChatFormat) {
    this.inline = new InlineText(format);
    this.tables = new TableReader(format);
    this.formula = new FormulaBlock(format);
  }

  /** @param text as the model wrote it, in pieces of any length. @returns what is certain of its conversion */
  push(text: string): string {
    const pieces = text.split('').map((unit) => (unit === '\n' ? this.endLine('\n') : this.take(unit)));
    return pieces.join('');
  }

  /** Nothing follows. @returns the rest */
  end(): string {
    const isAtStart = this.line === undefined && this.held === '' && this.prefix === '';
    if (isAtStart) return this.tables.end();
    // A row keeps its line's end until its table is known.
    return this.line === 'table' ? dropLineEnd(this.endLine('') + this.tables.end()) : this.endLine('');
  }

  private take(unit: string): string {
    if (this.line === 'text') return this.show(this.inline.push(unit));
    if (this.line === 'code') return unit;
    this.held += unit;
    if (this.line === undefined) return this.begin(false);
    return this.held.length < MAX_HELD ? '' : this.beginText();
  }

  private endLine(lineEnd: string): string {
    const begun = this.line === undefined ? this.begin(true) : '';
    const text = begun + this.finish(lineEnd);
    this.line = undefined;
    this.held = '';
    this.prefix = '';
    this.isInQuote = false;
    this.isItem = false;
    this.isShown = false;
    return text;
  }

  /** Finds out what the line is, if what is known of it says so. @returns what is certain */
  private begin(isWhole: boolean): string {
    if (this.fence !== undefined) return this.beginInCode(this.fence, isWhole);
    if (this.formula.isOpen) return this.beginHeld('formula');
    const start = (this.isItem ? readItemStart : readLineStart)(this.held, isWhole);
    if (!start) return '';
    const mark = this.held.slice(0, start.length);
    switch (start.kind) {
      case 'quote':
        this.isInQuote = true;
        return this.beginBehind(mark, this.quoteMark(), isWhole);
      case 'bullet':
      case 'number':
        this.isItem = true;
        return this.beginBehind(mark, this.lists.indent(mark) + itemMark(mark), isWhole);
      case 'text':
        return this.beginText();
      default:
        return this.beginHeld(start.kind);
    }
  }

  private beginBehind(mark: string, shown: string, isWhole: boolean): string {
    this.prefix += shown;
    this.held = this.held.slice(mark.length);
    return this.begin(isWhole);
  }

  private beginInCode(fence: string, isWhole: boolean): string {
    const mayClose = this.held.length < MAX_CLOSING && MAY_CLOSE.test(this.held);
    if (mayClose && !isWhole) return '';
    if (mayClose && isClosingFence(this.held, fence)) return this.beginHeld('fence');
    this.line = 'code';
    return this.takeHeld();
  }

  private beginHeld(line: HeldLine): string {
    this.line = line;
    return line === 'table' ? '' : this.tables.end();
  }

  private beginText(): string {
    this.formula.close();
    this.line = 'text';
    const before = this.tables.end();
    const text = this.takeHeld();
    const indentation = /^[ \t]*/.exec(text)?.[0] ?? '';
    if (indentation === '' && !this.isItem) this.lists.reset();
    this.prefix += indentation;
    const units = text.slice(indentation.length).split('');
    return before + units.map((unit) => this.show(this.inline.push(unit))).join('');
  }

  private finish(lineEnd: string): string {
    const { line, isAfterText } = this;
    this.isAfterText = line === 'text';
    switch (line) {
      case 'text':
        return this.finishText(lineEnd);
      case 'code':
        return lineEnd;
      case 'blank':
        return this.finishBlank(lineEnd);
      case 'heading':
        this.lists.reset();
        return this.finishPiece(headingText(this.held, this.format), lineEnd);
      case 'rule':
        this.lists.reset();
        return this.whole('———', lineEnd);
      case 'underline':
        return isAfterText ? '' : this.whole(this.held, lineEnd);
      case 'table':
        this.isAfterBlank = false;
        return this.tables.row(this.prefix, this.held);
      case 'fence':
        return this.finishFence(lineEnd);
      case 'formula':
        return this.finishFormula(lineEnd);
      default:
        return '';
    }
  }

  /** A line of which nothing is to be seen, such as one with a tag alone, is none. */
  private finishText(lineEnd: string): string {
    const text = this.show(this.inline.end());
    if (!this.isShown) return '';
    this.isAfterBlank = false;
    return text + lineEnd;
  }

  private finishBlank(lineEnd: string): string {
    if (this.isInQuote) return this.whole('', lineEnd);
    if (this.isAfterBlank) return '';
    this.isAfterBlank = true;
    return this.held + lineEnd;
  }

  /** The fences stay, as lines of their own without indentation. */
  private finishFence(lineEnd: string): string {
    const fence = this.fence === undefined ? openingFence(this.held) : undefined;
    if (this.fence === undefined && fence === undefined) return this.finishAsText(lineEnd);
    // A quote's lines have marks of their own, with which its code is read as text.
    if (this.isInQuote) return '';
    this.fence = fence;
    this.isAfterBlank = false;
    const item = this.prefix === '' ? '' : `${this.prefix.trimEnd()}\n`;
    return `${item}${this.held.trim()}${lineEnd}`;
  }

  private finishFormula(lineEnd: string): string {
    if (!this.formula.isOpen) {
      const text = this.formula.open(this.held);
      return text === undefined ? this.finishAsText(lineEnd) : this.finishPiece(text, lineEnd);
    }
    const isOther = this.held.trim() === '' || openingFence(this.held) !== undefined;
    if (!isOther) return this.finishPiece(this.formula.next(this.held), lineEnd);
    this.formula.close();
    return this.begin(true) + this.finish(lineEnd);
  }

  private finishPiece(text: string, lineEnd: string): string {
    return text === '' ? '' : this.whole(text, lineEnd);
  }

  private finishAsText(lineEnd: string): string {
    return this.beginText() + this.finish(lineEnd);
  }

  private whole(text: string, lineEnd: string): string {
    this.isAfterBlank = false;
    return `${this.prefix}${text}`.trimEnd() + lineEnd;
  }

  private show(text: string): string {
    if (text === '') return '';
    const shown = this.isShown ? text : this.prefix + text;
    this.isShown = true;
    return shown;
  }

  private takeHeld(): string {
    const { held } = this;
    this.held = '';
    return held;
  }

  /** WeCom's own quotes have one level. */
  private quoteMark(): string {
    if (this.format === 'text') return '｜ ';
    return this.prefix === '' ? '> ' : '';
  }
}

function dropLineEnd(text: string): string {
  return text.replace(/\n$/, '');
}
