import type { ApiAnswer } from './answer';
import type { WecomApi, WriteOptions } from './api';
import { MemberUnreachableError, WecomLimitError } from './errors';
import { jsonPayload } from './http';
import type { OutgoingMessage } from './outgoing-message';
import type { Receivers } from './receivers';

/** A message that WeCom took. */
export interface SentMessage {
  /** By which it can be recalled. */
  readonly msgid: string | undefined;
  /** By which a card can be changed once, within 72 h; only cards that can be answered have one. */
  readonly responseCode: string | undefined;
}

export interface SendOptions extends WriteOptions {
  /** WeCom drops the message if the same was sent to the same receivers within so many seconds, at most 14400. */
  readonly duplicateCheckSeconds?: number;
}

/** The one call by which members are sent something. */
export const MESSAGE_SEND = 'message/send';

/** WeCom cuts what is longer, or refuses it with 45002. */
const MAX_TEXT_BYTES = 2048;
const MAX_ARTICLES = 8;

/**
 * `message/send` to one member [D90236]. Above 30 in a minute or 1000 in an hour WeCom drops it in silence [D90312].
 * @throws WecomLimitError, WecomApiError, MemberUnreachableError: it was not sent; WecomUnreachableError: it may have been
 */
export async function sendMessage(
  api: WecomApi,
  app: string,
  member: string,
  message: OutgoingMessage,
  options: SendOptions = {},
): Promise<SentMessage> {
  const answer = await post(api, app, { touser: member }, message, options);
  for (const list of ['invaliduser', 'unlicenseduser'] as const) {
    if (lists(answer, list, member)) throw new MemberUnreachableError(member, list);
  }
  // Not demanded: a message that was taken must not look as if it had not been.
  return { msgid: answer.optionalText('msgid'), responseCode: answer.optionalText('response_code') };
}

/** Those of a message's receivers whom WeCom left out, by the lists of its answer; each as it names them: `a|b`. */
export type LeftOut = Partial<
  Record<'invaliduser' | 'invalidparty' | 'invalidtag' | 'unlicenseduser', string>
>;

/**
 * `message/send` to many [D90236]. Who gets too much from the app gets this neither, and WeCom does not say so [D90312].
 * @returns whom it left out: it was sent to all others
 * @throws WecomLimitError, WecomApiError (81013: all are left out): it was not sent; WecomUnreachableError: it may have been
 */
export async function sendToMany(
  api: WecomApi,
  app: string,
  receivers: Receivers,
  message: OutgoingMessage,
  options: SendOptions = {},
): Promise<LeftOut> {
  const answer = await post(api, app, receivers, message, options);
  const lists = ['invaliduser', 'invalidparty', 'invalidtag', 'unlicenseduser'] as const;
  return Object.fromEntries(
    lists.map((list) => [list, answer.optionalText(list)]).filter(([, left]) => left !== undefined),
  ) as LeftOut;
}

/**
 * `message/recall`: within 24 h, by the app that sent it, and not in personal WeChat [D94867].
 * @throws WecomApiError, WecomUnreachableError
 */
export async function recallMessage(api: WecomApi, app: string, msgid: string): Promise<void> {
  await api.write(app, { api: 'message/recall', body: jsonPayload({ msgid }) });
}

async function post(
  api: WecomApi,
  app: string,
  receivers: Partial<Receivers>,
  message: OutgoingMessage,
  { duplicateCheckSeconds, ...options }: SendOptions,
): Promise<ApiAnswer> {
  checkLimits(message);
  const body = jsonPayload({
    ...receivers,
    agentid: await api.agentIdOf(app),
    ...message,
    ...(duplicateCheckSeconds !== undefined && {
      enable_duplicate_check: 1,
      duplicate_check_interval: duplicateCheckSeconds,
    }),
  });
  return api.write(app, { api: MESSAGE_SEND, body }, options);
}

function checkLimits(message: OutgoingMessage): void {
  if (message.msgtype === 'text') checkText(message.text.content);
  if (message.msgtype === 'markdown') checkText(message.markdown.content);
  if (message.msgtype === 'news' && message.news.articles.length > MAX_ARTICLES) {
    throw new WecomLimitError(
      `${message.news.articles.length} articles are more than ${MAX_ARTICLES} [D90236]`,
      'Send several messages.',
    );
  }
}

function checkText(content: string): void {
  const bytes = Buffer.byteLength(content);
  if (bytes <= MAX_TEXT_BYTES) return;
  throw new WecomLimitError(
    `A text of ${bytes} bytes is longer than ${MAX_TEXT_BYTES} [D90236]`,
    'Split it into parts.',
  );
}

/** Lists of userids come as `a|b`, in lower case. */
function lists(answer: ApiAnswer, list: string, member: string): boolean {
  return answer.optionalText(list)?.split('|').includes(member.toLowerCase()) ?? false;
}
