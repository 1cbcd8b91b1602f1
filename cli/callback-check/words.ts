const MAX_CHARACTERS = 200;

/** The beginning of what a stranger's server said, without anything that would steer a terminal. */
export function wordsOf(said: Buffer | string): string {
  const words = said
    .toString()
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  return words.length > MAX_CHARACTERS ? `${words.slice(0, MAX_CHARACTERS).toWellFormed()}…` : words;
}
