import { callWecom } from './answer';
import { TokenNotAcceptedYetError, WecomApiError } from './errors';
import { JSON_LIMITS } from './http';
import { tryReading, type Backoff } from './retries';

/** An app's access token [D91039]. */
export interface AccessToken {
  readonly value: string;
  /** Milliseconds since epoch. */
  readonly expiresAt: number;
  /** Version of the secret that made it: a token of another version is not used. */
  readonly secretVersion: string;
  /** When WeCom gave it out again though it had refused it; ms since epoch. */
  readonly givenAgainAt?: number;
}

/** WeCom gave no token. */
export interface TokenFailure {
  readonly secretVersion: string;
  /** Milliseconds since epoch. */
  readonly at: number;
  /** What WeCom said, if it answered. */
  readonly errcode?: number;
}

/** What all sandboxes know of an app's token. */
export interface TokenRecord {
  /** The last one that WeCom gave out. */
  readonly token?: AccessToken;
  /** Until then one of them is asking WeCom; ms since epoch. */
  readonly refreshingUntil?: number;
  /** What came of asking since the token was given out. */
  readonly failure?: TokenFailure;
}

/** A record as it stood when it was read or written. */
export interface StoredToken {
  readonly record: TokenRecord;
  /** Changes with every write; absent before the first. */
  readonly revision?: string;
}

/** Where sandboxes share an app's token. Reads see every write that was answered. */
export interface AccessTokenStore {
  load(app: string): Promise<StoredToken>;
  /** Writes the record unless another was written since `seen`. @returns undefined if one was */
  replace(app: string, seen: StoredToken, record: TokenRecord): Promise<StoredToken | undefined>;
}

/** What gettoken asks for. */
export interface AppCredentials {
  readonly corpId: string;
  readonly agentId: number;
  readonly secret: string;
  readonly secretVersion: string;
}

interface Wanted {
  readonly app: string;
  readonly credentials: AppCredentials;
  /** A token that WeCom has just refused. */
  readonly refused: string | undefined;
  /** Milliseconds since epoch. */
  readonly since: number;
}

/** A token this close to its end is not used any more: a call with it might arrive too late. */
const MARGIN_MS = 60_000;
/** WeCom may give out again the token that it refused: it is not asked for another sooner. */
const REFRESH_EVERY_MS = 60_000;
/** For gettoken, all tries together; none begins with less than this left. */
const REFRESH_MS = 10_000;
const LEAST_TRY_MS = 2_000;
/** A sandbox that has not saved a token by then is dead: longer than it tries, and shorter than the others wait. */
const LEASE_MS = 12_000;
const PATIENCE_MS = 15_000;

/** Often a ban of the address: asking on would prolong it. */
const TOO_MANY_CALLS = 45009;

/** The Secret or the CorpID is wrong: WeCom bans an address that goes on asking [D90313 on 45009]. */
export const WRONG_CREDENTIALS = [40001, 40013, 40091];

/**
 * Hands out an app's access token: from memory, else from the shared store, else from WeCom. Of all sandboxes that need
 * one at the same time, one asks WeCom and the others wait for what it stores. A store that fails stops nobody.
 */
export class AccessTokens {
  private readonly remembered = new Map<string, TokenRecord>();

  /** @param clock ms since epoch @param backoff between tries of gettoken, and between looks into the store */
  constructor(
    private readonly wecomApi: string,
    private readonly store: AccessTokenStore,
    private readonly clock: () => number,
    private readonly backoff: Backoff,
  ) {}

  /**
   * Takes 25 s at most, apart from the store's own time.
   * @param refused a token that WeCom has just refused: not handed out again
   * @throws WecomApiError, WecomUnreachableError, TokenNotAcceptedYetError
   */
  async get(app: string, credentials: AppCredentials, refused?: string): Promise<string> {
    const wanted: Wanted = { app, credentials, refused, since: this.clock() };
    const remembered = this.remembered.get(app) ?? {};
    const token = this.usableIn(remembered, wanted);
    if (token) return token.value;
    mustNotHaveFailed(remembered, wanted);

    const found = await this.tokenOrLease(wanted);
    return 'value' in found ? found.value : this.refresh(wanted, found);
  }

