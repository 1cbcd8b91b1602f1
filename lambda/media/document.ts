import { MediaError } from '../chat/ports';
import { startsWith } from './byte-reader';
import { readText } from './text';

/** Bytes of a text: about what a conversation remembers by default, 13,000 汉字. */
export const MAX_TEXT_BYTES = 40_000;
/** Bytes of a PDF. */
export const MAX_PDF_BYTES = 10 * 1024 * 1024;

/** A file that a model can be given. */
export type ReadDocument = {
  /** What the member called it, made harmless. */
  readonly name: string;
} & (
  | { readonly kind: 'text'; readonly text: string }
  /** Its name ends with `.pdf`, as the provider wants it. */
  | { readonly kind: 'pdf'; readonly bytes: Uint8Array }
);

const MAX_NAME_CHARACTERS = 100;
/** How far from its end a PDF may end, as Acrobat has it; bytes. */
const PDF_TAIL = 1024;

/**
 * A file by what is in it, whatever it is called.
 * @throws MediaError `unreadable` if it is neither text nor PDF, `too-large`, `malformed` if a PDF is not whole
 */
export function readDocument(name: string, bytes: Uint8Array): ReadDocument {
  if (startsWith(bytes, '%PDF-')) return { kind: 'pdf', name: pdfName(name), bytes: wholePdf(bytes) };
  const text = readText(bytes.subarray(0, MAX_TEXT_BYTES), bytes.length > MAX_TEXT_BYTES);
  if (text === undefined) throw new MediaError('unreadable', 'the file is neither text nor PDF');
  if (bytes.length > MAX_TEXT_BYTES) throw new MediaError('too-large', `the text has ${bytes.length} bytes`);
  return { kind: 'text', name: harmless(name), text };
}

function wholePdf(bytes: Uint8Array): Uint8Array {
  if (bytes.length > MAX_PDF_BYTES) throw new MediaError('too-large', `the PDF has ${bytes.length} bytes`);
  const tail = new TextDecoder('latin1').decode(bytes.subarray(-PDF_TAIL));
  if (!tail.includes('%%EOF')) throw new MediaError('malformed', 'the PDF is cut off');
  return bytes;
}

function pdfName(name: string): string {
  return `${harmless(name).replace(/\.pdf$/i, '')}.pdf`;
}

/** Without folders, and without what is not seen or turns the reading around. */
export function harmless(name: string): string {
  const visible = name
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .trim();
  return Array.from(visible).slice(0, MAX_NAME_CHARACTERS).join('');
}
