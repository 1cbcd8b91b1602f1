import type { AccessTokens, AppCredentials } from './access-token';
import { answerIn, fileIn, type ApiAnswer } from './answer';
import { meaningOf } from './error-codes';
import { WecomApiError } from './errors';
import { exchange, JSON_LIMITS, type ApiCall, type Limits, type Reply } from './http';
import { tryReading, type Backoff } from './retries';

/**
 * The server API, called in the name of an app. A token that is refused is replaced once, and the call made once more;
 * in both cases the refused call had no effect [D91039].
 */
export class WecomApi {
  constructor(
    private readonly baseUrl: string,
    private readonly tokens: AccessTokens,
    private readonly credentialsOf: (app: string) => Promise<AppCredentials>,
    private readonly backoff: Backoff,
  ) {}

  /** What the calls name the app by. */
  async agentIdOf(app: string): Promise<number> {
    return (await this.credentialsOf(app)).agentId;
  }

  /**
   * Makes a call that changes something: not tried again, since nobody knows whether a broken one had effect.
   * @throws WecomApiError, WecomUnreachableError
   */
  async write(app: string, call: ApiCall, limits = JSON_LIMITS): Promise<ApiAnswer> {
    return this.withToken(app, call, async (authorised) => {
      const answer = answerIn(authorised, await exchange(this.baseUrl, authorised, limits));
      // Often its only evidence; what a proxy made up has none.
      answer.number('errcode');
      return answer;
    });
  }

  /**
   * Makes a call that changes nothing, up to three times.
   * @throws WecomApiError, WecomUnreachableError
   */
  async read(app: string, call: ApiCall): Promise<ApiAnswer> {
    return this.withToken(app, call, (authorised) =>
      tryReading(async () => answerIn(authorised, await exchange(this.baseUrl, authorised)), this.backoff),
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
    const credentials = await this.credentialsOf(app);
    const authorised = (token: string): ApiCall => ({
      ...call,
      query: { ...call.query, access_token: token },
    });
    const token = await this.tokens.get(app, credentials);
    try {
      return await make(authorised(token));
    } catch (error) {
      const isRefused =
        error instanceof WecomApiError && meaningOf(error.errcode).handling === 'refresh-token';
      if (!isRefused) throw error;
      return make(authorised(await this.tokens.get(app, credentials, token)));
    }
  }
}
