import { agentIdIn, checkAgentId, type ApiRequest, type ApiResult } from './api';

/** Does agent/get [D96448]. @throws WecomError */
export function getAgent({ app, query }: ApiRequest): ApiResult {
  checkAgentId(agentIdIn(query), app);
  const user = app.knownMembers().filter(({ userid }) => app.isVisibleTo(userid));
  return {
    fields: {
      agentid: app.settings.agentId,
      name: app.settings.name,
      square_logo_url: '',
      description: '',
      allow_userinfos: { user: user.map(({ userid }) => ({ userid })) },
      allow_partys: { partyid: [] },
      allow_tags: { tagid: [] },
      close: 0,
      redirect_domain: '',
      report_location_flag: 0,
      isreportenter: 1,
      home_url: '',
    },
  };
}
