import { isRecord } from './service';

/** What a field holds; undefined: nothing. */
export type Value = string | number | undefined;

/** Fields by name. */
export type Row = ReadonlyMap<string, Value>;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html */
const MOST_FIELDS = 200;

/** The fields of a line of JSON, `ms.total` and `moderation.0.by`; none of another line. */
export function fieldsOf(line: string): Map<string, Value> {
  const leaves = leavesOf(parsed(line), '');
  return new Map(leaves.slice(0, MOST_FIELDS));
}

function leavesOf(value: unknown, name: string): [string, Value][] {
  if (isRecord(value) || Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, each]) =>
      leavesOf(each, name === '' ? key : `${name}.${key}`),
    );
  }
  if (name === '' || value === null || value === undefined) return [];
  if (typeof value === 'boolean') return [[name, Number(value)]];
  return [[name, value as string | number]];
}

/**
 * Of a line of Lambda's, what stands behind time, request and level.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 */
function parsed(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line.slice(Math.max(0, line.indexOf('{'))));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** As a number, where it is one; a string of digits is, too. */
export function numberIn(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  return value !== undefined && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/**
 * The order of `sort asc`: what is no number before what is, and in what is none digits by length, then by value.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Sort.html
 * What is not there comes first: AWS does not say.
 */
export function compare(one: Value, other: Value): number {
  if (one === undefined || other === undefined)
    return Number(one !== undefined) - Number(other !== undefined);
  const [a, b] = [numberIn(one), numberIn(other)];
  if (a !== undefined && b !== undefined) return a - b;
  if (a !== undefined || b !== undefined) return a === undefined ? -1 : 1;
  return compareNaturally(String(one), String(other));
}

function compareNaturally(one: string, other: string): number {
  const [a, b] = [chunksOf(one), chunksOf(other)];
  for (const [index, chunk] of a.entries()) {
    const against = b[index];
    if (against === undefined) return 1;
    const byLength = isDigits(chunk) && isDigits(against) ? chunk.length - against.length : 0;
    const order = byLength !== 0 ? byLength : compareCharacters(chunk, against);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareCharacters(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

const isDigits = (text: string): boolean => /^\d/.test(text);
const chunksOf = (text: string): string[] => text.match(/\d+|\D+/g) ?? [];
