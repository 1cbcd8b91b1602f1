import { OPEN, type Piece, type PieceReader, type Place } from './piece';

/** What may stand between the square brackets: also brackets, and an image with its address. */
const LABEL = String.raw`(?:[^[\]\\]|\\.|\[[^[\]]*\](?:\([^()]*\))?)*`;
const LINK = new RegExp(
  String.raw`^\[(${LABEL})\]\(\s*(<[^<>]*>|(?:[^\s()<>]|\([^\s()]*\))*)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)`,
);
/** A link that may still be completed. */
const BEGINNING = new RegExp(
  String.raw`^\[${LABEL}(?:\\|\[[^[\]]*(?:\](?:\([^()]*)?)?|\](?:\([^)]*(?:\([^)]*\)?[^)]*)?)?)?$`,
);

/** Reads `[text](url)`. In markdown it stays a link. */
export const readLink: PieceReader = (text, place) => {
  const match = LINK.exec(text);
  if (match) {
    const [source, label = '', address = ''] = match;
    return { length: source.length, text: linkText(label, addressIn(address), place) };
  }
  return unfinished(text, 0, place);
};

/** Reads `![alt](url)`. */
export const readImage: PieceReader = (text, place) => {
  if (text === '!' && !place.isWhole) return OPEN;
  const match = LINK.exec(text.slice(1));
  if (match) {
    const [source, label = '', address = ''] = match;
    const alt = place.convert(label, 'text').trim();
    return {
      length: 1 + source.length,
      text: alt === '' ? addressIn(address) : `[${alt}] ${addressIn(address)}`,
    };
  }
  return unfinished(text, 1, place);
};

/** How a link is written. @param label as markdown */
export function linkText(label: string, url: string, { format, convert }: Place): string {
  const text = convert(label, 'text').trim();
  const isAddress = /^(?:https?:|mailto:|tel:|\/\/)/i.test(url);
  if (url === '' || url.startsWith('#')) return text;
  if (format === 'markdown' && text !== '' && isAddress) return `[${text}](${url})`;
  return text === '' || bare(text) === bare(url) ? url.replace(/^mailto:/i, '') : `${text} (${url})`;
}

function addressIn(address: string): string {
  return address.replace(/^<(.*)>$/, '$1');
}

function bare(url: string): string {
  return url.replace(/^(?:https?:\/\/|mailto:)/i, '').replace(/\/$/, '');
}

function unfinished(text: string, index: number, { isWhole }: Place): Piece | typeof OPEN {
  return !isWhole && BEGINNING.test(text.slice(index)) ? OPEN : { length: 1, text: text.charAt(0) };
}
