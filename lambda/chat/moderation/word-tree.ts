import type { ModerationAction, WordList } from '../../shared/bot-config';
import { normalised } from './letters';

/** Words that begin alike, one letter a step. */
export interface WordNode {
  /** Whose word ends here. */
  list?: WordList;
  /** By the next letter; absent: no word goes on. */
  next?: Map<string, WordNode>;
}

const STRICTEST_FIRST: readonly ModerationAction[] = ['block', 'mask', 'note'];

/** The words of all lists. A word that is in several is that of the strictest. */
export function wordTree(lists: readonly WordList[]): WordNode {
  const root: WordNode = {};
  for (const list of lists) {
    for (const word of list.words) {
      const node = nodeOf(word, root);
      if (node !== root && (!node.list || isStricter(list, node.list))) node.list = list;
    }
  }
  return root;
}

function nodeOf(word: string, root: WordNode): WordNode {
  let node = root;
  for (const letter of normalised(word)) {
    node.next ??= new Map();
    const next = node.next.get(letter) ?? {};
    node.next.set(letter, next);
    node = next;
  }
  return node;
}

function isStricter(one: WordList, other: WordList): boolean {
  return STRICTEST_FIRST.indexOf(one.action) < STRICTEST_FIRST.indexOf(other.action);
}
