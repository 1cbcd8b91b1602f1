import { ControlError, readObject } from '../control-input';
import type { XmlFields, XmlValue } from './xml';

/**
 * What an element may hold: text, a number, the elements below it by name, a list (written as one element that
 * repeats the item), or `tree`: whatever elements the sender of the control request names.
 */
export type Shape = 'text' | 'number' | 'tree' | Shapes | readonly [item: string, shape: Shape];

/** Elements by WeCom's names. */
export interface Shapes {
  readonly [name: string]: Shape;
}

/**
 * Reads elements from JSON, whose names are WeCom's without regard to case and underscores.
 * @param what whose elements they are, for the error
 * @throws ControlError that names what is wrong
 */
export function readShapes(
  given: Record<string, unknown>,
  required: Shapes,
  optional: Shapes,
  what: string,
): XmlFields {
  const known: Shapes = { ...required, ...optional };
  const fields: XmlFields = {};
  for (const [key, value] of Object.entries(given)) {
    const name = Object.keys(known).find((candidate) => plain(candidate) === plain(key));
    const shape = name === undefined ? undefined : known[name];
    if (name === undefined || shape === undefined)
      throw new ControlError(400, `${what} has no field "${key}", only: ${Object.keys(known).join(', ')}`);
    fields[name] = readShape(value, shape, key);
  }
  const missing = Object.keys(required).filter((name) => !Object.hasOwn(fields, name));
  if (missing.length > 0) throw new ControlError(400, `${what} needs ${missing.join(', ')}`);
  return fields;
}

/** Names compare without regard to case and underscores. */
export function plain(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}

function readShape(value: unknown, shape: Shape, name: string): XmlValue {
  if (shape === 'text') return readText(value, name);
  if (shape === 'number') return readNumber(value, name);
  if (shape === 'tree') return readTree(value, name);
  if (!isList(shape)) return readShapes(readObject(value, `"${name}"`), shape, {}, name);
  if (!Array.isArray(value)) throw new ControlError(400, `"${name}" must be a list`);
  const [item, itemShape] = shape;
  return { [item]: value.map((one: unknown) => readShape(one, itemShape, item)) };
}

function readTree(value: unknown, name: string): XmlValue {
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map((one: unknown) => readTree(one, name));
  if (typeof value !== 'object') return readText(value, name);
  const entries = Object.entries(readObject(value, `"${name}"`));
  const wrong = entries.find(([below]) => !/^[A-Za-z_]\w*$/.test(below));
  if (wrong) throw new ControlError(400, `"${wrong[0]}" is no name for an element`);
  return Object.fromEntries(entries.map(([below, one]) => [below, readTree(one, below)]));
}

function isList(shape: Shapes | readonly [string, Shape]): shape is readonly [string, Shape] {
  return Array.isArray(shape);
}

function readNumber(value: unknown, name: string): number {
  if (typeof value !== 'number') throw new ControlError(400, `"${name}" must be a number`);
  return value;
}

/** XML 1.0 holds neither most control characters nor half of a surrogate pair; nobody can type them either. */
function readText(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new ControlError(400, `"${name}" must be a string`);
  if (/[^\P{Cc}\t\n\r\x7f-\x9f]|[\ufffe\uffff]/u.test(value) || !value.isWellFormed())
    throw new ControlError(400, `"${name}" holds a character that no XML document can hold`);
  return value;
}
