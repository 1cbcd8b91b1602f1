import type { AccessTokenStore, StoredToken, TokenRecord } from '../wecom/access-token';

/** Uses the token that the functions share, and keeps to itself what it learns: a doctor changes nothing. */
export class TokensToItself implements AccessTokenStore {
  constructor(private readonly shared: Pick<AccessTokenStore, 'load'>) {}

  load(app: string): Promise<StoredToken> {
    return this.shared.load(app);
  }

  replace(_app: string, _seen: StoredToken, record: TokenRecord): Promise<StoredToken> {
    return Promise.resolve({ record });
  }
}
