/** How WeCom shows a text: as it is, or with its own few marks of markdown [D90236]. */
export type ChatFormat = 'text' | 'markdown';

/** What was read from the beginning of a text. */
export interface Piece {
  /** How many characters were read. */
  readonly length: number;
  /** What becomes of them. */
  readonly text: string;
}

/** What comes next decides. */
export const OPEN = 'open';

/** Where a piece stands. */
export interface Place {
  /** The character before it; empty at the line's beginning. */
  readonly before: string;
  readonly format: ChatFormat;
  /** Whether the text ends here, so that what is open is literal. */
  readonly isWhole: boolean;
  /** Whether the text was open already without its last character. */
  readonly wasOpen: boolean;
  /** Converts the text of a piece. @param format instead of the place's own */
  readonly convert: (text: string, format?: ChatFormat) => string;
}

/** Reads the piece that a text begins with. */
export type PieceReader = (text: string, place: Place) => Piece | typeof OPEN;
