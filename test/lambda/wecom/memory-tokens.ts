import type { AccessTokenStore, StoredToken, TokenRecord } from '../../../lambda/wecom/access-token';

/** Shares tokens as the table does, in memory. */
export class MemoryTokens implements AccessTokenStore {
  private readonly stored = new Map<string, StoredToken>();
  private writes = 0;

  /** @param records of each app */
  constructor(records: Readonly<Record<string, TokenRecord>> = {}) {
    for (const [app, record] of Object.entries(records)) this.write(app, record);
  }

  record(app = 'assistant'): TokenRecord | undefined {
    return this.stored.get(app)?.record;
  }

  load(app: string): Promise<StoredToken> {
    return Promise.resolve(this.stored.get(app) ?? { record: {} });
  }

  replace(app: string, seen: StoredToken, record: TokenRecord): Promise<StoredToken | undefined> {
    const isAsSeen = this.stored.get(app)?.revision === seen.revision;
    return Promise.resolve(isAsSeen ? this.write(app, record) : undefined);
  }

  private write(app: string, record: TokenRecord): StoredToken {
    const stored = { record, revision: String(++this.writes) };
    this.stored.set(app, stored);
    return stored;
  }
}
