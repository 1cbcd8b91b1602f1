import { accessTokenKey } from '../shared/table-keys';
import type { AccessToken, AccessTokenStore } from '../wecom/access-token';
import type { BotTable } from './bot-table';

/** Shares each app's access token between sandboxes, in the encrypted table. */
export class AccessTokenItems implements AccessTokenStore {
  constructor(private readonly table: BotTable) {}

  async load(app: string): Promise<AccessToken | undefined> {
    const item = await this.table.get(accessTokenKey(app));
    return (
      item && {
        value: String(item['token']),
        expiresAt: Number(item['tokenExpiresAt']),
        secretVersion: String(item['secretVersion']),
      }
    );
  }

  async save(app: string, token: AccessToken): Promise<void> {
    await this.table.put(accessTokenKey(app), {
      token: token.value,
      tokenExpiresAt: token.expiresAt,
      secretVersion: token.secretVersion,
      expiresAt: Math.ceil(token.expiresAt / 1000),
      v: 1,
    });
  }
}
