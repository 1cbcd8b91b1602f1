import type { ApiRequest, ApiResult } from './api';
import { WecomError } from './errors';

/**
 * Does user/get [D90196] for an app made after 2022-06-20: no avatar, gender, mobile, email, biz_mail, qr_code, address.
 * The userid compares without regard to case, and its canonical form comes back.
 * @throws WecomError 60111 for one that no app has seen, 60011 for one outside the visible range
 */
export function getUser({ corp, app, query }: ApiRequest): ApiResult {
  const member = corp.knownMember(query.get('userid') ?? '');
  if (!member) throw new WecomError(60111);
  if (!app.isVisibleTo(member.userid)) throw new WecomError(60011);
  return {
    fields: {
      userid: member.userid,
      name: member.userid,
      department: [1],
      order: [0],
      position: '',
      is_leader_in_dept: [0],
      direct_leader: [],
      telephone: '',
      alias: '',
      main_department: 1,
      status: 1,
      extattr: { attrs: [] },
      external_position: '',
    },
  };
}
