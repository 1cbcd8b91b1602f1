import { ControlError } from '../control-input';
import type { App } from './app';
import type { Corp } from './corp';
import type { MemberMessage } from './member-message';
import { keepFile } from './sent-file';
import { textField, type XmlFields, type XmlValue } from './xml';

/** A callback as it goes out, each time encrypted and signed anew. */
export interface Callback {
  readonly app: App;
  /** FromUserName, `sys` included; `''` if it has none. */
  readonly member: string;
  readonly message: MemberMessage;
  /** Events have none. */
  readonly msgid: bigint | undefined;
  /** All elements of the inner XML. */
  readonly fields: XmlFields;
}

/**
 * Puts the head before the message's elements, and fills in what only WeCom knows.
 * @throws ControlError for a card that was never sent
 */
export function composeCallback(corp: Corp, app: App, userid: string, message: MemberMessage): Callback {
  const now = corp.clock();
  const msgid = message.msgtype === 'event' ? undefined : corp.nextMsgId();
  const member = fromOf(app, userid, message);
  const fields = {
    ToUserName: corp.id,
    ...(member !== '' && { FromUserName: member }),
    CreateTime: Math.floor(now / 1000),
    MsgType: message.msgtype,
    ...spelt(message.fields, corp.switches.misspeltOptionIds),
    ...(message.file && keepFile(message.file, corp.media, now)),
    ...responseCodeFor(app, message, now),
    ...(msgid !== undefined && { MsgId: msgid }),
    ...(!message.withoutAgent && { AgentID: app.settings.agentId }),
  };
  return { app, member, message, msgid, fields };
}

/** What the phone shows of it: the elements of its kind, without the head. */
export function kindFields({ message, fields }: Callback): XmlFields {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => Object.hasOwn(message.fields, name) || name === 'ResponseCode'),
  );
}

function fromOf(app: App, userid: string, { from }: MemberMessage): string {
  if (from === 'member') return app.member(userid).userid;
  return from === 'sys' ? 'sys' : '';
}

/** The card's events carry a code with which the card can be changed once. */
function responseCodeFor(app: App, { content, fields }: MemberMessage, now: number): XmlFields {
  if (!/^template_card_(menu_)?event$/i.test(content) || fields['ResponseCode'] !== undefined) return {};
  const card = app.cards.withTask(textField(fields, 'TaskId'));
  if (!card)
    throw new ControlError(
      409,
      'No card with this TaskId was sent, so there is no ResponseCode for it. Send the card, or name a "responsecode".',
    );
  return { ResponseCode: app.cards.issueCode(card, now) };
}

/** An older page has OpitonIds and OpitonId [D90240]. */
function spelt(fields: XmlFields, wrongly: boolean): XmlFields {
  if (!wrongly) return fields;
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name.replace('OptionId', 'OpitonId'), speltValue(value)]),
  );
}

function speltValue(value: XmlValue): XmlValue {
  if (value instanceof Array) return value.map(speltValue);
  return typeof value === 'object' ? spelt(value, true) : value;
}
