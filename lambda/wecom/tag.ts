import { memberId } from '../shared/member-id';
import { isObject } from './answer';
import type { WecomApi } from './api';
import { LIST_LIMITS } from './http';

/** Who has a tag (标签), as far as the app may see. */
export interface Tag {
  /** UserIDs in lower case: those who have it by themselves. */
  readonly members: ReadonlySet<string>;
  /** Ids: all who are in one of these, or in one below it, have it as well. */
  readonly departments: readonly number[];
}

/** `tag/get` [D90213]. @throws WecomApiError (40068: no such tag), WecomUnreachableError */
export async function getTag(api: WecomApi, app: string, id: number): Promise<Tag> {
  const answer = await api.read(app, { api: 'tag/get', query: { tagid: String(id) } }, LIST_LIMITS);
  // An answer that is not WeCom's must not look like a tag that nobody has.
  answer.number('errcode');
  const userids = answer.list('userlist').map((user) => (isObject(user) ? user['userid'] : undefined));
  return {
    members: new Set(userids.filter((userid) => typeof userid === 'string').map(memberId)),
    departments: answer.list('partylist').map(Number),
  };
}
