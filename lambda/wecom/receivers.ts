import type { People } from '../shared/bot-config';

/** Whom one call of message/send is for, as it names them [D90236]; empty: nobody. */
export interface Receivers {
  readonly touser: string;
  readonly toparty: string;
  readonly totag: string;
}

/** In one call, at most [D90236]. */
const MAX_MEMBERS = 1_000;
const MAX_DEPARTMENTS = 100;
const MAX_TAGS = 100;

/**
 * The calls that a message to so many takes, within WeCom's limits. The same people give the same calls, by which WeCom
 * knows a repeated one. Who is in two of them gets the message twice.
 */
export function receiversOf(to: 'everyone' | People): Receivers[] {
  if (to === 'everyone') return [{ touser: '@all', toparty: '', totag: '' }];
  const members = inLists(to.members, MAX_MEMBERS);
  const departments = inLists(to.departments, MAX_DEPARTMENTS);
  const tags = inLists(to.tags, MAX_TAGS);
  const calls = Math.max(members.length, departments.length, tags.length);
  return Array.from({ length: calls }, (_, at) => ({
    touser: members[at] ?? '',
    toparty: departments[at] ?? '',
    totag: tags[at] ?? '',
  }));
}

/** Each once, as WeCom takes lists. */
function inLists(items: readonly (string | number)[], max: number): string[] {
  const each = [...new Set(items)];
  return Array.from({ length: Math.ceil(each.length / max) }, (_, at) =>
    each.slice(at * max, (at + 1) * max).join('|'),
  );
}
