import { randomBytes } from 'node:crypto';
import * as tencent from '@wecom/crypto';
import type { CallbackCredentials } from './running-stack';

/** What a test changes of a request that would otherwise be right. */
export interface Forgery {
  readonly token?: string;
  readonly receiveId?: string;
  /** Seconds since epoch, as text. */
  readonly timestamp?: string;
  readonly signature?: string;
}

/** Signs and encrypts as WeCom does, by Tencent's own package. */
export function sealed(
  { token, encodingAesKey, corpId }: CallbackCredentials,
  plaintext: string,
  forgery: Forgery = {},
): { ciphertext: string; query: URLSearchParams } {
  const ciphertext = tencent.encrypt(encodingAesKey, plaintext, forgery.receiveId ?? corpId);
  const timestamp = forgery.timestamp ?? String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(5).toString('hex');
  const signature =
    forgery.signature ?? tencent.getSignature(forgery.token ?? token, timestamp, nonce, ciphertext);
  return { ciphertext, query: new URLSearchParams({ msg_signature: signature, timestamp, nonce }) };
}

/** The URL check, as 保存 sends it. */
export function urlCheck(url: string, credentials: CallbackCredentials, echostr: string, forgery?: Forgery) {
  const { ciphertext, query } = sealed(credentials, echostr, forgery);
  query.set('echostr', ciphertext);
  return fetch(`${url}?${query.toString()}`);
}

/** A callback with this XML inside. */
export function callback(url: string, credentials: CallbackCredentials, xml: string, forgery?: Forgery) {
  const { ciphertext, query } = sealed(credentials, xml, forgery);
  const body = `<xml><ToUserName>${credentials.corpId}</ToUserName><AgentID>${credentials.agentId}</AgentID><Encrypt>${ciphertext}</Encrypt></xml>`;
  return fetch(`${url}?${query.toString()}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/xml' },
  });
}

/** The XML of a text message. */
export function textXml(
  { corpId, agentId }: CallbackCredentials,
  from: string,
  content: string,
  msgId = BigInt(`0x4${randomBytes(7).toString('hex')}`).toString(),
): string {
  return (
    `<xml><ToUserName>${corpId}</ToUserName><FromUserName>${from}</FromUserName><CreateTime>1348831860</CreateTime>` +
    `<MsgType>text</MsgType><Content><![CDATA[${content}]]></Content><MsgId>${msgId}</MsgId><AgentID>${agentId}</AgentID></xml>`
  );
}
