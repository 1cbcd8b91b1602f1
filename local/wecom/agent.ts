import { agentIdIn, checkAgentId, type ApiRequest, type ApiResult } from './api';
import { ROOT } from './directory';

/** Does agent/get [D96448]. @throws WecomError */
export function getAgent({ app, query }: ApiRequest): ApiResult {
  checkAgentId(agentIdIn(query), app);
  const { members, departments } = app.visibleRange.only ?? { members: [], departments: [ROOT] };
  return {
    fields: {
      agentid: app.settings.agentId,
      name: app.settings.name,
      square_logo_url: '',
      description: '',
      allow_userinfos: { user: members.map((userid) => ({ userid })) },
      allow_partys: { partyid: departments },
      allow_tags: { tagid: [] },
      close: 0,
      redirect_domain: '',
      report_location_flag: 0,
      isreportenter: 1,
      home_url: '',
    },
  };
}
