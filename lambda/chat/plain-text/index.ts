import { ChatText } from './chat-text';
import type { ChatFormat } from './piece';

export { ChatText } from './chat-text';
export { withoutFences } from './fences';
export type { ChatFormat } from './piece';

/** The same as `ChatText` for a text that is whole. */
export function toChatText(markdown: string, format: ChatFormat): string {
  const text = new ChatText(format);
  return text.push(markdown) + text.end();
}
