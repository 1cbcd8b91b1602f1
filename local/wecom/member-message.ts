import type { PhoneMessage } from './app';
import { ControlError } from './errors';
import { readObject } from './json';
import type { XmlFields } from './xml';

/** What a member does: writes a message, or causes an event. */
export interface MemberMessage {
  readonly msgtype: string;
  /** As PhoneMessage.content. */
  readonly content: string;
  /** The elements of its kind, without the head that all have. */
  readonly fields: XmlFields;
  /** Whether WeCom takes a passive reply to it [D90241]. */
  readonly takesPassiveReply: boolean;
}

interface Kind {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
  readonly takesPassiveReply?: false;
}

/** Ordinary messages [D90239]; `file` and Recognition are not in the page, but people receive them. */
const MESSAGES: Record<string, Kind> = {
  text: { required: ['Content'] },
  image: { required: ['PicUrl', 'MediaId'] },
  voice: { required: ['MediaId', 'Format'], optional: ['Recognition'] },
  video: { required: ['MediaId', 'ThumbMediaId'] },
  file: { required: ['MediaId', 'FileName'] },
  location: { required: ['Location_X', 'Location_Y', 'Scale', 'Label'], optional: ['AppType'] },
  link: { required: ['Title', 'Description', 'Url', 'PicUrl'] },
};

/** Events with flat elements [D90240]. */
const EVENTS: Record<string, Kind> = {
  subscribe: { required: [], optional: ['EventKey'] },
  unsubscribe: { required: [], optional: ['EventKey'], takesPassiveReply: false },
  enter_agent: { required: [], optional: ['EventKey'] },
  location: { required: ['Latitude', 'Longitude', 'Precision'], optional: ['AppType'] },
  click: { required: ['EventKey'] },
  view: { required: ['EventKey'] },
  view_miniprogram: { required: ['EventKey'] },
  template_card_menu_event: { required: ['EventKey', 'TaskId', 'CardType', 'ResponseCode'] },
  inactive_alert: { required: ['EffectTime'], takesPassiveReply: false },
  close_inactive_agent: { required: [], takesPassiveReply: false },
  reopen_inactive_agent: { required: [], takesPassiveReply: false },
};

const NUMBERS = new Set([
  'Location_X',
  'Location_Y',
  'Scale',
  'Latitude',
  'Longitude',
  'Precision',
  'EffectTime',
]);

/**
 * Reads a message without its envelope: `{"msgtype":"text","text":{"content":"…"}}`, `{"msgtype":"event","event":"click","eventkey":"…"}`.
 * Field names are WeCom's, without regard to case and underscores.
 * @throws ControlError that names what is wrong
 */
export function readMemberMessage(body: Record<string, unknown>): MemberMessage {
  const { msgtype, ...rest } = body;
  if (msgtype === 'event') return readEvent(rest);
  const kind =
    typeof msgtype === 'string' && Object.hasOwn(MESSAGES, msgtype) ? MESSAGES[msgtype] : undefined;
  if (typeof msgtype !== 'string' || !kind)
    throw new ControlError(400, `"msgtype" must be one of: ${Object.keys(MESSAGES).join(', ')}, event`);
  const { [msgtype]: content, ...others } = rest;
  if (Object.keys(others).length > 0)
    throw new ControlError(
      400,
      `A ${msgtype} message has only "msgtype" and "${msgtype}", not: ${Object.keys(others).join(', ')}`,
    );
  const fields = readFields(readObject(content, `"${msgtype}"`), kind, msgtype);
  return { msgtype, content: String(fields['Content'] ?? ''), fields, takesPassiveReply: true };
}

/** The message as its writer's phone shows it. @param time ms */
export function onPhone(
  { msgtype, content, fields }: MemberMessage,
  time: number,
  msgid: bigint | undefined,
): PhoneMessage {
  const texts = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.toString()]));
  return {
    direction: 'in',
    msgtype,
    content,
    ...(msgtype !== 'text' && { fields: texts }),
    time,
    ...(msgid !== undefined && { msgid: msgid.toString() }),
  };
}

function readEvent({ event, ...rest }: Record<string, unknown>): MemberMessage {
  const name = typeof event === 'string' ? event : '';
  const kind = Object.hasOwn(EVENTS, name.toLowerCase()) ? EVENTS[name.toLowerCase()] : undefined;
  if (!kind) throw new ControlError(400, `"event" must be one of: ${Object.keys(EVENTS).join(', ')}`);
  const fields = readFields(rest, kind, name);
  const always: XmlFields = name.toLowerCase() === 'enter_agent' ? { EventKey: '' } : {};
  return {
    msgtype: 'event',
    content: name,
    fields: { Event: name, ...always, ...fields },
    takesPassiveReply: kind.takesPassiveReply ?? true,
  };
}

function readFields(given: Record<string, unknown>, kind: Kind, what: string): XmlFields {
  const known = [...kind.required, ...(kind.optional ?? [])];
  const fields: XmlFields = {};
  for (const [key, value] of Object.entries(given)) {
    const name = known.find((candidate) => plain(candidate) === plain(key));
    if (name === undefined)
      throw new ControlError(400, `${what} has no field "${key}", only: ${known.join(', ')}`);
    fields[name] = NUMBERS.has(name) ? readNumber(value, key) : readText(value, key);
  }
  const missing = kind.required.filter((name) => !Object.hasOwn(fields, name));
  if (missing.length > 0) throw new ControlError(400, `${what} needs ${missing.join(', ')}`);
  return fields;
}

function readNumber(value: unknown, name: string): number {
  if (typeof value !== 'number') throw new ControlError(400, `"${name}" must be a number`);
  return value;
}

/** XML 1.0 holds neither most control characters nor half of a surrogate pair; nobody can type them either. */
function readText(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new ControlError(400, `"${name}" must be a string`);
  if (/[^\P{Cc}\t\n\r\x7f-\x9f]|[\ufffe\uffff]/u.test(value) || !value.isWellFormed())
    throw new ControlError(400, `"${name}" holds a character that no XML document can hold`);
  return value;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}
