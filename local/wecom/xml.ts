import { parseXml, XmlElement } from '@rgrove/parse-xml';
import type { Chance } from './chance';

/**
 * What an element holds: a string goes into CDATA, a number is written bare, as in WeCom's samples [D90239];
 * a list is the element repeated, an object what lies below it.
 */
export type XmlValue = string | number | bigint | XmlFields | readonly XmlValue[];

/** Elements below another, by name. */
export interface XmlFields {
  [name: string]: XmlValue;
}

/** An element as it was read. */
export interface XmlNode {
  readonly name: string;
  /** All text below it. */
  readonly text: string;
  readonly children: readonly XmlNode[];
}

/**
 * Writes an XML document as WeCom might: the order of the elements, the white space between tags and before
 * the end of a closing tag, and the case of AgentID differ between its samples, and CDATA is not promised.
 */
export function writeXml(fields: XmlFields, chance: Chance): string {
  const gap = chance.oneOf(['', '\n', '\n   ', '\r\n\t']);
  return `<xml>${writeElements(fields, chance, gap)}${gap}</xml>`;
}

/**
 * Reads the elements directly below `<xml>`.
 * @throws Error if this is not an XML document with the root `xml`, or an element comes twice
 */
export function readXml(document: string): readonly XmlNode[] {
  const { root } = parseXml(document);
  if (root?.name !== 'xml') throw new Error(`the root element is <${root?.name ?? ''}>, not <xml>`);
  const { children } = nodeOf(root);
  const names = children.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`<${twice}> comes twice`);
  return children;
}

/** @returns the text of the first element with this name; undefined if there is none */
export function textOf(nodes: readonly XmlNode[], name: string): string | undefined {
  return nodes.find((node) => node.name === name)?.text;
}

/** @returns the text among elements to be written; `''` if there is none */
export function textField(fields: XmlFields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

/** @returns what lies below the first element with this name */
export function childrenOf(nodes: readonly XmlNode[], name: string): readonly XmlNode[] {
  return nodes.find((node) => node.name === name)?.children ?? [];
}

function nodeOf(element: XmlElement): XmlNode {
  const children = element.children.filter((child) => child instanceof XmlElement).map(nodeOf);
  return { name: element.name, text: element.text, children };
}

function writeElements(fields: XmlFields, chance: Chance, gap: string): string {
  return chance
    .shuffled(Object.entries(fields))
    .flatMap(([field, value]) => {
      const name = field === 'AgentID' ? chance.oneOf(['AgentID', 'AgentId']) : field;
      const repeated: readonly XmlValue[] = value instanceof Array ? value : [value];
      return repeated.map((one) => gap + writeElement(name, one, chance));
    })
    .join('');
}

function writeElement(name: string, value: XmlValue, chance: Chance): string {
  return `<${name}>${writeValue(value, chance)}</${name}${chance.oneOf(['', '', ' '])}>`;
}

function writeValue(value: XmlValue, chance: Chance): string {
  if (typeof value === 'string') return chance.oneOf([inCdata, inCdata, inCdata, escaped])(value);
  if (typeof value === 'object') return writeElements(value as XmlFields, chance, '');
  return value.toString();
}

/** How WeCom writes `]]>` is not documented; splitting it over two sections is what XML offers. */
function inCdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
