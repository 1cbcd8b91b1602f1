import { randomBytes } from 'node:crypto';
import { checkAgentId, type ApiRequest, type ApiResult } from './api';
import type { App, Member } from './app';
import { MAX_DUPLICATE_SECONDS } from './duplicate-check';
import { WecomError } from './errors';
import type { LenientJson } from './lenient-json';
import { readContent, readKind } from './message-content';
import { readReceivers } from './receivers';
import { isInteractive, readTaskId } from './template-card';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** From one app to one member; what is above them is dropped without an error [D90312]. */
const PER_MINUTE = 30;
const PER_HOUR = 1000;

const DEFAULT_DUPLICATE_SECONDS = 1800;

/** Does message/send [D90236]. @throws WecomError, NotSimulatedError */
export function sendMessage(request: ApiRequest): ApiResult {
  const { corp, app, json, fault, now } = request;
  checkAgentId(json.integer('agentid'), app);
  const msgtype = readKind(json);
  checkSwitches(json, msgtype);
  const shown = readContent(json, msgtype, {
    hasMedia: (id, kind) => corp.media.find(id, now)?.kind === kind,
    refuseLongText: fault?.refuseLongText === true,
  });
  const taskId = msgtype === 'template_card' ? readNewTaskId(app, json.object(msgtype)) : '';
  const { visible, invalid } = readReceivers(request);
  const msgid = randomBytes(24).toString('base64url');
  const result = { fields: { ...invalid, msgid } };
  const leftOutIn = (['invaliduser', 'unlicenseduser'] as const).find((list) => fault?.[list] === true);
  if (leftOutIn !== undefined) {
    const receivers = json.string('touser').toLowerCase();
    return { fields: { ...result.fields, [leftOutIn]: receivers }, notShown: `it is in ${leftOutIn}` };
  }
  if (isDuplicate(app, json, now, corp.switches.duplicateCheckSeesAll))
    return { ...result, notShown: 'the same was sent before' };
  const reached = visible.filter((member) => isWithinLimits(member, now));
  for (const member of reached) {
    member.sentAt.push(now);
    member.messages.push({ direction: 'out', msgtype, ...shown, time: now, msgid });
  }
  return {
    fields: {
      ...result.fields,
      ...(taskId !== '' && keepCard(app, json.object(msgtype), taskId, msgid, now)),
    },
    ...(reached.length < visible.length && { notShown: 'too many messages' }),
  };
}

/** `safe` 2 is for mpnews alone, and news takes none [D90236]; kinds without it ignore it. */
function checkSwitches(body: LenientJson, msgtype: string): void {
  for (const name of ['enable_id_trans', 'enable_duplicate_check'])
    if (![undefined, 0, 1].includes(body.integer(name))) throw new WecomError(40035);
  const safe = body.integer('safe') ?? 0;
  if (![0, 1].includes(safe) && !(safe === 2 && msgtype === 'mpnews')) throw new WecomError(40035);
  if (safe !== 0 && msgtype === 'news') throw new WecomError(40074);
  const seconds = body.integer('duplicate_check_interval') ?? 0;
  if (seconds < 0 || seconds > MAX_DUPLICATE_SECONDS) throw new WecomError(40035);
}

/** "同一个应用任务id不能重复" [D90236]. */
function readNewTaskId(app: App, card: LenientJson): string {
  const taskId = readTaskId(card);
  if (app.cards.withTask(taskId)) throw new WecomError(42014, {}, 'task_id repeated');
  return taskId;
}

function keepCard(app: App, body: LenientJson, taskId: string, msgid: string, now: number): object {
  const card = { taskId, msgid, cardType: body.string('card_type') };
  app.cards.add(card);
  return isInteractive(body) ? { response_code: app.cards.issueCode(card, now) } : {};
}

/** The same content to the same receivers within the interval is dropped without an error. Remembers what is not. */
function isDuplicate(app: App, body: LenientJson, now: number, seesAll: boolean): boolean {
  const receivers = ['touser', 'toparty', 'totag'].map((list) => body.string(list).toLowerCase());
  const msgtype = body.string('msgtype');
  const key = JSON.stringify([...receivers, msgtype, body.object(msgtype).value]);
  const checked = body.integer('enable_duplicate_check') === 1;
  const seconds = body.integer('duplicate_check_interval') ?? DEFAULT_DUPLICATE_SECONDS;
  if (checked && app.duplicates.isDuplicate(key, now - seconds * 1000, seesAll)) return true;
  app.duplicates.remember(key, now, checked);
  return false;
}

function isWithinLimits(member: Member, now: number): boolean {
  member.sentAt = member.sentAt.filter((time) => time > now - HOUR_MS);
  const withinMinute = member.sentAt.filter((time) => time > now - MINUTE_MS);
  return withinMinute.length < PER_MINUTE && member.sentAt.length < PER_HOUR;
}
