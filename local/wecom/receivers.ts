import type { ApiRequest } from './api';
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

/** Whom a call names, as it writes them. */
export interface Named {
  readonly users: readonly string[];
  readonly parties: readonly string[];
  readonly tags: readonly string[];
}

/** What of it is valid for an app, and what is not. */
export interface Sorted {
  /** Each once. Of departments and tags, those whom the app knows. */
  readonly members: Member[];
  readonly unseen: Named;
  /** There is nothing valid in it. */
  readonly isAllInvalid: boolean;
}

/** @returns the userids in `touser`, as they were written */
export function receiversOf(body: LenientJson): string[] {
  return listed(body.string('touser'));
}

/**
 * Reads touser, toparty and totag. Part of them invalid: sent to the rest, and the lists say who [D90236].
 * @throws WecomError if there are none, too many, or all of them are invalid
 */
export function readReceivers(request: ApiRequest): Receivers {
  const { app, json } = request;
  const users = receiversOf(json);
  const parties = listed(json.string('toparty'));
  const tags = listed(json.string('totag'));
  if (users.length + parties.length + tags.length === 0) throw new WecomError(82001);
  if (users.length > MAX_USERS) throw new WecomError(40032);
  if (users.includes('@all')) return { visible: everyone(app), invalid: {} };
  if (parties.length > MAX_PARTIES) throw new WecomError(82002);
  if (tags.length > MAX_TAGS) throw new WecomError(82003);
  const { members, unseen, isAllInvalid } = sortReceivers(request, { users, parties, tags });
  const lists = {
    invaliduser: unseen.users.join('|').toLowerCase(),
    invalidparty: unseen.parties.join('|'),
    invalidtag: unseen.tags.join('|'),
  };
  const invalid = Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== ''));
  if (isAllInvalid) throw new WecomError(81013, invalid);
  return { visible: members, invalid };
}

/** Those known members who see the app. */
export function everyone(app: App): Member[] {
  return app.knownMembers().filter(({ userid }) => app.isVisibleTo(userid));
}

/** Tells apart what the app may send to and what not: outside the visible range, or not there at all. */
export function sortReceivers(
  { corp: { directory }, app }: ApiRequest,
  { users, parties, tags }: Named,
): Sorted {
  const isParty = (id: string): boolean => app.visibleRange.hasDepartment(Number(id));
  const valid = {
    users: users.filter((userid) => app.isVisibleTo(userid)),
    departments: parties.filter(isParty).map(Number),
    tags: tags.flatMap((id) => directory.tag(id) ?? []),
  };
  const inGroups = everyone(app).filter(
    ({ userid }) =>
      directory.isIn(userid, valid.departments) || valid.tags.some((tag) => directory.hasTag(userid, tag)),
  );
  return {
    members: [...new Set([...valid.users.map((userid) => app.member(userid)), ...inGroups])],
    unseen: {
      users: users.filter((userid) => !app.isVisibleTo(userid)),
      parties: parties.filter((id) => !isParty(id)),
      tags: tags.filter((id) => !directory.tag(id)),
    },
    isAllInvalid: valid.users.length + valid.departments.length + valid.tags.length === 0,
  };
}

function listed(list: string): string[] {
  return list.split('|').filter((item) => item !== '');
}
