import { callWecom } from './answer';
import { tryReading, type Backoff } from './retries';

/** An app's access token [D91039]. */
export interface AccessToken {
  readonly value: string;
  /** Milliseconds since epoch. */
  readonly expiresAt: number;
  /** Version of the secret that made it: a token of another version is not used. */
  readonly secretVersion: string;
}

/** Where sandboxes share an app's token. */
export interface AccessTokenStore {
  load(app: string): Promise<AccessToken | undefined>;
  save(app: string, token: AccessToken): Promise<void>;
}

/** What gettoken asks for. */
export interface AppCredentials {
  readonly corpId: string;
  readonly agentId: number;
  readonly secret: string;
  readonly secretVersion: string;
}

/** A token this close to its end is not used any more: a call with it might arrive too late. */
const MARGIN_MS = 60_000;

/** Hands out an app's access token: from memory, else from the shared store, else from WeCom. */
export class AccessTokens {
  private readonly remembered = new Map<string, AccessToken>();

  constructor(
    private readonly wecomApi: string,
    private readonly store: AccessTokenStore,
    private readonly clock: () => number,
    private readonly backoff: Backoff,
  ) {}

  /**
   * @param refused a token that WeCom has just refused: not handed out again
   * @throws WecomApiError, WecomUnreachableError
   */
  async get(app: string, credentials: AppCredentials, refused?: string): Promise<string> {
    const isUsable = (token: AccessToken | undefined): token is AccessToken =>
      token !== undefined &&
      token.value !== refused &&
      token.secretVersion === credentials.secretVersion &&
      token.expiresAt - MARGIN_MS > this.clock();

    const remembered = this.remembered.get(app);
    if (isUsable(remembered)) return remembered.value;
    const shared = await this.store.load(app);
    const token = isUsable(shared) ? shared : await this.fetch(app, credentials);
    this.remembered.set(app, token);
    return token.value;
  }

  private async fetch(app: string, credentials: AppCredentials): Promise<AccessToken> {
    const requestedAt = this.clock();
    const query = { corpid: credentials.corpId, corpsecret: credentials.secret };
    const answer = await tryReading(() => callWecom(this.wecomApi, { api: 'gettoken', query }), this.backoff);
    const token = {
      value: answer.text('access_token'),
      expiresAt: requestedAt + answer.number('expires_in') * 1000,
      secretVersion: credentials.secretVersion,
    };
    await this.store.save(app, token);
    return token;
  }
}
