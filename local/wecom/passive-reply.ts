import { decrypt, getSignature } from '@wecom/crypto';
import type { App } from './app';
import type { Callback } from './callback';
import type { Corp } from './corp';
import type { CallbackSecrets } from './envelope';
import { readPassiveCard, readPassiveMessage } from './passive-content';
import { PassiveReplyError, requiredText } from './passive-reply-error';
import { readXml, textField, type XmlNode } from './xml';

/**
 * Does what WeCom does with the body of a callback's answer [D90238]: checks it, and shows it to the member.
 * @returns why it is ignored; undefined if it was shown
 */
export function takePassiveReply(corp: Corp, callback: Callback, body: string): string | undefined {
  const { app, member, message } = callback;
  try {
    if (message.takes === 'none') throw new PassiveReplyError(`${message.content} takes no passive reply`);
    const reply = openPassiveReply({ ...app.settings, corpId: corp.id }, member, body);
    const now = corp.clock();
    const hasMedia = (id: string, kind: string): boolean => corp.media.find(id, now)?.kind === kind;
    if (message.takes === 'card changes') changeCard(app, callback, reply, hasMedia);
    else {
      const shown = readPassiveMessage(reply, hasMedia);
      app.member(member).messages.push({ ...shown, direction: 'out', time: now, passive: true });
    }
    return undefined;
  } catch (error) {
    if (error instanceof PassiveReplyError) return error.message;
    throw error;
  }
}

/** The card of the event changes on the phone of the member who pressed it, and on no other. */
function changeCard(
  app: App,
  { member, message }: Callback,
  reply: readonly XmlNode[],
  hasMedia: (id: string, kind: string) => boolean,
): void {
  const change = readPassiveCard(reply, hasMedia);
  const taskId = textField(message.fields, 'TaskId');
  const card = app.cards.withTask(taskId);
  const changed = card ? app.changeSent(card.msgid, [app.member(member)], change) : 0;
  if (changed === 0) throw new PassiveReplyError(`${member} has no card with the TaskId ${taskId}`);
}

/**
 * Checks signature, decryption and receive id of a passive reply, and that it goes from the company to `member`.
 * @returns the elements of the reply
 * @throws PassiveReplyError that names what is wrong
 */
function openPassiveReply(secrets: CallbackSecrets, member: string, body: string): readonly XmlNode[] {
  const envelope = readElements(body, 'the body');
  const sealed = requiredText(envelope, 'Encrypt');
  const timestamp = requiredText(envelope, 'TimeStamp');
  if (!/^\d+$/.test(timestamp)) throw new PassiveReplyError('TimeStamp is not in seconds');
  const expected = getSignature(secrets.token, timestamp, requiredText(envelope, 'Nonce'), sealed);
  if (requiredText(envelope, 'MsgSignature') !== expected)
    throw new PassiveReplyError('MsgSignature is wrong');
  const reply = readElements(openSealed(secrets, sealed), 'the decrypted reply');
  const to = requiredText(reply, 'ToUserName');
  const from = requiredText(reply, 'FromUserName');
  if (to.toLowerCase() !== member.toLowerCase() || from !== secrets.corpId)
    throw new PassiveReplyError('ToUserName must be the member and FromUserName the CorpID');
  requiredText(reply, 'CreateTime');
  return reply;
}

/** What Tencent's package leaves unchecked is checked here: blocks of 32 bytes, and the receive id. */
function openSealed(secrets: CallbackSecrets, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length === 0 || bytes.length % 32 !== 0)
    throw new PassiveReplyError('Encrypt is not padded to blocks of 32 bytes');
  const { message, id } = decryptOrRefuse(secrets.encodingAesKey, sealed);
  if (id !== secrets.corpId) throw new PassiveReplyError('the receive id in Encrypt is not the CorpID');
  return message;
}

function decryptOrRefuse(key: string, sealed: string): { message: string; id: string } {
  try {
    return decrypt(key, sealed);
  } catch {
    throw new PassiveReplyError('Encrypt cannot be decrypted');
  }
}

function readElements(document: string, what: string): readonly XmlNode[] {
  try {
    return readXml(document);
  } catch (error) {
    throw new PassiveReplyError(`${what} is not WeCom's XML: ${String(error)}`);
  }
}
