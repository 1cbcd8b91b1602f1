import { UnfilledCredentialsError } from '../shared/credentials';
import { WRONG_CREDENTIALS, type AccessTokens, type AppCredentials } from './access-token';
import { answerIn, fileIn, type ApiAnswer } from './answer';
import { meaningOf } from './error-codes';
import { CredentialsUnreadableError, WecomApiError } from './errors';
import { exchange, JSON_LIMITS, type ApiCall, type Limits, type Reply } from './http';
import { tryReading, tryWriting, type Backoff } from './retries';

/** How old a Secret may be that is read again because WeCom refused it: messages that fail together read it once. */
const FRESH_MS = 1_000;

/** How a call that changes something is made. */
export interface WriteOptions {
  readonly limits?: Limits;
  /** Called right before each exchange, when all that comes before it is done; what it throws calls the exchange off. */
  readonly mayStart?: () => void;
}

/**
 * The server API, called in the name of an app. A token that is refused is replaced once, and the call made once more:
 * the refused call had no effect [D91039]. Every call also throws UnfilledCredentialsError, CredentialsUnreadableError
 * and TokenNotAcceptedYetError, by all of which WeCom was not called.
 */
export class WecomApi {
  constructor(
    private readonly baseUrl: string,
    private readonly tokens: AccessTokens,
    /** @param maxAgeMs how old they may be @default the reader's own */
    private readonly credentialsOf: (app: string, maxAgeMs?: number) => Promise<AppCredentials>,
    private readonly backoff: Backoff,
  ) {}

  /** What the calls name the app by. */
  async agentIdOf(app: string): Promise<number> {
    return (await this.credentials(app)).agentId;
  }

  /** Makes ready what a call needs, so that nothing comes before its exchange. @throws WecomApiError, WecomUnreachableError */
  async prepare(app: string): Promise<void> {
    await this.token(app);
  }

  /** Reads the credentials again. @returns whether others have been entered since they were read */
  async haveChanged(app: string): Promise<boolean> {
    const kept = await this.credentials(app);
    const fresh = await this.credentials(app, FRESH_MS);
    return fresh.secretVersion !== kept.secretVersion;
  }

  /**
   * Makes a call that changes something: up to three times while it certainly had no effect, and never again once
   * nobody knows.
   * @throws WecomApiError, WecomUnreachableError
   */
  async write(
    app: string,
    call: ApiCall,
    { limits = JSON_LIMITS, mayStart }: WriteOptions = {},
  ): Promise<ApiAnswer> {
    return this.withToken(app, call, (authorised) =>
      tryWriting(async () => {
        mayStart?.();
        const answer = answerIn(authorised, await exchange(this.baseUrl, authorised, limits));
        // Often its only evidence; what a proxy made up has none.
        answer.number('errcode');
        return answer;
      }, this.backoff),
    );
  }

  /**
   * Makes a call that changes nothing, up to three times.
   * @throws WecomApiError, WecomUnreachableError
   */
  async read(app: string, call: ApiCall, limits = JSON_LIMITS): Promise<ApiAnswer> {
    return this.withToken(app, call, (authorised) =>
      tryReading(
        async () => answerIn(authorised, await exchange(this.baseUrl, authorised, limits)),
        this.backoff,
      ),
    );
  }

  /** As `read`, of a file. @throws WecomApiError, WecomUnreachableError, AnswerTooLargeError above the limit */
  async download(app: string, call: ApiCall, limits: Limits): Promise<Reply> {
    return this.withToken(app, call, (authorised) =>
      tryReading(
        async () => fileIn(authorised, await exchange(this.baseUrl, authorised, limits)),
        this.backoff,
      ),
    );
  }

  private async withToken<T>(app: string, call: ApiCall, make: (call: ApiCall) => Promise<T>): Promise<T> {
    const authorised = (token: string): ApiCall => ({
      ...call,
      query: { ...call.query, access_token: token },
    });
    const token = await this.token(app);
    try {
      return await make(authorised(token));
    } catch (error) {
      const isRefused =
        error instanceof WecomApiError && meaningOf(error.errcode).handling === 'refresh-token';
      if (!isRefused) throw error;
      return make(authorised(await this.token(app, token)));
    }
  }

  /** A Secret that WeCom refuses may have been entered anew since it was read. */
  private async token(app: string, refused?: string): Promise<string> {
    const credentials = await this.credentials(app);
    try {
      return await this.tokens.get(app, credentials, refused);
    } catch (error) {
      if (!(error instanceof WecomApiError) || !WRONG_CREDENTIALS.includes(error.errcode)) throw error;
      const fresh = await this.credentials(app, FRESH_MS);
      if (fresh.secretVersion === credentials.secretVersion) throw error;
      return this.tokens.get(app, fresh, refused);
    }
  }

  private async credentials(app: string, maxAgeMs?: number): Promise<AppCredentials> {
    try {
      return await this.credentialsOf(app, maxAgeMs);
    } catch (error) {
      if (error instanceof UnfilledCredentialsError) throw error;
      throw new CredentialsUnreadableError(app, error);
    }
  }
}
