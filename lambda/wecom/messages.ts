import { parseEvent, type WecomEvent } from './events';
import { parseXmlMessage, XmlError, type XmlNode } from './xml';

/** What an ordinary message holds, by kind [D90239]. Media ids are good for three days. */
export type MessageBody =
  | { readonly kind: 'text'; readonly content: string }
  | { readonly kind: 'image'; readonly mediaId: string }
  | {
      readonly kind: 'voice';
      readonly mediaId: string;
      /** `amr` in practice. */
      readonly format: string;
      /** What WeCom made of the speech; not in the documents of self-built apps, but seen. */
      readonly recognition?: string;
    }
  | { readonly kind: 'video'; readonly mediaId: string; readonly thumbMediaId: string }
  | {
      readonly kind: 'location';
      readonly latitude: number;
      readonly longitude: number;
      readonly label: string;
    }
  | { readonly kind: 'link'; readonly title: string; readonly description: string; readonly url: string }
  /** Not in the documents of self-built apps, but seen. */
  | { readonly kind: 'file'; readonly mediaId: string; readonly fileName: string }
  /** Any other message type, by WeCom's name for it. */
  | { readonly kind: 'unknown'; readonly msgType: string };

interface Common {
  /** Seconds since epoch. */
  readonly createTime: number;
  /** Absent where the callback belongs to no app, e.g. change_contact [D90240]. */
  readonly agentId?: string;
}

/** An ordinary message of a member. */
export type MemberMessage = Common &
  MessageBody & {
    /** UserID as WeCom spells it. */
    readonly from: string;
    /** A string: it passes 2^53. */
    readonly msgId: string;
  };

/** Something that happened, by a member or around the app. */
export type EventMessage = Common &
  WecomEvent & {
    readonly kind: 'event';
    /** Empty, or `sys`, where no member caused it. */
    readonly from: string;
  };

/** A decrypted callback [D90239, D90240]. */
export type WecomMessage = MemberMessage | EventMessage;

/** A userid has up to 64 bytes, a MsgId 20 digits: what is far longer is not WeCom's, and would fill the queue. */
const MAX_ID_CHARACTERS = 128;

/** @throws XmlError */
export function parseWecomMessage(xml: string): WecomMessage {
  const node = parseXmlMessage(xml);
  const required = (name: string): string => {
    const text = node.text(name);
    if (!text) throw new XmlError(`it has no <${name}>`);
    return shortEnough(name, text);
  };

  const agentId = node.text('AgentID')?.trim();
  const common: Common = {
    createTime: seconds(required('CreateTime')),
    ...(agentId ? { agentId } : {}),
  };
  const msgType = required('MsgType').trim().toLowerCase();
  if (msgType === 'event') {
    return {
      ...common,
      kind: 'event',
      from: shortEnough('FromUserName', node.text('FromUserName') ?? ''),
      ...parseEvent(required('Event'), node),
    };
  }
  return { ...common, from: required('FromUserName'), msgId: required('MsgId'), ...parseBody(msgType, node) };
}

function shortEnough(name: string, text: string): string {
  if (text.length > MAX_ID_CHARACTERS) throw new XmlError(`its <${name}> is too long`);
  return text;
}

function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new XmlError('its <CreateTime> is no number');
  return value;
}

function parseBody(msgType: string, node: XmlNode): MessageBody {
  const text = (name: string): string => node.text(name) ?? '';
  const mediaId = text('MediaId');
  switch (msgType) {
    case 'text':
      return { kind: msgType, content: text('Content') };
    case 'image':
      return { kind: msgType, mediaId };
    case 'voice': {
      const recognition = text('Recognition').trim();
      return { kind: msgType, mediaId, format: text('Format'), ...(recognition ? { recognition } : {}) };
    }
    case 'video':
      return { kind: msgType, mediaId, thumbMediaId: text('ThumbMediaId') };
    case 'location': {
      const [latitude, longitude] = [Number(text('Location_X')), Number(text('Location_Y'))];
      return { kind: msgType, latitude, longitude, label: text('Label') };
    }
    case 'link':
      return { kind: msgType, title: text('Title'), description: text('Description'), url: text('Url') };
    case 'file':
      return { kind: msgType, mediaId, fileName: text('FileName') };
    default:
      return { kind: 'unknown', msgType };
  }
}
