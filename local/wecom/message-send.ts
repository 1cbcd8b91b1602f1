import { randomBytes } from 'node:crypto';
import type { App, Member } from './app';
import type { Corp } from './corp';
import { NotSimulatedError, WecomError } from './errors';
import type { LenientJson } from './lenient-json';
import { cutAtLimit, TEXT_LIMIT_BYTES } from './text-limit';

/** Kinds that WeCom knows [D90236]; those that nobody here sends are refused aloud. */
const KNOWN_KINDS = [
  'text',
  'image',
  'voice',
  'video',
  'file',
  'textcard',
  'news',
  'mpnews',
  'markdown',
  'miniprogram_notice',
  'template_card',
];

const MAX_RECEIVERS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** From one app to one member; what is above them is dropped without an error [D90312]. */
const PER_MINUTE = 30;
const PER_HOUR = 1000;

export interface Sent {
  /** Beside `errcode` and `errmsg`. */
  readonly fields: Record<string, unknown>;
  /** Whether a receiver will never see it. */
  readonly dropped: boolean;
}

/**
 * Does message/send [D90236].
 * @param refuseLongText answer 45002 above 2048 bytes, instead of cutting
 * @throws WecomError, NotSimulatedError
 */
export function sendMessage(corp: Corp, app: App, body: LenientJson, refuseLongText: boolean): Sent {
  const agentId = body.integer('agentid');
  if (agentId === undefined) throw new WecomError(40056);
  if (agentId !== app.settings.agentId) throw new WecomError(301002);
  const msgtype = readKind(body);
  checkSwitches(body);
  const content = readContent(body, msgtype, refuseLongText);
  const { visible, invalid } = readReceivers(app, body);
  if (visible.length === 0) throw new WecomError(81013, invalid);
  const now = corp.clock();
  const msgid = randomBytes(24).toString('base64url');
  const reached = visible.filter((member) => isWithinLimits(member, now));
  for (const member of reached) {
    member.sentAt.push(now);
    member.messages.push({ direction: 'out', msgtype, ...content, time: now, msgid });
  }
  return { fields: { ...invalid, msgid }, dropped: reached.length < visible.length };
}

/** @returns the userids in `touser`, as they were written */
export function receiversOf(body: LenientJson): string[] {
  return listed(body.string('touser'));
}

function readKind(body: LenientJson): string {
  const msgtype = body.string('msgtype');
  if (!KNOWN_KINDS.includes(msgtype)) throw new WecomError(40008);
  if (msgtype !== 'text' && msgtype !== 'markdown') throw new NotSimulatedError(`msgtype ${msgtype}`);
  return msgtype;
}

function checkSwitches(body: LenientJson): void {
  for (const name of ['safe', 'enable_id_trans', 'enable_duplicate_check'])
    if (![undefined, 0, 1].includes(body.integer(name))) throw new WecomError(40035);
  if (body.integer('enable_duplicate_check') === 1) throw new NotSimulatedError('enable_duplicate_check');
}

/** Markdown above the limit is refused: for it the page does not speak of cutting. */
function readContent(
  body: LenientJson,
  msgtype: string,
  refuseLongText: boolean,
): { content: string; cut?: true } {
  const content = body.string(msgtype, 'content');
  if (content === '') throw new WecomError(44004);
  const refused = refuseLongText || msgtype === 'markdown';
  if (refused && Buffer.byteLength(content) > TEXT_LIMIT_BYTES) throw new WecomError(45002);
  return cutAtLimit(content);
}

/** Part of the receivers invalid: sent to the rest, and the lists say who, in lower case [D90236]. */
function readReceivers(app: App, body: LenientJson): { visible: Member[]; invalid: Record<string, string> } {
  const users = receiversOf(body);
  const parties = listed(body.string('toparty'));
  const tags = listed(body.string('totag'));
  if (users.length + parties.length + tags.length === 0) throw new WecomError(82001);
  if (users.length > MAX_RECEIVERS) throw new WecomError(40032);
  if (users.includes('@all'))
    return { visible: app.knownMembers().filter(({ userid }) => app.isVisibleTo(userid)), invalid: {} };
  const invalid = {
    invaliduser: users
      .filter((userid) => !app.isVisibleTo(userid))
      .join('|')
      .toLowerCase(),
    // There are no departments and tags here, so each is one that the company does not have.
    invalidparty: parties.join('|'),
    invalidtag: tags.join('|'),
  };
  const visible = new Set(
    users.filter((userid) => app.isVisibleTo(userid)).map((userid) => app.member(userid)),
  );
  return {
    visible: [...visible],
    invalid: Object.fromEntries(Object.entries(invalid).filter(([, list]) => list !== '')),
  };
}

function isWithinLimits(member: Member, now: number): boolean {
  member.sentAt = member.sentAt.filter((time) => time > now - HOUR_MS);
  const withinMinute = member.sentAt.filter((time) => time > now - MINUTE_MS);
  return withinMinute.length < PER_MINUTE && member.sentAt.length < PER_HOUR;
}

function listed(list: string): string[] {
  return list.split('|').filter((item) => item !== '');
}
