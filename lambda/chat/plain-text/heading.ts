import { convertInline } from './inline';
import type { ChatFormat } from './piece';

/** Marks and text, without the marks behind it. */
const HEADING = /^\s*(#{1,6})\s+(.*?)(?:\s+#+)?$/;

/** A heading so that it stands out; empty if it says nothing. @param line whole, with its marks */
export function headingText(line: string, format: ChatFormat): string {
  const [, marks = '', content = ''] = HEADING.exec(line.trimEnd()) ?? [];
  const text = convertInline(content, format)
    .trim()
    .replace(/\s*\n\s*/g, ' ');
  if (text === '') return '';
  if (format === 'markdown') return `${marks} ${text}`;
  const standsOut = /^【[^】]*】$/.test(text);
  return standsOut ? text : `【${text}】`;
}
