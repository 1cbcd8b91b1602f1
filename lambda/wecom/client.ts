import type { Messenger } from '../chat/ports';
import type { AccessTokens, AppCredentials } from './access-token';
import { MemberUnreachableError, WecomApiError } from './errors';
import { callWecom, type ApiAnswer } from './http';

/** errcodes after which one new token and one retry help [D91039, D90313]. */
const TOKEN_REFUSED = new Set([40001, 40014, 42001]);

/** Sends messages to members through WeCom's server API. */
export class WecomClient implements Messenger {
  constructor(
    private readonly wecomApi: string,
    private readonly tokens: AccessTokens,
    private readonly credentialsOf: (app: string) => Promise<AppCredentials>,
  ) {}

  /**
   * `message/send` of one text, at most 2048 bytes [D90236].
   * @throws WecomApiError, WecomUnreachableError, MemberUnreachableError
   */
  async sendText(app: string, member: string, text: string): Promise<void> {
    const credentials = await this.credentialsOf(app);
    const answer = await this.withToken(app, credentials, (token) =>
      callWecom(this.wecomApi, {
        api: 'message/send',
        query: { access_token: token },
        body: { touser: member, msgtype: 'text', agentid: credentials.agentId, text: { content: text } },
      }),
    );
    for (const list of ['invaliduser', 'unlicenseduser'] as const) {
      if (lists(answer[list], member)) throw new MemberUnreachableError(member, list);
    }
  }

  private async withToken(
    app: string,
    credentials: AppCredentials,
    call: (token: string) => Promise<ApiAnswer>,
  ): Promise<ApiAnswer> {
    const token = await this.tokens.get(app, credentials);
    try {
      return await call(token);
    } catch (error) {
      if (!(error instanceof WecomApiError && TOKEN_REFUSED.has(error.errcode))) throw error;
      return call(await this.tokens.get(app, credentials, token));
    }
  }
}

/** Lists of userids come as `a|b`, in lower case. */
function lists(list: unknown, member: string): boolean {
  return typeof list === 'string' && list.split('|').includes(member.toLowerCase());
}
