export { isMatchable } from './letters';
export { WordFilter, type Filtered } from './word-filter';
export { WordFinder, type Found, type Judgement } from './word-finder';
export type { Match } from './word-scan';
