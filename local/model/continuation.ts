import type { Message } from './conversation';
import { badRequest } from './model-error';

/** What a request says that the model has answered already to its last question. */
export function saidBefore(messages: readonly Message[]): string {
  const question = messages.findLastIndex(({ role }) => role === 'user');
  return messages
    .slice(question + 1)
    .filter(({ role }) => role === 'assistant')
    .map(({ text }) => text)
    .join('');
}

/**
 * What is still to be said of an answer. White space in what was said may differ, as it may between parts of an answer.
 * @param overlap how many characters of what was said are said again
 * @throws ModelError 400 where that was never the beginning of the answer
 */
export function restOf(answer: string, said: string, overlap: number): string {
  const end = answer.startsWith(said) ? said.length : endOf(said, answer);
  const again = overlap === 0 ? '' : Array.from(answer.slice(0, end)).slice(-overlap).join('');
  return again + answer.slice(end);
}

function endOf(said: string, answer: string): number {
  let end = 0;
  for (const character of said.replace(/\s/g, '')) {
    while (/\s/.test(answer.charAt(end))) end++;
    if (!answer.startsWith(character, end)) {
      throw badRequest('The model stand-in can go on only with what it would have said itself.');
    }
    end += character.length;
  }
  return end;
}
