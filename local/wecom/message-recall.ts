import type { ApiRequest, ApiResult } from './api';
import { WecomError } from './errors';

const RECALLABLE_MS = 24 * 3_600_000;

/**
 * Does message/recall [D94867]: within 24 h, by the app that sent it.
 * @throws WecomError 40058 for a message of another app, as documented; for one unknown or too old, for want of another
 */
export function recallMessage({ app, json, now }: ApiRequest): ApiResult {
  const msgid = json.string('msgid');
  if (msgid === '') throw new WecomError(40063);
  const having = app
    .knownMembers()
    .filter(({ messages }) =>
      messages.some((sent) => sent.msgid === msgid && sent.time > now - RECALLABLE_MS),
    );
  const recalled = app.changeSent(msgid, having, ({ direction, msgtype, time }) => ({
    direction,
    msgtype,
    content: '',
    time,
    msgid,
    recalled: true,
  }));
  if (recalled === 0) throw new WecomError(40058, {}, 'invalid msgid');
  return { fields: {} };
}
