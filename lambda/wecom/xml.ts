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

/** An element with its children by name, without regard to case: WeCom's own varies (`AgentID`, `AgentId`). */
export class XmlNode {
  constructor(private readonly element: XmlElement) {}

  /** The text of the one child of that name, white space at its ends kept. @throws XmlError if there are several */
  text(name: string): string | undefined {
    return this.one(name)?.text;
  }

  /** The one child of that name. @throws XmlError if there are several */
  child(name: string): XmlNode | undefined {
    const element = this.one(name);
    return element && new XmlNode(element);
  }

  /** All children of that name, in order. */
  children(name: string): XmlNode[] {
    return this.named(name).map((element) => new XmlNode(element));
  }

  private one(name: string): XmlElement | undefined {
    const [element, ...others] = this.named(name);
    if (others.length > 0) throw new XmlError(`<${name}> stands twice`);
    return element;
  }

  private named(name: string): XmlElement[] {
    return this.element.children.filter(
      (child): child is XmlElement =>
        child instanceof XmlElement && child.name.toLowerCase() === name.toLowerCase(),
    );
  }

  /** The text of this element itself. */
  get ownText(): string {
    return this.element.text;
  }
}

/**
 * Reads a document whose root is `<xml>`. No document type, so no entities but XML's own five; bounded in size by the
 * caller.
 * @throws XmlError
 */
export function parseXmlMessage(xml: string): XmlNode {
  const legal = withoutIllegalCharacters(xml);
  const markup = withoutCdata(legal);
  if (/<!DOCTYPE/i.test(markup)) throw new XmlError('it has a document type');
  if (markup.split('<').length > 2 * MAX_ELEMENTS) throw new XmlError('it has too many elements');
  const root = rootOf(legal);
  if (root?.name.toLowerCase() !== 'xml') throw new XmlError('its root is not <xml>');
  return new XmlNode(root);
}

function rootOf(xml: string): XmlElement | null {
  try {
    return parseXml(xml).root;
  } catch {
    // The parser's own words quote the document: a member's text must not reach a log that way.
    throw new XmlError('it is not well-formed');
  }
}

/** Members can type characters that XML forbids; WeCom passes them on, and one of them must not lose a message. */
function withoutIllegalCharacters(xml: string): string {
  return xml.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}

function withoutCdata(xml: string): string {
  return xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '');
}
