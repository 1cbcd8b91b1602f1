import type { ApiRequest, ApiResult } from './api';

/** Does get_api_domain_ip [D92520]. */
export function getApiDomainIps(): ApiResult {
  return { fields: { ip_list: ['182.254.11.176', '182.254.78.66'] } };
}

/** Does getcallbackip: one page shows single addresses [D92521], another stars [D90238]; a switch chooses. */
export function getCallbackIps({ corp }: ApiRequest): ApiResult {
  const ip_list = corp.switches.starredCallbackIps
    ? ['101.226.103.*', '101.226.62.*']
    : ['101.226.103.10', '101.226.62.77'];
  return { fields: { ip_list } };
}
