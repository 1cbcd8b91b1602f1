import { isObject } from './answer';
import type { WecomApi } from './api';
import { LIST_LIMITS } from './http';

/** Departments (部门) by id, each with the id of the one above it; 0 is above the root. */
export type DepartmentTree = ReadonlyMap<number, number>;

/**
 * `department/simplelist` [D95350]: all departments that the app may see.
 * @throws WecomApiError, WecomUnreachableError
 */
export async function departmentTree(api: WecomApi, app: string): Promise<DepartmentTree> {
  const answer = await api.read(app, { api: 'department/simplelist' }, LIST_LIMITS);
  // An answer that is not WeCom's must not look like a company without departments.
  answer.number('errcode');
  const departments = answer.list('department_id').filter(isObject);
  return new Map(departments.map(({ id, parentid }) => [Number(id), Number(parentid)]));
}

/** Those of these departments that the tree holds, with all that it holds above them. */
export function withThoseAbove(departments: readonly number[], tree: DepartmentTree): ReadonlySet<number> {
  const found = new Set<number>();
  for (let at of departments) {
    for (let above = tree.get(at); above !== undefined && !found.has(at); above = tree.get(at)) {
      found.add(at);
      at = above;
    }
  }
  return found;
}
