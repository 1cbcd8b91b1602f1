import type { ApiResult } from './api';
import type { Corp } from './corp';
import { WecomError } from './errors';

/** Does gettoken [D91039], which answers any address; the order of the checks is the observed one. @throws WecomError */
export function getToken(corp: Corp, query: URLSearchParams, address: string): ApiResult {
  const now = corp.clock();
  if (corp.bans.isBanned(address, now)) throw new WecomError(45009);
  const secret = query.get('corpsecret');
  if (!secret) throw new WecomError(41004);
  if (!query.get('corpid')) throw new WecomError(41002);
  if (query.get('corpid') !== corp.id) throw new WecomError(40013);
  const app = corp.appWithSecret(secret);
  if (!app) {
    corp.bans.countWrong(address, now, corp.switches.wrongSecretsUntilBan);
    throw new WecomError(40001);
  }
  const { token, expiresInSeconds } = corp.tokens.issue(app, now, corp.switches.sameTokenWhileValid);
  return { fields: { access_token: token, expires_in: expiresInSeconds } };
}
