import { parseXml, XmlElement } from '@rgrove/parse-xml';

/** Far more elements than any message of [D90239] or [D90240] has; it bounds depth as well. */
const MAX_ELEMENTS = 500;

/** The document is not well-formed, or not the kind that WeCom sends. */
export class XmlError extends Error {
  readonly code = 'WECOM_-40002';
  constructor(reason: string) {
    super(`The XML can't be read: ${reason}.`);
  }
}

/** The child elements of `<xml>`: names in lower case, since WeCom's own vary (`AgentID`, `AgentId`). */
export interface XmlMessage {
  /** Text of the child element, white space at its ends kept; undefined if there is none. */
  text(name: string): string | undefined;
}

/**
 * Reads a flat WeCom document. No document type, so no entities but XML's own five; bounded in size by the caller.
 * @throws XmlError
 */
export function parseXmlMessage(xml: string): XmlMessage {
  const root = parseRoot(withoutIllegalCharacters(xml));
  const texts = new Map<string, string>();
  for (const child of root.children) {
    if (!(child instanceof XmlElement)) continue;
    const name = child.name.toLowerCase();
    if (texts.has(name)) throw new XmlError(`<${name}> stands twice`);
    texts.set(name, child.text);
  }
  return { text: (name) => texts.get(name.toLowerCase()) };
}

function parseRoot(xml: string): XmlElement {
  if (/<!DOCTYPE/i.test(withoutCdata(xml))) throw new XmlError('it has a document type');
  if (withoutCdata(xml).split('<').length > 2 * MAX_ELEMENTS) throw new XmlError('it has too many elements');
  let root: XmlElement | null;
  try {
    root = parseXml(xml).root;
  } catch {
    // The parser's own words quote the document: a member's text must not reach a log that way.
    throw new XmlError('it is not well-formed');
  }
  if (root?.name.toLowerCase() !== 'xml') throw new XmlError('its root is not <xml>');
  return root;
}

/** Members can type characters that XML forbids; WeCom passes them on, and one of them must not lose a message. */
function withoutIllegalCharacters(xml: string): string {
  return xml.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}

function withoutCdata(xml: string): string {
  return xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '');
}
