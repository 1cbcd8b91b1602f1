import type { Chance } from './chance';

/** Pieces that trouble parsers, decoders and shells. */
// prettier-ignore
const PIECES = [
  '', '\0', '\u0008', '\uFFFE', '\uD800', '\u202E', '%', '%00', '%ZZ', '%E4', '+', '&', '&amp;', '&#0;', '&#x1F600;',
  '&xxe;', '<', '>', ']]>', '<![CDATA[', '<!--', '-->', '<?xml version="1.0" encoding="UTF-16"?>', '<xml>', '</xml>',
  '<Encrypt>', '</Encrypt>', '<MsgId>1</MsgId>', '<AgentID></AgentID>', '<a b="c">',
  '<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>', '{', '}', '"', "'", '`', '$(id)', '${x}', '\\', '\r\n', '\n\n',
  '99999999999999999999999', '-1', 'NaN', '1e309', '__proto__', 'constructor', '../../etc/passwd', '👨‍👩‍👧‍👦', '好'.repeat(700),
  'A'.repeat(5_000), '<a>'.repeat(2_000),
] as const;

/** The text with one to four small changes. */
export function mutated(text: string, chance: Chance): string {
  let result = text;
  for (let changes = 1 + chance.below(4); changes > 0; changes--) result = changedOnce(result, chance);
  return result;
}

/** One of the pieces. */
export function piece(chance: Chance): string {
  return chance.one(...PIECES);
}

function changedOnce(text: string, chance: Chance): string {
  const from = chance.below(text.length + 1);
  const to = Math.min(text.length, from + chance.below(12));
  const [before, middle, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  switch (chance.below(5)) {
    case 0:
      return before + after;
    case 1:
      return before + middle + middle + after;
    case 2:
      return before + String.fromCharCode(chance.below(chance.one(128, 0x10000))) + after;
    case 3:
      return before + Array.from(middle).reverse().join('') + after;
    default:
      return before + piece(chance) + after;
  }
}
