import { randomInt } from 'node:crypto';
import { encrypt, getSignature } from '@wecom/crypto';
import type { SimulatedApp } from './app';
import type { Chance } from './chance';
import { writeXml, type XmlFields } from './xml';

/** The callback secrets of an app, with the company that goes into the ciphertext. */
export type CallbackSecrets = Pick<SimulatedApp, 'agentId' | 'token' | 'encodingAesKey'> & { corpId: string };

/** How the envelope of an event without AgentID looks is not documented. */
const WITHOUT_AGENT: [XmlFields, XmlFields] = [{}, { AgentID: '' }];

/** Encrypts and signs a callback anew, as each attempt does. @param now ms */
export function sealCallback(
  secrets: CallbackSecrets,
  fields: XmlFields,
  now: number,
  chance: Chance,
): { query: string; body: string } {
  const sealed = encrypt(secrets.encodingAesKey, writeXml(fields, chance), secrets.corpId);
  const agent =
    fields['AgentID'] === undefined ? chance.oneOf(WITHOUT_AGENT) : { AgentID: String(secrets.agentId) };
  const envelope = { ToUserName: secrets.corpId, ...agent, Encrypt: sealed };
  return { query: signedQuery(secrets.token, sealed, now), body: writeXml(envelope, chance) };
}

/** A URL check: digits that a Number would change, in base64 that holds `+` and `/` [D90238]. @param now ms */
export function sealUrlCheck(
  secrets: CallbackSecrets,
  now: number,
  chance: Chance,
): { query: string; echo: string } {
  for (;;) {
    const echo = chance.digits(chance.oneOf([19, 20, 21, 22, 23]));
    const sealed = encrypt(secrets.encodingAesKey, echo, secrets.corpId);
    if (String(Number(echo)) === echo || !sealed.includes('+') || !sealed.includes('/')) continue;
    const encoding = chance.oneOf([encodeURIComponent, withLowerCaseHex, withBareSlash]);
    return { query: `${signedQuery(secrets.token, sealed, now)}&echostr=${encoding(sealed)}`, echo };
  }
}

function signedQuery(token: string, sealed: string, now: number): string {
  const timestamp = Math.floor(now / 1000);
  const nonce = randomInt(100_000_000, 4_000_000_000);
  return `msg_signature=${getSignature(token, timestamp, nonce, sealed)}&timestamp=${timestamp}&nonce=${nonce}`;
}

function withLowerCaseHex(text: string): string {
  return encodeURIComponent(text).replaceAll(/%../g, (code) => code.toLowerCase());
}

/** A slash needs no encoding in a query; whether a bare `+` can ever come is not known, so none does. */
function withBareSlash(text: string): string {
  return encodeURIComponent(text).replaceAll('%2F', '/');
}
