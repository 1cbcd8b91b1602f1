import * as tencent from '@wecom/crypto';
import type { CallbackCredentials } from '../support/running-stack';
import type { Chance } from './chance';
import { mutated, piece } from './mutations';

/** A request to send, and what is known of it. */
export interface FuzzedRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query as they go over the wire. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether its signature is right for what it covers: only then may anything come of it. */
  readonly isSigned: boolean;
}

/** Who is said to have written what is not signed: nobody may ever get an answer under this name. */
export const INTRUDER = 'intruder';

/** Draws a request: right in all but a few places, those chosen at random. */
export function drawRequest(credentials: CallbackCredentials, chance: Chance, now: number): FuzzedRequest {
  const isSigned = chance.below(3) === 0;
  const { corpId, encodingAesKey, token } = credentials;
  const plaintext = drawPlaintext(credentials, chance, isSigned);
  const receiveId = chance.below(8) === 0 ? mutated(corpId, chance) : corpId;
  const sealed = tencent.encrypt(encodingAesKey, plaintext, receiveId);
  const ciphertext = isSigned && chance.below(6) === 0 ? drawCiphertext(sealed, chance) : sealed;

  const age = chance.one(0, 0, 0, 3_000, 4_000, -4_000, 1e9);
  const timestamp = chance.below(20) === 0 ? piece(chance) : String(Math.floor(now / 1000) - age);
  const nonce = chance.below(20) === 0 ? piece(chance) : String(chance.below(1e9));
  const right = tencent.getSignature(token, timestamp, nonce, ciphertext);
  const signature = isSigned ? right : wrongSignature(right, chance);

  const method = chance.one('GET', 'POST', 'POST', 'POST');
  const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce });
  if (method === 'GET') query.set('echostr', ciphertext);
  const wholeTarget = `/wxcomapp${chance.one('', '/assistant')}?${query.toString()}`;
  const wholeBody = `<xml><ToUserName>${corpId}</ToUserName><Encrypt><![CDATA[${ciphertext}]]></Encrypt></xml>`;
  // What is changed after signing is not signed any more, or does not matter.
  return {
    method,
    target: isSigned || chance.below(3) > 0 ? wholeTarget : httpSafe(mutated(wholeTarget, chance)),
    headers: {
      'content-type': chance.one('text/xml', 'application/xml', 'application/json', 'image/png', 'x'),
    },
    body: method === 'GET' ? '' : isSigned || chance.below(3) > 0 ? wholeBody : mutated(wholeBody, chance),
    isSigned,
  };
}

/** What is inside: a message or an event, often with changes in it. */
function drawPlaintext({ corpId, agentId }: CallbackCredentials, chance: Chance, isSigned: boolean): string {
  // One in a hundred of those that are signed is a question, so that the worker has something to do.
  const isQuestion = isSigned && chance.below(100) === 0;
  const from = isSigned ? `fuzz-${chance.below(1e9)}` : INTRUDER;
  const kind = isQuestion
    ? `<MsgType>text</MsgType><Content>原样返回：好</Content>`
    : chance.one(
        '<MsgType>event</MsgType><Event>enter_agent</Event><EventKey></EventKey>',
        '<MsgType>event</MsgType><Event>template_card_event</Event><SelectedItems><SelectedItem><QuestionKey>q</QuestionKey><OptionIds><OptionId>o</OptionId></OptionIds></SelectedItem></SelectedItems>',
        '<MsgType>event</MsgType><Event>change_contact</Event>',
        '<MsgType>event</MsgType><Event>LOCATION</Event><Latitude>23</Latitude>',
      );
  const xml =
    `<xml><ToUserName>${corpId}</ToUserName><FromUserName>${from}</FromUserName><CreateTime>1348831860</CreateTime>` +
    `${kind}<MsgId>${chance.below(1e15)}</MsgId><AgentID>${agentId}</AgentID></xml>`;
  if (isQuestion) return xml;
  return chance.below(4) === 0 ? xml : mutated(xml, chance);
}

function drawCiphertext(sealed: string, chance: Chance): string {
  return chance.one(
    sealed.slice(0, -4),
    sealed.slice(4),
    chance.bytes(chance.below(200)).toString('base64'),
    mutated(sealed, chance)
      .replace(/[^\x21-\x7e]/g, 'A')
      .replace(/[<>&]/g, 'A'),
  );
}

/** Never the right one: some way off, or one character. */
function wrongSignature(right: string, chance: Chance): string {
  const at = chance.below(right.length);
  return chance.one(
    right.slice(0, at) + (right[at] === '0' ? '1' : '0') + right.slice(at + 1),
    right.slice(0, at),
    `${right}0`,
    right.toUpperCase() === right ? 'x' : right.toUpperCase(),
    chance.bytes(20).toString('hex'),
    piece(chance),
  );
}

/** What Node's client sends at all: the rest would fail on this side. */
function httpSafe(target: string): string {
  return `/${target.replace(/^\/+/, '').replace(/[^\x21-\x7e]/g, (character) => encodeURIComponent(character.toWellFormed()))}`;
}
