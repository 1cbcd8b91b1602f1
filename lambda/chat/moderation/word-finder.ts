import type { ModerationAction, WordList } from '../../shared/bot-config';
import { masked } from './masking';
import { WordScan, type Match } from './word-scan';
import { wordTree, type WordNode } from './word-tree';

/** That a word of a list was in a text. */
export interface Found {
  /** Name of the list. */
  readonly list: string;
  readonly action: ModerationAction;
}

/** What was found in a whole text. */
export interface Judgement {
  /** With the masked words hidden. */
  readonly text: string;
  /** Whether it holds a word that may not be said at all. */
  readonly blocked: boolean;
  /** Each list once, in the order of their first words. */
  readonly found: readonly Found[];
}

/**
 * Finds words however they are written: in any width, case and accents, with marks, spaces and line ends put in between.
 * An end of a word that is a Latin letter, a digit or the like counts where no such letter or digit touches it.
 */
export class WordFinder {
  private readonly words: WordNode;

  constructor(lists: readonly WordList[]) {
    this.words = wordTree(lists);
  }

  /** Whether there is no word to be found: most companies have none, and reading a memory for nothing takes time. */
  get isEmpty(): boolean {
    return this.words.next === undefined;
  }

  /** Where words are, in the order of their starts; they may overlap. A word of several lists is that of the strictest. */
  find(text: string): Match[] {
    if (this.isEmpty) return [];
    const scan = this.scan();
    const matches: Match[] = [];
    for (const character of text) matches.push(...scan.next(character));
    return inOrder([...matches, ...scan.end()]);
  }

  judge(text: string): Judgement {
    const matches = this.find(text);
    return {
      text: masked(text, matches),
      blocked: matches.some(({ action }) => action === 'block'),
      found: foundIn(matches),
    };
  }

  /** Reads a text that comes in pieces. */
  scan(): WordScan {
    return new WordScan(this.words);
  }
}

/** In the order of their starts. */
export function inOrder(matches: readonly Match[]): Match[] {
  return matches.toSorted((one, other) => one.start - other.start);
}

/** Each list once. @param before what was found before */
export function foundIn(matches: readonly Match[], before: readonly Found[] = []): Found[] {
  const found = [...before];
  for (const { list, action } of matches) {
    if (!found.some((each) => each.list === list && each.action === action)) found.push({ list, action });
  }
  return found;
}
