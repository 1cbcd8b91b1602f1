import { encrypt, sign } from '../../lambda/wecom/crypto';
import type { Call } from './call';
import type { CallbackCredentials } from './credentials';

/** What a request is made with. */
export interface Sealing {
  readonly credentials: CallbackCredentials;
  /** E.g. that of node:crypto. */
  readonly randomBytes: (size: number) => Buffer;
  /** Milliseconds since epoch. */
  readonly now: number;
}

/** A text of 18 or 19 digits, as WeCom draws them; odd and above 2^53, so that a number could not keep it. */
export function newEcho(randomBytes: (size: number) => Buffer): string {
  return (BigInt(`0x4${randomBytes(7).toString('hex')}`) | 1n).toString();
}

/** The URL check that 保存 sends [D90238]. */
export function urlCheck(url: URL, echo: string, sealing: Sealing): Call {
  const { ciphertext, query } = sealed(echo, sealing);
  query.set('echostr', ciphertext);
  return { url: withQuery(url, query) };
}

/** A message about nobody: an event of a name that WeCom has not, so that whoever gets it leaves it alone [D90240]. */
export function unknownEvent(url: URL, sealing: Sealing): Call {
  const { corpId, agentId } = sealing.credentials;
  const { ciphertext, query } = sealed(
    `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName>` +
      `<CreateTime>${secondsOf(sealing)}</CreateTime><MsgType><![CDATA[event]]></MsgType>` +
      `<Event><![CDATA[callback_check]]></Event><AgentID>${agentId}</AgentID></xml>`,
    sealing,
  );
  return {
    url: withQuery(url, query),
    xml:
      `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><AgentID><![CDATA[${agentId}]]></AgentID>` +
      `<Encrypt><![CDATA[${ciphertext}]]></Encrypt></xml>`,
  };
}

function sealed(message: string, sealing: Sealing): { ciphertext: string; query: URLSearchParams } {
  const { credentials, randomBytes } = sealing;
  const ciphertext = encrypt(credentials.key, { message, receiveId: credentials.corpId }, randomBytes(16));
  const timestamp = secondsOf(sealing);
  const nonce = randomBytes(5).toString('hex');
  const signature = sign(credentials.token, timestamp, nonce, ciphertext);
  return { ciphertext, query: new URLSearchParams({ msg_signature: signature, timestamp, nonce }) };
}

function secondsOf({ now }: Sealing): string {
  return String(Math.floor(now / 1000));
}

/** Behind what the URL brings along, which stays as it is. */
function withQuery(url: URL, query: URLSearchParams): URL {
  const target = new URL(url);
  target.search = [url.search.slice(1), query.toString()].filter(Boolean).join('&');
  return target;
}
