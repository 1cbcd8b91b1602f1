import { encrypt, sign, type AesKey } from './crypto';

/** What a passive reply is sealed with: the same values that opened the callback which it answers. */
export interface Seal {
  readonly corpId: string;
  readonly token: string;
  readonly key: AesKey;
}

/** A text in answer to a callback. */
export interface PassiveText {
  /** The member's UserID as the callback spelled it. */
  readonly to: string;
  /** At most 2048 bytes; WeCom cuts off the rest. */
  readonly content: string;
  /** When it was written; ms since epoch. */
  readonly at: number;
}

/**
 * The body of a 200 that answers a callback by a text: encrypted, and the parties swapped [D90238, D90241].
 * @param random 32 bytes that nobody can guess
 */
export function passiveReply({ corpId, token, key }: Seal, text: PassiveText, random: Buffer): string {
  const timestamp = String(Math.floor(text.at / 1000));
  const message = xml(
    ['ToUserName', cdata(text.to)],
    ['FromUserName', cdata(corpId)],
    ['CreateTime', timestamp],
    ['MsgType', cdata('text')],
    ['Content', cdata(text.content)],
  );
  const ciphertext = encrypt(key, { message, receiveId: corpId }, random.subarray(0, 16));
  const nonce = random.toString('hex', 16, 32);
  return xml(
    ['Encrypt', cdata(ciphertext)],
    ['MsgSignature', cdata(sign(token, timestamp, nonce, ciphertext))],
    ['TimeStamp', timestamp],
    ['Nonce', cdata(nonce)],
  );
}

function xml(...elements: readonly (readonly [name: string, content: string])[]): string {
  return `<xml>${elements.map(([name, content]) => `<${name}>${content}</${name}>`).join('')}</xml>`;
}

/** What would end the section early is parted between two. */
function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
