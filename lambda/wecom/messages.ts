import { parseXmlMessage, XmlError } from './xml';

interface Common {
  /** UserID as WeCom spells it. */
  readonly from: string;
  /** Seconds since epoch. */
  readonly createTime: number;
  /** Absent where the callback belongs to no app, e.g. change_contact [D90240]. */
  readonly agentId?: string;
}

/** A decrypted callback [D90239, D90240]. `msgId` is a string: it passes 2^53. */
export type WecomMessage = Common &
  (
    | { readonly kind: 'text'; readonly msgId: string; readonly content: string }
    | { readonly kind: 'event'; readonly event: string }
    /** Any other message type, by WeCom's name for it. */
    | { readonly kind: 'other'; readonly msgId: string; readonly msgType: string }
  );

/** @throws XmlError */
export function parseWecomMessage(xml: string): WecomMessage {
  const element = parseXmlMessage(xml);
  const required = (name: string): string => {
    const text = element.text(name);
    if (!text) throw new XmlError(`it has no <${name}>`);
    return text;
  };

  const agentId = element.text('AgentID')?.trim();
  const common: Common = {
    from: element.text('FromUserName') ?? '',
    createTime: Number(required('CreateTime')),
    ...(agentId ? { agentId } : {}),
  };
  const msgType = required('MsgType').toLowerCase();
  if (msgType === 'event') return { ...common, kind: 'event', event: required('Event').toLowerCase() };

  const message = { ...common, from: required('FromUserName'), msgId: required('MsgId') };
  return msgType === 'text'
    ? { ...message, kind: 'text', content: element.text('Content') ?? '' }
    : { ...message, kind: 'other', msgType };
}
