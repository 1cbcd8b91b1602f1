import { agentIdIn, checkAgentId, type ApiRequest, type ApiResult } from './api';

/** The department in which everyone is, as in user/get [D90196]. */
const EVERYONE = 1;

/** Does agent/get [D96448]. @throws WecomError */
export function getAgent({ app, query }: ApiRequest): ApiResult {
  checkAgentId(agentIdIn(query), app);
  const { visibleTo } = app;
  return {
    fields: {
      agentid: app.settings.agentId,
      name: app.settings.name,
      square_logo_url: '',
      description: '',
      allow_userinfos: { user: (visibleTo ?? []).map((userid) => ({ userid })) },
      allow_partys: { partyid: visibleTo ? [] : [EVERYONE] },
      allow_tags: { tagid: [] },
      close: 0,
      redirect_domain: '',
      report_location_flag: 0,
      isreportenter: 1,
      home_url: '',
    },
  };
}
