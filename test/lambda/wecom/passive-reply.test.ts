import { decrypt, getSignature } from '@wecom/crypto';
import { parseEncodingAesKey } from '../../../lambda/wecom/crypto';
import { passiveReply } from '../../../lambda/wecom/passive-reply';
import { parseXmlMessage } from '../../../lambda/wecom/xml';

const ENCODING_AES_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const seal = { corpId: 'ww1', token: 'QDG6eK', key: parseEncodingAesKey(ENCODING_AES_KEY) };

/** What Tencent's own package makes of a reply. */
function opened(reply: string) {
  const envelope = parseXmlMessage(reply);
  const of = (name: string): string => envelope.text(name) ?? '';
  const { message, id } = decrypt(ENCODING_AES_KEY, of('Encrypt'));
  return {
    isSigned: of('MsgSignature') === getSignature(seal.token, of('TimeStamp'), of('Nonce'), of('Encrypt')),
    timestamp: of('TimeStamp'),
    nonce: of('Nonce'),
    receiveId: id,
    message: parseXmlMessage(message),
  };
}

it.each(['请等一等 👋', 'a < b && c > d ]]> "e"', 'two\nlines', '<![CDATA[x]]>'])(
  "a reply is opened by Tencent's package, from the company to the member: %j",
  (content) => {
    const random = Buffer.from('0123456789abcdef0123456789abcdef');
    const { message, ...rest } = opened(
      passiveReply(seal, { to: 'ZhangSan', content, at: 1348831860_999 }, random),
    );
    expect(rest).toEqual({
      isSigned: true,
      timestamp: '1348831860',
      nonce: Buffer.from('0123456789abcdef').toString('hex'),
      receiveId: 'ww1',
    });
    expect(
      ['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'Content'].map((name) => message.text(name)),
    ).toEqual(['ZhangSan', 'ww1', '1348831860', 'text', content]);
  },
);

it('no two replies look the same', () => {
  const text = { to: 'a', content: 'b', at: 0 };
  const [one, other] = [1, 2].map((byte) => passiveReply(seal, text, Buffer.alloc(32, byte)));
  expect(one).not.toBe(other);
  expect(opened(one ?? '').nonce).not.toBe(opened(other ?? '').nonce);
});
