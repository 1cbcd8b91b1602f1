import { getAgent } from './agent';
import type { ApiRequest, ApiResult } from './api';
import { updateTemplateCard } from './card-update';
import { listDepartments } from './department';
import type { CheckedApi } from './faults';
import { getApiDomainIps, getCallbackIps } from './ip-lists';
import { getMedia } from './media-get';
import { uploadMedia } from './media-upload';
import { createMenu, deleteMenu, getMenu } from './menu';
import { recallMessage } from './message-recall';
import { sendMessage } from './message-send';
import { getTag } from './tag';
import { getUser } from './user';

interface Api {
  readonly method: 'GET' | 'POST';
  /** @throws WecomError, NotSimulatedError */
  readonly perform: (request: ApiRequest) => ApiResult;
  /** What error answers hold too, empty; as observed. */
  readonly emptyFields?: Readonly<Record<string, unknown>>;
}

/** What can be called below `/cgi-bin/` with a token. */
export const APIS: Record<CheckedApi, Api> = {
  'agent/get': { method: 'GET', perform: getAgent },
  'message/send': { method: 'POST', perform: sendMessage },
  'message/recall': { method: 'POST', perform: recallMessage },
  'message/update_template_card': { method: 'POST', perform: updateTemplateCard },
  'media/upload': { method: 'POST', perform: uploadMedia },
  'media/get': { method: 'GET', perform: getMedia },
  'menu/create': { method: 'POST', perform: createMenu },
  'menu/get': { method: 'GET', perform: getMenu },
  'menu/delete': { method: 'GET', perform: deleteMenu },
  'user/get': { method: 'GET', perform: getUser },
  'department/simplelist': { method: 'GET', perform: listDepartments },
  'tag/get': { method: 'GET', perform: getTag },
  get_api_domain_ip: { method: 'GET', perform: getApiDomainIps, emptyFields: { ip_list: [] } },
  getcallbackip: { method: 'GET', perform: getCallbackIps, emptyFields: { ip_list: [] } },
};
