import { ControlError, readObject } from '../control-input';
import type { PhoneMessage } from './app';
import { CONTACT_CHANGES, EVENTS, type EventKind, type PassiveReplies } from './event-kinds';
import { takeFile, type SentFile } from './sent-file';
import { readShapes, type Shapes } from './shapes';
import { textField, type XmlFields } from './xml';

/** What a member does: writes a message, or causes an event. */
export interface MemberMessage {
  readonly msgtype: string;
  /** As PhoneMessage.content. */
  readonly content: string;
  /** The elements of its kind, without the head that all have. */
  readonly fields: XmlFields;
  /** The file that goes with it; its MediaId comes when it is sent. */
  readonly file?: SentFile;
  /** What WeCom takes as a passive reply to it. */
  readonly takes: PassiveReplies;
  readonly from: 'member' | 'sys' | 'nobody';
  readonly withoutAgent: boolean;
}

interface MessageKind {
  readonly required: Shapes;
  readonly optional?: Shapes;
}

/** Ordinary messages [D90239]; `file` and Recognition are not in the page, but people receive them. */
const MESSAGES: Readonly<Record<string, MessageKind>> = {
  text: { required: { Content: 'text' } },
  image: { required: { PicUrl: 'text', MediaId: 'text' } },
  voice: { required: { MediaId: 'text', Format: 'text' }, optional: { Recognition: 'text' } },
  video: { required: { MediaId: 'text', ThumbMediaId: 'text' } },
  file: { required: { MediaId: 'text', FileName: 'text' } },
  location: {
    required: { Location_X: 'number', Location_Y: 'number', Scale: 'number', Label: 'text' },
    optional: { AppType: 'text' },
  },
  link: { required: { Title: 'text', Description: 'text', Url: 'text', PicUrl: 'text' } },
};

/**
 * Reads a message without its envelope: `{"msgtype":"text","text":{"content":"…"}}`, `{"msgtype":"event","event":"click","eventkey":"…"}`.
 * Field names are WeCom's, without regard to case and underscores. Instead of MediaId, image, voice, video and
 * file may have `"file"` with the bytes in base64.
 * @throws ControlError that names what is wrong
 */
export function readMemberMessage(body: Record<string, unknown>): MemberMessage {
  const { msgtype, ...rest } = body;
  if (msgtype === 'event') return readEvent(rest);
  const kind =
    typeof msgtype === 'string' && Object.hasOwn(MESSAGES, msgtype) ? MESSAGES[msgtype] : undefined;
  if (typeof msgtype !== 'string' || !kind)
    throw new ControlError(400, `"msgtype" must be one of: ${Object.keys(MESSAGES).join(', ')}, event`);
  const { [msgtype]: given, ...others } = rest;
  if (Object.keys(others).length > 0)
    throw new ControlError(
      400,
      `A ${msgtype} message has only "msgtype" and "${msgtype}", not: ${Object.keys(others).join(', ')}`,
    );
  const { file, fields: named } = takeFile(msgtype, readObject(given, `"${msgtype}"`));
  const fields = readShapes(named, kind.required, kind.optional ?? {}, msgtype);
  const content = msgtype === 'text' ? textField(fields, 'Content') : '';
  const common = { takes: 'messages', from: 'member', withoutAgent: false } as const;
  return { msgtype, content, fields, ...(file && { file }), ...common };
}

/** The message as its writer's phone shows it. @param time ms */
export function onPhone(
  { msgtype, content, fields }: Pick<MemberMessage, 'msgtype' | 'content' | 'fields'>,
  time: number,
  msgid: bigint | undefined,
): PhoneMessage {
  // A number is shown as the XML has it.
  const texts = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'object' ? value : value.toString(),
  ]);
  return {
    direction: 'in',
    msgtype,
    content,
    ...(msgtype !== 'text' && { fields: Object.fromEntries(texts) as Record<string, unknown> }),
    time,
    ...(msgid !== undefined && { msgid: msgid.toString() }),
  };
}

function readEvent({ event, ...rest }: Record<string, unknown>): MemberMessage {
  const name = typeof event === 'string' ? event : '';
  const lowered = name.toLowerCase();
  const kind = Object.hasOwn(EVENTS, lowered) ? EVENTS[lowered] : undefined;
  if (!kind) throw new ControlError(400, `"event" must be one of: ${Object.keys(EVENTS).join(', ')}`);
  const fields = readEventFields(rest, kind, name);
  const always: XmlFields = lowered === 'enter_agent' ? { EventKey: '' } : {};
  return {
    msgtype: 'event',
    content: name,
    fields: { Event: name, ...always, ...fields },
    takes: kind.takes,
    from: kind.from ?? 'member',
    withoutAgent: kind.withoutAgent ?? false,
  };
}

function readEventFields(given: Record<string, unknown>, kind: EventKind, name: string): XmlFields {
  const fields = readShapes(given, kind.required, kind.optional ?? {}, name);
  if (kind !== EVENTS['change_contact']) return fields;
  const change = textField(fields, 'ChangeType');
  const needed = CONTACT_CHANGES[change];
  if (needed === undefined)
    throw new ControlError(400, `"ChangeType" must be one of: ${Object.keys(CONTACT_CHANGES).join(', ')}`);
  if (!Object.hasOwn(fields, needed)) throw new ControlError(400, `${change} needs ${needed}`);
  return fields;
}
