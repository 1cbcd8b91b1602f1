/** WeCom's limit for the text of one message, in bytes of UTF-8 [D90236]. */
export const MAX_PART_BYTES = 2048;

/** Ends at which a part may be cut, best first. Each matches up to and including the white space that follows. */
const ENDS = [/\n[ \t]*\n\s*/g, /\n\s*/g, /[。！？!?…；;]+["'”’」』）)]*\s*|\.\s+/g, /[，,、：:]\s*|\s+/g];

/** A cut leaves at least this share of the limit filled, else the next kind of end is tried. */
const LEAST_FILL = 0.5;

const encoder = new TextEncoder();
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Cuts an answer into parts that WeCom takes: each at most `maxBytes` of UTF-8, ending at a paragraph, a line, a
 * sentence, a word, or at least between two characters as people see them. Joined, they are the answer.
 */
export function splitIntoParts(answer: string, maxBytes = MAX_PART_BYTES): string[] {
  const parts: string[] = [];
  let rest = answer;
  while (byteLength(rest) > maxBytes) {
    const fitting = longestPrefix(rest, maxBytes);
    const part = fitting.slice(0, bestEnd(fitting));
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return rest === '' ? parts : [...parts, rest];
}

function bestEnd(fitting: string): number {
  const least = fitting.length * LEAST_FILL;
  for (const end of ENDS) {
    const last = [...fitting.matchAll(end)].map((match) => match.index + match[0].length).at(-1) ?? 0;
    if (last >= least) return last;
  }
  return fitting.length;
}

/** The longest prefix within the limit that splits no grapheme; a grapheme larger than the limit is split by code points. */
function longestPrefix(text: string, maxBytes: number): string {
  // A code unit is at most three bytes, so no more than so many code units can matter.
  const window = text.slice(0, maxBytes + 1);
  return (
    prefixOf(Array.from(graphemes.segment(window), ({ segment }) => segment).slice(0, -1), maxBytes) ||
    prefixOf(Array.from(window), maxBytes)
  );
}

function prefixOf(pieces: readonly string[], maxBytes: number): string {
  let prefix = '';
  let bytes = 0;
  for (const piece of pieces) {
    bytes += byteLength(piece);
    if (bytes > maxBytes) break;
    prefix += piece;
  }
  return prefix;
}

function byteLength(text: string): number {
  return encoder.encode(text).length;
}
