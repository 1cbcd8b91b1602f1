import { isObject } from './answer';
import type { WecomApi } from './api';

/** An app as its company has set it up. */
export interface Agent {
  readonly name: string;
  readonly isDisabled: boolean;
  /** Whether WeCom calls back when a member opens the app (`enter_agent`). */
  readonly reportsEntering: boolean;
  /** The visible range (可见范围): userids, and the ids of departments and tags. */
  readonly visibleTo: {
    readonly members: readonly string[];
    readonly departments: readonly number[];
    readonly tags: readonly number[];
  };
}

/**
 * `agent/get` [D96448]: the cheapest call without effect that shows whether WeCom takes the app's credentials and our
 * address.
 * @throws WecomApiError, WecomUnreachableError
 */
export async function getAgent(api: WecomApi, app: string): Promise<Agent> {
  const agentid = String(await api.agentIdOf(app));
  const answer = await api.read(app, { api: 'agent/get', query: { agentid } });
  return {
    name: answer.text('name'),
    isDisabled: answer.flag('close'),
    reportsEntering: answer.flag('isreportenter'),
    visibleTo: {
      members: answer
        .below('allow_userinfos')
        .list('user')
        .flatMap((user) => (isObject(user) && typeof user['userid'] === 'string' ? [user['userid']] : [])),
      departments: answer.below('allow_partys').list('partyid').map(Number),
      tags: answer.below('allow_tags').list('tagid').map(Number),
    },
  };
}
