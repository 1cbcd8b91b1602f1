import { checkAgentId, type ApiRequest, type ApiResult } from './api';
import type { Member, PhoneMessage } from './app';
import { WecomError } from './errors';
import type { LenientJson } from './lenient-json';
import { everyone, sortReceivers } from './receivers';
import { checkTemplateCard, type HasMedia } from './template-card';

/** How a card looks from now on. */
export type CardChange = (message: PhoneMessage) => PhoneMessage;

/**
 * Does message/update_template_card [D94888]: the button's text or the whole card, with a response_code that serves once.
 * @throws WecomError 60140 for a code that is unknown, spent or expired
 */
export function updateTemplateCard(request: ApiRequest): ApiResult {
  const { corp, app, json, now } = request;
  checkAgentId(json.integer('agentid'), app);
  const change = readChange(json, (id, kind) => corp.media.find(id, now)?.kind === kind);
  const code = json.string('response_code');
  const card = app.cards.cardOf(code, now);
  const { members, invaliduser } = readMembers(request);
  app.cards.spend(code);
  app.changeSent(card.msgid, members, change);
  return { fields: invaliduser.length > 0 ? { invaliduser } : {} };
}

/** The buttons of a card can no longer be pressed, and show this instead. */
export function replaceButton(name: string): CardChange {
  return (message) => ({ ...message, fields: { ...message.fields, replace_name: name } });
}

/** @param card as message/send takes it */
export function replaceCard(card: unknown): CardChange {
  return (message) => ({ ...message, fields: card as Record<string, unknown> });
}

function readChange(body: LenientJson, hasMedia: HasMedia): CardChange {
  if (body.has('template_card')) {
    const card = body.object('template_card');
    checkTemplateCard(card, hasMedia);
    return replaceCard(card.value);
  }
  const name = body.string('button', 'replace_name');
  if (name === '') throw new WecomError(40063);
  return replaceButton(name);
}

/** Here the lists are arrays. */
function readMembers(request: ApiRequest): { members: Member[]; invaliduser: string[] } {
  const { app, json } = request;
  if (json.integer('atall') === 1) return { members: everyone(app), invaliduser: [] };
  const listed = (list: string): string[] => json.list(list).map(({ value }) => String(value));
  const named = { users: listed('userids'), parties: listed('partyids'), tags: listed('tagids') };
  if (Object.values(named).flat().length === 0) throw new WecomError(82001);
  const { members, unseen, isAllInvalid } = sortReceivers(request, named);
  const invaliduser = unseen.users.map((userid) => userid.toLowerCase());
  if (isAllInvalid) throw new WecomError(81013, { invaliduser });
  return { members, invaliduser };
}
