import type { Attributes } from '../../lambda/aws/bot-table';
import { spentAttribute, type FoundItem } from './find';
import { inBatches } from './in-batches';
import { KINDS, type Kind } from './places';
import type { WholeTable } from './table';

/** All that the table holds of a member, ready to be written as JSON. Times are ISO 8601 in UTC. */
export interface MemberExport {
  readonly member: string;
  readonly exportedAt: string;
  /** By app, then by kind. */
  readonly apps: Readonly<Record<string, Readonly<Partial<Record<Kind, readonly object[]>>>>>;
}

/** An item, or a file with all of its items. */
interface Entry {
  readonly app: string;
  readonly kind: Kind;
  readonly entry: object;
}

/** @param pictures whether the bytes of files are in it, as base64 @param now ms since epoch @throws what the client throws */
export async function exportOf(
  table: Pick<WholeTable, 'get'>,
  member: string,
  items: readonly FoundItem[],
  { pictures, now }: { pictures: boolean; now: number },
): Promise<MemberExport> {
  const read = await inBatches(filesIn(items), (file) => entryOf(table, member, file, pictures));
  const entries = read.filter((each) => each !== undefined);
  const names = [...new Set(entries.map(({ app }) => app))].sort();
  const apps = names.map((app) => [app, byKind(entries.filter((each) => each.app === app))]);
  return {
    member,
    exportedAt: new Date(now).toISOString(),
    apps: Object.fromEntries(apps) as MemberExport['apps'],
  };
}

function byKind(entries: readonly Entry[]): object {
  const kinds = KINDS.filter((kind) => entries.some((each) => each.kind === kind));
  return Object.fromEntries(
    kinds.map((kind) => [kind, entries.filter((each) => each.kind === kind).map(({ entry }) => entry)]),
  );
}

/** A file's items together, all others alone; in the order of their keys. */
export function filesIn(items: readonly FoundItem[]): FoundItem[][] {
  const files = new Map<string, FoundItem[]>();
  const inOrder = [...items].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
  for (const item of inOrder) {
    const name = fileOf(item);
    files.set(name, [...(files.get(name) ?? []), item]);
  }
  return [...files.values()];
}

const nameOf = ({ key }: FoundItem): string => `${key.pk} ${key.sk}`;

function fileOf(item: FoundItem): string {
  const { chunk } = item.named;
  const name = nameOf(item);
  return chunk === undefined ? name : name.slice(0, -chunk.length);
}

/** @returns undefined if it is gone by now */
async function entryOf(
  table: Pick<WholeTable, 'get'>,
  member: string,
  items: readonly FoundItem[],
  pictures: boolean,
): Promise<Entry | undefined> {
  const [first] = items;
  if (!first) return undefined;
  const { app, kind, message, named } = first;
  const { chunk, ...names } = named;
  const known = { ...(message !== undefined && { id: message }), ...names };
  if (chunk !== undefined) {
    const expiry = first.expiresAt === undefined ? {} : readable({ expiresAt: first.expiresAt });
    const file = pictures ? await fileIn(table, items) : {};
    return { app, kind, entry: { ...known, ...file, ...expiry } };
  }
  if (kind === 'spent') {
    // What others cost is theirs.
    const attribute = spentAttribute(member);
    const total = (await table.get(first.key, attribute))?.[attribute] as Attributes | undefined;
    return total && { app, kind, entry: { ...known, total: readable(total) } };
  }
  const item = await table.get(first.key);
  return item && { app, kind, entry: { ...known, ...readable(ownIn(item)) } };
}

/** The first item says how many there are; a file of which one is missing is none. */
async function fileIn(table: Pick<WholeTable, 'get'>, items: readonly FoundItem[]): Promise<object> {
  const chunks: Attributes[] = [];
  for (const { key } of items) {
    const chunk = await table.get(key);
    if (chunk) chunks.push(chunk);
  }
  const isWhole = chunks.length > 0 && chunks[0]?.['count'] === chunks.length;
  if (!isWhole) return { isIncomplete: true };
  return { bytes: Buffer.concat(chunks.map(({ bytes }) => bytes as Uint8Array)).toString('base64') };
}

/** Without its keys, and the form that it was written in. */
function ownIn(item: Attributes): Attributes {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !['pk', 'sk', 'v'].includes(name)));
}

/** As JSON can say it. */
function readable(attributes: Attributes): object {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, plain(value as unknown, name)]),
  );
}

function plain(value: unknown, name: string): unknown {
  if (typeof value === 'number') return timeIn(value, name) ?? value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Set) return [...value].map((each) => plain(each, name));
  if (Array.isArray(value)) return value.map((each) => plain(each, name));
  return typeof value === 'object' && value !== null ? readable(value) : value;
}

/** Of names alone that mean a time. Zero is none: it ends a lease. */
function timeIn(value: number, name: string): string | undefined {
  const isTime = name === 'expiresAt' || /^(at|until|times)$|(At|Until|Since)$/.test(name);
  const time = new Date(name === 'expiresAt' ? value * 1000 : value);
  return isTime && value !== 0 && !Number.isNaN(time.getTime()) ? time.toISOString() : undefined;
}
