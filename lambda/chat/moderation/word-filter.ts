import { masked } from './masking';
import { foundIn, inOrder, type Found, type WordFinder } from './word-finder';
import type { Match, WordScan } from './word-scan';

/** What may be shown of a stream. */
export interface Filtered {
  /** With the masked words hidden. */
  readonly text: string;
  /** A word that may not be said at all follows: nothing more comes. */
  readonly blocked: boolean;
}

/** The first half of a character, if the other follows. */
const HALF = /^[\uD800-\uDBFF]$/;

/**
 * Hides words in a text that comes in pieces, wherever those are cut. What may be the beginning of a word is held back:
 * at most as much as the longest word is with all that may stand between its letters.
 */
export class WordFilter {
  private readonly scan: WordScan;
  /** Index of what comes next, and is held. */
  private shown: number;
  private tail = '';
  /** Those that are not wholly shown. */
  private matches: Match[] = [];
  /** Where the first word begins that may not be said. */
  private blockedAt = Infinity;
  private isBlocked = false;
  private known: readonly Found[] = [];

  /** @param said what was shown before, by another filter: a word may have begun there */
  constructor(
    private readonly finder: WordFinder,
    said = '',
  ) {
    this.scan = finder.scan();
    if (!finder.isEmpty) for (const character of said) this.scan.next(character);
    this.shown = said.length;
  }

  /** What is held back, as it came. */
  get held(): string {
    return this.tail;
  }

  /** Each list once, in the order of their first words, as far as the text was shown. */
  get found(): readonly Found[] {
    return this.known;
  }

  /** @returns what can be shown now */
  push(text: string): Filtered {
    if (this.finder.isEmpty) return { text, blocked: false };
    this.tail += text;
    this.read(false);
    return this.show();
  }

  /** Nothing follows. @returns the rest */
  end(): Filtered {
    if (this.finder.isEmpty) return { text: '', blocked: false };
    this.read(true);
    this.note(this.scan.end());
    return this.show();
  }

  private read(isWhole: boolean): void {
    const unread = this.tail.slice(this.scan.at - this.shown);
    const end = this.scan.at + unread.length;
    for (const character of unread) {
      const mayBeHalf = HALF.test(character) && this.scan.at + 1 === end;
      if (mayBeHalf && !isWhole) return;
      this.note(this.scan.next(character));
    }
  }

  private note(matches: readonly Match[]): void {
    if (this.isBlocked) return;
    this.matches.push(...matches);
    for (const { start, action } of matches) {
      if (action === 'block') this.blockedAt = Math.min(this.blockedAt, start);
    }
    // A word that began before it may be told after it.
    this.isBlocked = this.certain >= this.blockedAt;
  }

  /** Index up to which all words are known. */
  private get certain(): number {
    return Math.max(this.shown, Math.min(this.scan.open, this.blockedAt));
  }

  private show(): Filtered {
    const { certain, shown, isBlocked } = this;
    const matches = inOrder(this.matches);
    const isKnown = ({ start, action }: Match): boolean =>
      start < certain || (isBlocked && action === 'block' && start === this.blockedAt);
    this.known = foundIn(matches.filter(isKnown), this.known);
    const text = masked(
      this.tail.slice(0, certain - shown),
      matches.map((match) => moved(match, -shown)),
    );
    this.shown = certain;
    this.tail = isBlocked ? '' : this.tail.slice(certain - shown);
    this.matches = matches.filter(({ end }) => end > certain);
    return { text, blocked: isBlocked };
  }
}

function moved(match: Match, by: number): Match {
  return { ...match, start: match.start + by, end: match.end + by };
}
