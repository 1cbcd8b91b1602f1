import { readCode } from './code';
import { readEmphasis } from './emphasis';
import { readImage, readLink } from './links';
import { readDollar, readBackslash } from './formula-spans';
import { OPEN, type ChatFormat, type Piece, type PieceReader } from './piece';
import { readEntity, readTag } from './tags';

/** How many characters a mark may wait for the one that closes it. */
const MAX_OPEN = 200;

/** What stands in an address; some of it would be markup elsewhere. */
const IN_URL = /[\w\-.~:/?#@!$&'+,;=%]/;

const READERS = new Map<string, PieceReader>([
  ['`', readCode],
  ['*', readEmphasis],
  ['_', readEmphasis],
  ['~', readEmphasis],
  ['$', readDollar],
  ['\\', readBackslash],
  ['[', readLink],
  ['!', readImage],
  ['<', readTag],
  ['&', readEntity],
]);

/** Reads the text of one line while it grows. */
export class InlineText {
  private held = '';
  private before = '';
  private isInUrl = false;
  private wasOpen = false;

  constructor(private readonly format: ChatFormat) {}

  /** @param character one UTF-16 unit. @returns what is certain */
  push(character: string): string {
    this.held += character;
    return this.read(false);
  }

  /** The line has ended. @returns the rest */
  end(): string {
    const rest = this.read(true);
    this.before = '';
    this.isInUrl = false;
    return rest;
  }

  private read(isWhole: boolean): string {
    let text = '';
    while (this.held !== '') {
      const piece = this.next(isWhole || this.held.length >= MAX_OPEN);
      this.wasOpen = piece === OPEN;
      if (piece === OPEN) break;
      text += piece.text;
      this.before = (this.before + this.held.slice(0, piece.length)).slice(-3);
      this.held = this.held.slice(piece.length);
    }
    return text;
  }

  private next(isWhole: boolean): Piece | typeof OPEN {
    const first = this.held.charAt(0);
    this.isInUrl = this.before === '://' || (this.isInUrl && IN_URL.test(this.before.slice(-1)));
    const reader = this.isInUrl && IN_URL.test(first) ? undefined : READERS.get(first);
    if (!reader) return { length: 1, text: first };
    const { format, wasOpen } = this;
    const convert = (text: string, other = format): string => convertInline(text, other);
    return reader(this.held, { before: this.before.slice(-1), format, isWhole, wasOpen, convert });
  }
}

/** Converts the text of a line, or of a part of one. */
export function convertInline(text: string, format: ChatFormat): string {
  const inline = new InlineText(format);
  const start = text.split('').map((character) => inline.push(character));
  return start.join('') + inline.end();
}
