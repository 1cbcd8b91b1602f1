import { parseXml, XmlElement } from '@rgrove/parse-xml';
import type { Chance } from './chance';

/** Elements below `<xml>`: a string goes into CDATA, a number is written bare, as in WeCom's samples [D90239]. */
export type XmlFields = Record<string, string | number | bigint>;

/**
 * Writes an XML document as WeCom might: the order of the elements, the white space between tags and before
 * the end of a closing tag, and the case of AgentID differ between its samples, and CDATA is not promised.
 */
export function writeXml(fields: XmlFields, chance: Chance): string {
  const gap = chance.oneOf(['', '\n', '\n   ', '\r\n\t']);
  const elements = chance.shuffled(Object.entries(fields)).map(([field, value]) => {
    const name = field === 'AgentID' ? chance.oneOf(['AgentID', 'AgentId']) : field;
    const text = typeof value === 'string' ? writeText(value, chance) : value.toString();
    return `${gap}<${name}>${text}</${name}${chance.oneOf(['', '', ' '])}>`;
  });
  return `<xml>${elements.join('')}${gap}</xml>`;
}

/**
 * Reads the elements directly below `<xml>`: name to text.
 * @throws Error if this is not an XML document with the root `xml`, or an element comes twice
 */
export function readXml(document: string): Map<string, string> {
  const { root } = parseXml(document);
  if (root?.name !== 'xml') throw new Error(`the root element is <${root?.name ?? ''}>, not <xml>`);
  const fields = new Map<string, string>();
  for (const child of root.children) {
    if (!(child instanceof XmlElement)) continue;
    if (fields.has(child.name)) throw new Error(`<${child.name}> comes twice`);
    fields.set(child.name, child.text);
  }
  return fields;
}

function writeText(text: string, chance: Chance): string {
  return chance.oneOf([inCdata, inCdata, inCdata, escaped])(text);
}

/** How WeCom writes `]]>` is not documented; splitting it over two sections is what XML offers. */
function inCdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
