/** A line that opens a code block: indentation, fence, language. The same lines as for PartCutter. */
const OPENING = /^\s*(`{3,}(?=[^`]*$)|~{3,})/;

/** The fence that a line opens a code block with, such as ```` ``` ````. */
export function openingFence(line: string): string | undefined {
  return OPENING.exec(line)?.[1];
}

/** Whether a line ends the code block of this fence. */
export function isClosingFence(line: string, fence: string): boolean {
  const marks = line.trim();
  return marks.startsWith(fence) && new Set(marks).size === 1;
}

/**
 * A part as the member reads it: without the lines that open and close code blocks. A part may begin or end within a
 * block, so that a fence without its pair goes as well; a shorter fence within a block is the code's own.
 */
export function withoutFences(text: string): string {
  let open: string | undefined;
  const kept: string[] = [];
  for (const line of text.split(/(?<=\n)/)) {
    const fence = openingFence(line);
    if (fence === undefined || (open !== undefined && !fence.startsWith(open))) kept.push(line);
    else open = open !== undefined && isClosingFence(line, open) ? undefined : fence;
  }
  return kept.join('');
}
