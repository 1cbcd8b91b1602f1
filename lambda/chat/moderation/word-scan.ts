import type { ModerationAction, WordList } from '../../shared/bot-config';
import { isMark, isSpaced, lettersOf } from './letters';
import type { WordNode } from './word-tree';

/**
 * What may stand between two letters of a word, in characters: a family of emoji and some line ends fit. With more, a
 * reader sees no word any more, and a stream would have to wait ever longer for the next letter.
 */
export const MAX_BETWEEN = 16;

/** A word in a text. */
export interface Match {
  /** Index of its first letter, in UTF-16 units. */
  readonly start: number;
  /** Index behind its last letter and the marks on it, in UTF-16 units. */
  readonly end: number;
  /** Name of the list that has the word. */
  readonly list: string;
  readonly action: ModerationAction;
}

/** As much of a word as was read. */
interface Beginning {
  readonly start: number;
  readonly node: WordNode;
}

/** Reads a text once, from its beginning, and tells the words in it. */
export class WordScan {
  private read = 0;
  /** Those that may go on, oldest first. */
  private begun: Beginning[] = [];
  /** Those that end with the last letter, oldest first: they are words unless that is but a part of another. */
  private complete: { start: number; list: WordList }[] = [];
  /** Behind the last letter and its marks. */
  private reach = 0;
  /** Characters since the last letter. */
  private between = 0;
  /** Whether nothing but its marks was read since the last letter. */
  private isTouching = false;
  private isAfterSpaced = false;

  /** @param words of {@link wordTree} */
  constructor(private readonly words: WordNode) {}

  /** How much was read, in UTF-16 units. */
  get at(): number {
    return this.read;
  }

  /** Whatever follows, no word begins before this index but those that were told. */
  get open(): number {
    const [complete, begun] = [this.complete[0], this.begun[0]];
    return Math.min(complete?.start ?? this.read, begun?.start ?? this.read);
  }

  /** @param character the next code point. @returns the words that are certain now, by their ends */
  next(character: string): Match[] {
    const letters = lettersOf(character);
    const end = this.read + character.length;
    const matches = letters === '' ? this.pass(character, end) : this.take(letters, end);
    this.read = end;
    return matches;
  }

  /** Nothing follows. @returns the words that are certain now */
  end(): Match[] {
    this.begun = [];
    return this.settle(true);
  }

  private take(letters: string, end: number): Match[] {
    const matches: Match[] = [];
    for (const letter of letters) {
      const isOfWord = this.isTouching && this.isAfterSpaced && isSpaced(letter);
      matches.push(...this.settle(!isOfWord));
      this.goOn(letter, !isOfWord);
      this.reach = end;
      this.between = 0;
      this.isTouching = true;
      this.isAfterSpaced = isSpaced(letter);
    }
    return matches;
  }

  private pass(character: string, end: number): Match[] {
    this.between += 1;
    const isTooFar = this.between > MAX_BETWEEN;
    if (isTooFar) this.begun = [];
    this.isTouching &&= isMark(character) && !isTooFar;
    if (!this.isTouching) return this.settle(true);
    this.reach = end;
    return [];
  }

  /** @param mayBegin whether a word may begin with this letter */
  private goOn(letter: string, mayBegin: boolean): void {
    const { begun } = this;
    if (mayBegin) begun.push({ start: this.read, node: this.words });
    this.begun = [];
    for (const { start, node } of begun) {
      const next = node.next?.get(letter);
      if (next?.list) this.complete.push({ start, list: next.list });
      if (next?.next) this.begun.push({ start, node: next });
    }
  }

  /** @param isWord whether the word ends where the last letter does */
  private settle(isWord: boolean): Match[] {
    const { complete, reach: end } = this;
    if (complete.length > 0) this.complete = [];
    return isWord
      ? complete.map(({ start, list: { name, action } }) => ({ start, end, list: name, action }))
      : [];
  }
}
