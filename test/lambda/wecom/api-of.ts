import { AccessTokens, type AccessTokenStore } from '../../../lambda/wecom/access-token';
import { WecomApi } from '../../../lambda/wecom/api';
import { MemoryTokens } from './memory-tokens';

export const HOUR = 3_600_000;

/** As gettoken answers. */
export const tokenAnswer = (token: string) => ({
  errcode: 0,
  errmsg: 'ok',
  access_token: token,
  expires_in: 7200,
});
export const ok = { errcode: 0, errmsg: 'ok' };

/** What a test chooses of a WecomApi. */
export interface ApiOptions {
  readonly now?: number;
  readonly store?: AccessTokenStore;
  readonly secretVersion?: string;
  /** Of the waits between tries; they take no time. */
  readonly waits?: number[];
}

/** Already has a token, unless the test says what is stored. */
export function apiOf(url: string, options: ApiOptions = {}): WecomApi {
  const { now = 0, secretVersion = 'v1', waits = [] } = options;
  const token = { value: 'shared', expiresAt: HOUR, secretVersion };
  const { store = new MemoryTokens({ assistant: { token } }) } = options;
  const backoff = (failures: number) => Promise.resolve(void waits.push(failures));
  const credentials = { corpId: 'ww1', agentId: 1000002, secret: 's', secretVersion };
  const tokens = new AccessTokens(url, store, () => now, backoff);
  return new WecomApi(url, tokens, () => Promise.resolve(credentials), backoff);
}
