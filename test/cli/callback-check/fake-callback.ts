import type { ServerResponse } from 'node:http';
import * as tencent from '@wecom/crypto';
import { serveLocally } from '../../../local/http';
import { sealed } from '../../support/callback-request';

/** What the fake callback is set up with. */
export const CREDENTIALS = {
  corpId: 'ww1234567890abcdef',
  agentId: 1000002,
  token: 'QDG6eKxTokenOfTheTest',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
} as const;

/** A way to answer once the request was opened. @param plaintext what was inside */
export type Responder = (response: ServerResponse, plaintext: string) => void;

/** What a test changes of a callback that would otherwise be right. */
export interface FakeBehaviour {
  readonly check?: Responder;
  readonly message?: Responder;
  /** To what is wrongly signed. @default 401 */
  readonly refuse?: Responder;
  /** Where signatures are not checked. */
  readonly trusts?: 'GET' | 'POST';
}

/** A callback that works as Tencent's package does. */
export interface FakeCallback {
  readonly url: string;
  /** Every request that was taken for genuine, in order. */
  readonly opened: { readonly method: string; readonly plaintext: string; readonly query: string }[];
  close(): Promise<void>;
}

const send: Responder = (response, plaintext) => response.end(plaintext);
const refuse: Responder = (response) => response.writeHead(401).end('wrong signature');
const acknowledge: Responder = (response) => response.end();

export async function startFakeCallback(behaviour: FakeBehaviour = {}): Promise<FakeCallback> {
  const opened: FakeCallback['opened'] = [];
  const server = await serveLocally(0, ({ method, url, rawQuery, body }, response) => {
    const parameter = (name: string): string => url.searchParams.get(name) ?? '';
    const ciphertext =
      method === 'GET'
        ? parameter('echostr')
        : (/<Encrypt><!\[CDATA\[(.*)\]\]><\/Encrypt>/.exec(body.toString())?.[1] ?? '');
    const signature = tencent.getSignature(
      CREDENTIALS.token,
      parameter('timestamp'),
      parameter('nonce'),
      ciphertext,
    );
    if (signature !== parameter('msg_signature') && behaviour.trusts !== method) {
      (behaviour.refuse ?? refuse)(response, '');
      return;
    }
    const plaintext = tencent.decrypt(CREDENTIALS.encodingAesKey, ciphertext).message;
    opened.push({ method, plaintext, query: rawQuery });
    const respond = method === 'GET' ? (behaviour.check ?? send) : (behaviour.message ?? acknowledge);
    respond(response, plaintext);
  });
  return { url: `${server.url}/wxcomapp`, opened, close: () => server.close() };
}

/** A passive reply of these parties [D90238]. */
export function passiveReply(credentials: {
  corpId: string;
  agentId: number;
  token: string;
  encodingAesKey: string;
}): string {
  const { ciphertext, query } = sealed(credentials, '<xml><MsgType>text</MsgType></xml>');
  return (
    `<xml><Encrypt><![CDATA[${ciphertext}]]></Encrypt><MsgSignature>${query.get('msg_signature') ?? ''}</MsgSignature>` +
    `<TimeStamp>${query.get('timestamp') ?? ''}</TimeStamp><Nonce>${query.get('nonce') ?? ''}</Nonce></xml>`
  );
}
