import { decrypt, getSignature } from '@wecom/crypto';
import type { CallbackSecrets } from './envelope';
import { cutAtLimit } from './text-limit';
import { readXml } from './xml';

/** The body of a callback's answer is no passive reply that WeCom would take [D90238]. */
export class PassiveReplyError extends Error {
  readonly code = 'PASSIVE_REPLY_REFUSED';
}

/**
 * Checks signature, decryption and receive id of a passive reply, and that it goes from the company to `member`.
 * @returns what the member sees
 * @throws PassiveReplyError that names what is wrong
 */
export function openPassiveReply(
  secrets: CallbackSecrets,
  member: string,
  body: string,
): { msgtype: string; content: string; cut?: true } {
  const envelope = readElements(body, 'the body');
  const sealed = required(envelope, 'Encrypt');
  const timestamp = required(envelope, 'TimeStamp');
  if (!/^\d+$/.test(timestamp)) throw new PassiveReplyError('TimeStamp is not in seconds');
  const expected = getSignature(secrets.token, timestamp, required(envelope, 'Nonce'), sealed);
  if (required(envelope, 'MsgSignature') !== expected) throw new PassiveReplyError('MsgSignature is wrong');
  const reply = readElements(openSealed(secrets, sealed), 'the decrypted reply');
  const to = required(reply, 'ToUserName');
  const from = required(reply, 'FromUserName');
  if (to.toLowerCase() !== member.toLowerCase() || from !== secrets.corpId)
    throw new PassiveReplyError('ToUserName must be the member and FromUserName the CorpID');
  required(reply, 'CreateTime');
  const msgtype = required(reply, 'MsgType');
  // Refused rather than ignored, so that no test passes with a kind that nobody has simulated.
  if (msgtype !== 'text')
    throw new PassiveReplyError(`the simulator takes passive text only, not ${msgtype}`);
  return { msgtype, ...cutAtLimit(required(reply, 'Content')) };
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

function readElements(document: string, what: string): Map<string, string> {
  try {
    return readXml(document);
  } catch (error) {
    throw new PassiveReplyError(`${what} is not WeCom's XML: ${String(error)}`);
  }
}

function required(fields: Map<string, string>, name: string): string {
  const value = fields.get(name);
  if (value === undefined || value === '') throw new PassiveReplyError(`${name} is missing`);
  return value;
}
