import type { ApiRequest, ApiResult } from './api';
import { WecomError } from './errors';

/**
 * Does department/simplelist [D95350]: those that the app sees; with `id` that one and all below it.
 * @throws WecomError 60003 for one that there is not, 60011 for one that the app does not see
 */
export function listDepartments({ corp, app, query }: ApiRequest): ApiResult {
  const { directory } = corp;
  const below = query.get('id');
  if (below) {
    if (!directory.has(Number(below))) throw new WecomError(60003);
    if (!app.visibleRange.hasDepartment(Number(below))) throw new WecomError(60011);
  }
  const listed = directory.content.departments
    .filter(({ id }) => app.visibleRange.hasDepartment(id))
    .filter(({ id }) => !below || directory.isWithin(id, [Number(below)]));
  return { fields: { department_id: listed.map(({ id, parentid }) => ({ id, parentid, order: 0 })) } };
}
