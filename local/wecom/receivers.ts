import type { App, Member } from './app';
import { WecomError } from './errors';
import type { LenientJson } from './lenient-json';

const MAX_USERS = 1000;
const MAX_PARTIES = 100;
const MAX_TAGS = 100;

export interface Receivers {
  readonly visible: Member[];
  /** What the answer lists, without empty lists; userids in lower case. */
  readonly invalid: Record<string, string>;
}

/** @returns the userids in `touser`, as they were written */
export function receiversOf(body: LenientJson): string[] {
  return listed(body.string('touser'));
}

/**
 * Reads touser, toparty and totag. Part of them invalid: sent to the rest, and the lists say who [D90236].
 * There are no departments and tags here, so each is one that the company does not have.
 * @throws WecomError if there are none, too many, or all of them are invalid
 */
export function readReceivers(app: App, body: LenientJson): Receivers {
  const users = receiversOf(body);
  const parties = listed(body.string('toparty'));
  const tags = listed(body.string('totag'));
  if (users.length + parties.length + tags.length === 0) throw new WecomError(82001);
  if (users.length > MAX_USERS) throw new WecomError(40032);
  if (users.includes('@all')) return { visible: everyone(app), invalid: {} };
  if (parties.length > MAX_PARTIES) throw new WecomError(82002);
  if (tags.length > MAX_TAGS) throw new WecomError(82003);
  const { visible, unseen } = splitByRange(app, users);
  const lists = {
    invaliduser: unseen.join('|').toLowerCase(),
    invalidparty: parties.join('|'),
    invalidtag: tags.join('|'),
  };
  const invalid = Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== ''));
  if (visible.length === 0) throw new WecomError(81013, invalid);
  return { visible, invalid };
}

/** Those known members who see the app. */
export function everyone(app: App): Member[] {
  return app.knownMembers().filter(({ userid }) => app.isVisibleTo(userid));
}

/** @returns each member once, and the userids outside the visible range as they were written */
export function splitByRange(app: App, users: readonly string[]): { visible: Member[]; unseen: string[] } {
  const visible = users.filter((userid) => app.isVisibleTo(userid)).map((userid) => app.member(userid));
  return { visible: [...new Set(visible)], unseen: users.filter((userid) => !app.isVisibleTo(userid)) };
}

function listed(list: string): string[] {
  return list.split('|').filter((item) => item !== '');
}
