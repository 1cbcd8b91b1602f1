import type { ApiRequest, ApiResult } from './api';
import { WecomError } from './errors';

/**
 * Does user/get [D90196] for an app made after 2022-06-20: no avatar, gender, mobile, email, biz_mail, qr_code, address,
 * and of the departments only those that the app sees. The userid compares without regard to case, and its canonical form
 * comes back.
 * @throws WecomError 60111 for one that neither an app nor the directory knows, 60011 for one outside the visible range
 */
export function getUser({ corp, app, query }: ApiRequest): ApiResult {
  const userid = corp.canonical(query.get('userid') ?? '');
  if (userid === undefined) throw new WecomError(60111);
  if (!app.isVisibleTo(userid)) throw new WecomError(60011);
  const department = corp.directory.departmentsOf(userid).filter((id) => app.visibleRange.hasDepartment(id));
  return {
    fields: {
      userid,
      name: userid,
      department,
      order: department.map(() => 0),
      position: '',
      is_leader_in_dept: department.map(() => 0),
      direct_leader: [],
      telephone: '',
      alias: '',
      ...(department.length > 0 && { main_department: department[0] }),
      status: 1,
      extattr: { attrs: [] },
      external_position: '',
    },
  };
}
