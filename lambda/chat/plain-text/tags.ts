import { linkText } from './links';
import { OPEN, type Piece, type PieceReader, type Place } from './piece';
import { asScript } from './scripts';

const NAMES = ['a', 'b', 'br', 'details', 'em', 'font', 'i', 'p', 'strong', 'sub', 'summary', 'sup', 'u'];
const SCHEMES = ['https://', 'http://', 'mailto:'];

const TAG = new RegExp(`^<(/?)(${NAMES.join('|')})(\\s[^<>]*)?/?>`);
const TAG_BEGINNING = new RegExp(`^</?(?:${NAMES.join('|')})(?:\\s[^<>]*)?/?$`);
const ADDRESS = new RegExp(`^<((?:${SCHEMES.join('|')})[^\\s<>]+)>`);
const ADDRESS_BEGINNING = new RegExp(`^<(?:${SCHEMES.join('|')})[^\\s<>]*$`);

/** What WeCom colours [D90236]. */
const COLOURED = /\scolor\s*=\s*["']?(info|comment|warning)\b/;
const HREF = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  '#39': "'",
};
const ENTITY = new RegExp(`^&(${Object.keys(ENTITIES).join('|')});`);

/** Reads `&amp;` and the like. */
export const readEntity: PieceReader = (text, { isWhole }) => {
  const match = ENTITY.exec(text);
  if (match) return { length: match[0].length, text: ENTITIES[match[1] ?? ''] ?? '' };
  const isBeginning = Object.keys(ENTITIES).some((name) => `&${name};`.startsWith(text));
  return isBeginning && !isWhole ? OPEN : { length: 1, text: '&' };
};

/** Reads the tags of HTML that models write, and addresses in angle brackets. Anything else is left alone. */
export const readTag: PieceReader = (text, place) => {
  const address = ADDRESS.exec(text);
  if (address) return { length: address[0].length, text: (address[1] ?? '').replace(/^mailto:/, '') };
  const tag = TAG.exec(text);
  if (tag) return readElement(text, tag, place);
  return !place.isWhole && isBeginning(text) ? OPEN : { length: 1, text: '<' };
};

function isBeginning(text: string): boolean {
  const isName = [...NAMES, ...SCHEMES].some(
    (name) => `<${name}`.startsWith(text) || `</${name}`.startsWith(text),
  );
  return isName || TAG_BEGINNING.test(text) || ADDRESS_BEGINNING.test(text);
}

function readElement(text: string, tag: RegExpExecArray, place: Place): Piece | typeof OPEN {
  const [source, slash, name = '', attributes = ''] = tag;
  const dropped = { length: source.length, text: '' };
  if (name === 'br') return readBreak(text, source.length, place);
  if (slash === '/' || !['a', 'font', 'sub', 'sup'].includes(name)) return dropped;
  const closing = `</${name}>`;
  const end = text.indexOf(closing);
  if (end === -1) return place.isWhole ? dropped : OPEN;
  const content = text.slice(source.length, end);
  return { length: end + closing.length, text: elementText(name, attributes, content, place) };
}

/** The end of a line breaks it already. */
function readBreak(text: string, length: number, { isWhole }: Place): Piece | typeof OPEN {
  const isLast = text.slice(length).trim() === '';
  if (isLast && !isWhole) return OPEN;
  return { length, text: isLast ? '' : '\n' };
}

function elementText(name: string, attributes: string, content: string, place: Place): string {
  const [, double, single, plain] = HREF.exec(attributes) ?? [];
  const href = double ?? single ?? plain;
  if (name === 'a' && href !== undefined) return linkText(content, href, place);
  const colour = COLOURED.exec(attributes)?.[1];
  const text = place.convert(content);
  if (name === 'font' && place.format === 'markdown' && colour)
    return `<font color="${colour}">${text}</font>`;
  return name === 'sub' || name === 'sup' ? (asScript(text, name) ?? text) : text;
}
