import type { ApiRequest, ApiResult } from './api';
import { WecomError } from './errors';

/**
 * Does tag/get [D90213]: of the tag's members and departments those that the app sees.
 * @throws WecomError 40068 for a tag that there is not
 */
export function getTag({ corp, app, query }: ApiRequest): ApiResult {
  const id = query.get('tagid') ?? '';
  const tag = corp.directory.tag(id);
  if (!tag) throw new WecomError(40068);
  return {
    fields: {
      tagname: id,
      userlist: tag.members
        .filter((userid) => app.isVisibleTo(userid))
        .map((userid) => corp.canonical(userid) ?? userid)
        .map((userid) => ({ userid, name: userid })),
      partylist: tag.departments.filter((department) => app.visibleRange.hasDepartment(department)),
    },
  };
}
