import type { AppConfig, LimitGroup, People } from '../shared/bot-config';
import type { Groups, Member, MemberControl } from './ports';

/**
 * Whether a member may use an app. Who is denied, or blocked by an admin, may not, whatever else says that they may; an
 * admin may.
 * @param isAdmin see {@link isAdmin}
 * @throws SendError if WeCom can't be asked now
 */
export async function mayUse(
  groups: Groups,
  member: Member,
  { audience }: Pick<AppConfig, 'audience'>,
  { blocked }: MemberControl,
  isAdmin: boolean,
): Promise<boolean> {
  const { allow, deny } = audience;
  if (blocked || deny.includes(member.id)) return false;
  return isAdmin || !allow || isOneOf(groups, member, allow);
}

/**
 * The group whose limits a member has.
 * @throws SendError if WeCom can't be asked now
 */
export async function groupOf(
  groups: Groups,
  member: Member,
  { limits }: Pick<AppConfig, 'limits'>,
): Promise<LimitGroup | undefined> {
  for (const group of limits.slice(0, -1)) {
    if (await isOneOf(groups, member, group.people)) return group;
  }
  return limits.at(-1);
}

/** Whether a member may manage the bot. @param member userid in lower case */
export function isAdmin({ admins }: { readonly admins: readonly string[] }, member: string): boolean {
  return admins.includes(member);
}

async function isOneOf(groups: Groups, member: Member, people: People): Promise<boolean> {
  const { members, departments, tags } = people;
  if (members.includes(member.id)) return true;
  if (departments.length + tags.length === 0) return false;
  return groups.isAmong(member, { departments, tags });
}