  /** Waits until there is a token, or until it is this sandbox that has to ask for one. */
  private async tokenOrLease(wanted: Wanted): Promise<AccessToken | StoredToken> {
    const { app, since } = wanted;
    for (;;) {
      const stored = await this.store.load(app).catch(() => undefined);
      if (!stored) return { record: {} };
      const token = this.usableIn(stored.record, wanted);
      this.remembered.set(app, stored.record);
      if (token) return token;
      mustNotHaveFailed(stored.record, wanted);

      const now = this.clock();
      if (wasGivenAgain(stored.record, wanted, now)) throw sameToken();
      if ((stored.record.refreshingUntil ?? 0) <= now) {
        const leased = { ...stored.record, refreshingUntil: now + LEASE_MS };
        const lease = await this.store.replace(app, stored, leased).catch(() => stored);
        if (lease) return lease;
      }
      if (now - since >= PATIENCE_MS) throw new TokenNotAcceptedYetError('another worker is getting one');
      await this.backoff(1);
    }
  }

  private usableIn({ token }: TokenRecord, { credentials, refused }: Wanted): AccessToken | undefined {
    if (!token || token.value === refused) return undefined;
    const isOfThisSecret = token.secretVersion === credentials.secretVersion;
    return isOfThisSecret && token.expiresAt - MARGIN_MS > this.clock() ? token : undefined;
  }

  private async refresh(wanted: Wanted, lease: StoredToken): Promise<string> {
    const token = await this.fetch(wanted.credentials).catch(async (error: unknown) => {
      const failure: TokenFailure = {
        secretVersion: wanted.credentials.secretVersion,
        at: this.clock(),
        ...(error instanceof WecomApiError && { errcode: error.errcode }),
      };
      const { token: last } = lease.record;
      await this.keep(wanted.app, lease, { ...(last && { token: last }), failure });
      throw error;
    });
    const isSame = token.value === wanted.refused;
    const record = { token: isSame ? { ...token, givenAgainAt: this.clock() } : token };
    await this.keep(wanted.app, lease, record);
    if (isSame) throw sameToken();
    return token.value;
  }

  private async fetch({ corpId, secret, secretVersion }: AppCredentials): Promise<AccessToken> {
    const requestedAt = this.clock();
    const timeLeft = (): number => requestedAt + REFRESH_MS - this.clock();
    const query = { corpid: corpId, corpsecret: secret };
    const answer = await tryReading(
      () => callWecom(this.wecomApi, { api: 'gettoken', query }, { ...JSON_LIMITS, timeoutMs: timeLeft() }),
      this.backoff,
      () => timeLeft() > LEAST_TRY_MS,
    );
    return {
      value: answer.text('access_token'),
      expiresAt: requestedAt + answer.number('expires_in') * 1000,
      secretVersion,
    };
  }

  /** What can't be stored costs others a call at most; whoever holds the lease since then stores his own. */
  private async keep(app: string, lease: StoredToken, record: TokenRecord): Promise<void> {
    this.remembered.set(app, record);
    await this.store.replace(app, lease, record).catch(() => undefined);
  }
}

/**
 * A failure counts for those who were waiting for the token, that of too many calls for a minute, and that of wrong
 * credentials as long as they stay the same.
 * @throws WecomApiError, TokenNotAcceptedYetError
 */
function mustNotHaveFailed({ failure }: TokenRecord, { credentials, since }: Wanted): void {
  if (failure?.secretVersion !== credentials.secretVersion) return;
  const { errcode, at } = failure;
  const isBanned = errcode === TOO_MANY_CALLS && at + REFRESH_EVERY_MS > since;
  const lasts = isBanned || (errcode !== undefined && WRONG_CREDENTIALS.includes(errcode));
  if (!lasts && at < since) return;
  throw errcode === undefined
    ? new TokenNotAcceptedYetError('another worker could not get one')
    : new WecomApiError('gettoken', errcode, '');
}

function wasGivenAgain({ token }: TokenRecord, { refused }: Wanted, now: number): boolean {
  const givenAgainAt = token?.value === refused ? token?.givenAgainAt : undefined;
  return givenAgainAt !== undefined && givenAgainAt + REFRESH_EVERY_MS > now;
}

function sameToken(): TokenNotAcceptedYetError {
  return new TokenNotAcceptedYetError('the one that it gives out it refuses');
}
