import { accessTokenKey } from '../shared/table-keys';
import type { AccessTokenStore, StoredToken, TokenRecord } from '../wecom/access-token';
import type { Attributes, BotTable } from './bot-table';

/**
 * Shares each app's access token between sandboxes, in the encrypted table. The item does not expire: a refused Secret
 * is remembered for longer than a token lives.
 */
export class AccessTokenItems implements AccessTokenStore {
  /** @param newId an id that was never given before */
  constructor(
    private readonly table: BotTable,
    private readonly newId: () => string,
  ) {}

  async load(app: string): Promise<StoredToken> {
    return storedIn(await this.table.get(accessTokenKey(app)));
  }

  async replace(app: string, seen: StoredToken, record: TokenRecord): Promise<StoredToken | undefined> {
    const isAsSeen = seen.revision === undefined ? 'attribute_not_exists(#revision)' : '#revision = :seen';
    const written = await this.table.updateIf(accessTokenKey(app), {
      // The client repeats a write whose answer was lost, which must not look like another's.
      condition: `${isAsSeen} OR #revision = :revision`,
      // The release before this one let its items expire with their tokens.
      update: 'SET #record = :record, #revision = :revision, #v = :v REMOVE #expiresAt',
      names: { '#record': 'record', '#revision': 'revision', '#v': 'v', '#expiresAt': 'expiresAt' },
      values: {
        ':record': record,
        ':revision': this.newId(),
        ':v': 2,
        ...(seen.revision !== undefined && { ':seen': seen.revision }),
      },
    });
    return written && storedIn(written);
  }
}

function storedIn(item: Attributes = {}): StoredToken {
  const { record, revision } = item as { record?: TokenRecord; revision?: string };
  return { record: record ?? {}, ...(revision !== undefined && { revision }) };
}
