import { decrypt, isSignedBy, WecomCryptoError } from '../../lambda/wecom/crypto';
import { parseXmlMessage, XmlError } from '../../lambda/wecom/xml';
import type { CallbackCredentials } from './credentials';
import type { Finding } from './findings';
import { wordsOf } from './words';

/** What is wrong with a 200 to a message: WeCom takes an empty body, `success`, or an encrypted reply [D90238]. */
export function messageFindings(body: Buffer, credentials: CallbackCredentials): Finding[] {
  const answer = body.toString();
  if (answer === '' || answer === 'success') return [];
  const reply = replyIn(answer);
  if (!reply) return [{ code: 'message-answer', words: wordsOf(answer) }];
  return isFor(credentials, reply) ? [] : [{ code: 'broken-reply' }];
}

interface PassiveReply {
  readonly ciphertext: string;
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
}

function replyIn(answer: string): PassiveReply | undefined {
  try {
    const xml = parseXmlMessage(answer);
    const text = (name: string): string => xml.text(name)?.trim() ?? '';
    const ciphertext = text('Encrypt');
    if (ciphertext === '') return undefined;
    return {
      ciphertext,
      signature: text('MsgSignature'),
      timestamp: text('TimeStamp'),
      nonce: text('Nonce'),
    };
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}

function isFor({ token, key, corpId }: CallbackCredentials, reply: PassiveReply): boolean {
  if (!isSignedBy(token, reply)) return false;
  try {
    return decrypt(key, reply.ciphertext).receiveId === corpId;
  } catch (error) {
    if (error instanceof WecomCryptoError) return false;
    throw error;
  }
}
