import { ControlError, readInteger, readObject, readStrings } from '../control-input';
import { ROOT, type Department, type DirectoryContent, type Tag } from './directory';

/** Ids of departments and tags have 32 bits. */
const MAX_ID = 2 ** 32 - 1;

/**
 * Reads the whole directory; what is not named is empty, but for the root, which is always there.
 * @throws ControlError that names what is wrong
 */
export function readDirectory(body: unknown): DirectoryContent {
  const { departments: given = [], members = {}, tags = {}, ...others } = readObject(body, 'The directory');
  refuseOthers(others, 'The directory', 'departments, members, tags');
  const departments = readDepartments(given);
  const known = new Set(departments.map(({ id }) => id));
  return {
    departments,
    members: mapped(readObject(members, '"members"'), (ids, userid) => readPlaces(ids, userid, known)),
    tags: mapped(readObject(tags, '"tags"'), (tag, id) => readTag(tag, id, known)),
  };
}

/** @throws ControlError if `value` is not a list of ids of departments */
export function readIds(value: unknown, what: string): number[] {
  if (!Array.isArray(value)) throw new ControlError(400, `"${what}" must be a list of ids`);
  return value.map((id: unknown) => readInteger(id, what, 1, MAX_ID));
}

/** "1~64 个字节", letters, digits and `_-@.`, as the address book demands. @throws ControlError */
export function checkUserid(userid: string): string {
  if (!/^[0-9A-Za-z][\w.@-]{0,63}$/.test(userid))
    throw new ControlError(
      400,
      'A userid has 1 to 64 letters, digits and _-@. and begins with a letter or digit.',
    );
  return userid;
}

function readDepartments(value: unknown): Department[] {
  if (!Array.isArray(value))
    throw new ControlError(400, '"departments" must be a list: [{"id":2,"parentid":1}]');
  const given = value.map(readDepartment);
  const isWithRoot = given.some(({ id }) => id === ROOT);
  const departments = isWithRoot ? given : [{ id: ROOT, parentid: 0 }, ...given];
  const parents = new Map(departments.map(({ id, parentid }) => [id, parentid]));
  if (parents.size < departments.length) throw new ControlError(400, 'Two departments have the same id');
  for (const { id } of departments) checkPlace(id, parents);
  return departments;
}

function readDepartment(value: unknown): Department {
  const { id, parentid, name, ...others } = readObject(value, 'A department');
  refuseOthers(others, 'A department', 'id, parentid, name');
  if (name !== undefined && typeof name !== 'string') throw new ControlError(400, '"name" must be a string');
  return {
    id: readInteger(id, 'id', 1, MAX_ID),
    parentid:
      id === ROOT ? readInteger(parentid, 'parentid', 0, 0) : readInteger(parentid, 'parentid', 1, MAX_ID),
    ...(name !== undefined && { name }),
  };
}

/** @throws ControlError unless all that are above a department lead to the root */
function checkPlace(id: number, parents: ReadonlyMap<number, number>): void {
  const below = new Set<number>();
  for (let at = id; at !== ROOT;) {
    const parent = parents.get(at);
    if (parent === undefined) throw new ControlError(400, `There is no department ${at}`);
    if (below.has(at)) throw new ControlError(400, `Department ${id} is below itself`);
    below.add(at);
    at = parent;
  }
}

function readPlaces(value: unknown, userid: string, known: ReadonlySet<number>): number[] {
  const ids = readKnown(value, checkUserid(userid), known);
  if (ids.length === 0) throw new ControlError(400, `${userid} must be in a department: at least in ${ROOT}`);
  return ids;
}

function readTag(value: unknown, id: string, known: ReadonlySet<number>): Tag {
  if (!/^[1-9]\d{0,9}$/.test(id)) throw new ControlError(400, 'The id of a tag is a whole number from 1');
  const { members = [], departments = [], ...others } = readObject(value, 'A tag');
  refuseOthers(others, 'A tag', 'members, departments');
  return {
    members: readStrings(members, 'members').map(checkUserid),
    departments: readKnown(departments, 'departments', known),
  };
}

function readKnown(value: unknown, what: string, known: ReadonlySet<number>): number[] {
  const ids = readIds(value, what);
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) throw new ControlError(400, `There is no department ${unknown}`);
  return ids;
}

function refuseOthers(others: object, what: string, known: string): void {
  const [other] = Object.keys(others);
  if (other !== undefined) throw new ControlError(400, `${what} has no "${other}", only: ${known}`);
}

function mapped<T>(
  fields: Record<string, unknown>,
  read: (value: unknown, name: string) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, read(value, name)]));
}
