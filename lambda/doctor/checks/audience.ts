import type { AppConfig, People } from '../../shared/bot-config';
import { errorFields } from '../../shared/log';
import type { DepartmentTree } from '../../wecom/department';
import { WecomApiError } from '../../wecom/errors';
import { NO_DEPARTMENT, NO_SUCH_TAG } from '../../wecom/groups';
import { found, type Finding } from '../finding';

/** What WeCom is asked of departments and tags with. */
export interface AudiencePorts {
  /** `department/simplelist`. @throws WecomApiError and others */
  readonly departmentsOf: (app: string) => Promise<DepartmentTree>;
  /** `tag/get`. @throws WecomApiError and others */
  readonly tagOf: (app: string, id: number) => Promise<unknown>;
}

/** Whether the app sees the departments and tags by which the configuration tells members apart. */
export async function checkAudience(
  ports: AudiencePorts,
  app: string,
  { audience, limits }: Pick<AppConfig, 'audience' | 'limits'>,
): Promise<Finding[]> {
  const people = [...(audience.allow ? [audience.allow] : []), ...limits.map((limit) => limit.people)];
  const idsOf = (kind: 'departments' | 'tags'): number[] => [
    ...new Set(people.flatMap((some: People) => some[kind])),
  ];
  const named = { departments: idsOf('departments'), tags: idsOf('tags') };
  try {
    const unseen = {
      departments: await unseenDepartments(ports, app, named.departments),
      tags: await unseenTags(ports, app, named.tags),
    };
    const groups = inWords(unseen);
    return groups === '' ? [] : [found('audience-unseen', { groups }, app)];
  } catch (error) {
    return [found('audience-unknown', { groups: inWords(named), reason: errorFields(error).code }, app)];
  }
}

async function unseenDepartments(
  { departmentsOf }: AudiencePorts,
  app: string,
  ids: readonly number[],
): Promise<number[]> {
  if (ids.length === 0) return [];
  const tree = await orElse(departmentsOf(app), NO_DEPARTMENT);
  return ids.filter((id) => !tree?.has(id));
}

/** One after another: WeCom takes few calls at once (45033). */
async function unseenTags({ tagOf }: AudiencePorts, app: string, ids: readonly number[]): Promise<number[]> {
  const unseen: number[] = [];
  for (const id of ids) if ((await orElse(tagOf(app, id), NO_SUCH_TAG)) === undefined) unseen.push(id);
  return unseen;
}

/** Undefined if WeCom refused with one of these codes. */
async function orElse<T>(asked: Promise<T>, codes: readonly number[]): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof WecomApiError && codes.includes(error.errcode)) return undefined;
    throw error;
  }
}

/** By the names that the fields of the configuration have. */
function inWords(groups: Readonly<Record<string, readonly number[]>>): string {
  return Object.entries(groups)
    .filter(([, ids]) => ids.length > 0)
    .map(([kind, ids]) => `${kind} ${ids.join(', ')}`)
    .join('; ');
}
