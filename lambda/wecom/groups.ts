import { SendError, type Groups, type Member } from '../chat/ports';
import { errorFields, type Log } from '../shared/log';
import { memberId } from '../shared/member-id';
import type { WecomApi } from './api';
import { departmentTree, withThoseAbove, type DepartmentTree } from './department';
import { meaningOf } from './error-codes';
import { WecomApiError } from './errors';
import { KeptAnswers } from './kept-answers';
import { sendErrorOf } from './send-outcome';
import { getTag, type Tag } from './tag';
import { getUser } from './user';

/** Members whose departments are kept. */
const MAX_MEMBERS = 1_000;
/** Configurations name fewer. */
const MAX_TAGS = 1_000;
const MAX_APPS = 100;

/** There is no such tag, or the app may see nothing of it. */
export const NO_SUCH_TAG = [40068, 60011];
/** The app may see no department. */
export const NO_DEPARTMENT = [60003, 60011];

/** All departments that an app may see, and those not among them that were asked about. */
interface Departments {
  readonly tree: DepartmentTree;
  readonly missed: Set<number>;
}

/** Asks WeCom in which departments members are, and which tags they have. A change there is seen within 10 minutes. */
export class WecomGroups implements Groups {
  private readonly departments: KeptAnswers<Departments>;
  private readonly tags: KeptAnswers<Tag>;
  /** By member: ids of the departments that they are in, without those above. */
  private readonly places: KeptAnswers<readonly number[]>;

  /** @param clock ms since epoch */
  constructor(
    private readonly api: WecomApi,
    clock: () => number,
    private readonly log: Log,
  ) {
    this.departments = new KeptAnswers(MAX_APPS, clock);
    this.tags = new KeptAnswers(MAX_TAGS, clock);
    this.places = new KeptAnswers(MAX_MEMBERS, clock);
  }

  async isAmong(
    member: Member,
    { departments, tags }: { departments: readonly number[]; tags: readonly number[] },
  ): Promise<boolean> {
    try {
      if (departments.length > 0) await this.warnOfMissing(member.app, departments);
      return (await this.isInOneOf(member, departments)) || (await this.hasOneOf(member, tags));
    } catch (error) {
      throw whyNotAsked(error);
    }
  }

  private async isInOneOf(member: Member, departments: readonly number[]): Promise<boolean> {
    if (departments.length === 0) return false;
    const { tree } = await this.departmentsOf(member.app);
    const places = withThoseAbove(await this.placesOf(member), tree);
    return departments.some((department) => places.has(department));
  }

  /** One after another: WeCom takes few calls at once (45033), and mostly the first few decide. */
  private async hasOneOf(member: Member, tags: readonly number[]): Promise<boolean> {
    for (const id of tags) {
      const { members, departments } = await this.tag(member.app, id);
      if (members.has(memberId(member.id)) || (await this.isInOneOf(member, departments))) return true;
    }
    return false;
  }

  /** Once for each time that WeCom lists them. */
  private async warnOfMissing(app: string, departments: readonly number[]): Promise<void> {
    const { tree, missed } = await this.departmentsOf(app);
    for (const department of departments.filter((id) => !tree.has(id) && !missed.has(id))) {
      missed.add(department);
      this.log.warn('department not seen', {
        app,
        department,
        message:
          'WeCom does not list this department of the configuration, so nobody counts as in it. ' +
          "Compare its id with the WeCom console, and check that the app's 可见范围 holds it.",
      });
    }
  }

  private departmentsOf(app: string): Promise<Departments> {
    return this.departments.get(app, async () => ({
      tree: await departmentTree(this.api, app).catch(unlessRefused(NO_DEPARTMENT, () => new Map())),
      missed: new Set(),
    }));
  }

  private tag(app: string, id: number): Promise<Tag> {
    return this.tags.get(`${app} ${id}`, () =>
      getTag(this.api, app, id).catch(
        unlessRefused(NO_SUCH_TAG, (error) => {
          this.log.warn('tag not seen', { app, tag: id, ...errorFields(error) });
          return { members: new Set(), departments: [] };
        }),
      ),
    );
  }

  private placesOf({ app, id }: Member): Promise<readonly number[]> {
    return this.places.get(`${app} ${memberId(id)}`, async () => {
      try {
        return (await getUser(this.api, app, id)).departments;
      } catch (error) {
        const isNotThere = error instanceof WecomApiError && meaningOf(error.errcode).isOfMember;
        if (!isNotThere) throw error;
        return [];
      }
    });
  }
}

/** For `catch`: what stands for an answer with one of these codes. Throws any other error as it is. */
function unlessRefused<T>(codes: readonly number[], stand: (error: WecomApiError) => T) {
  return (error: unknown): T => {
    if (error instanceof WecomApiError && codes.includes(error.errcode)) return stand(error);
    throw error;
  };
}

/** Says nothing of the message, whatever WeCom refuses: it waits, and is asked about again. */
function whyNotAsked(error: unknown): unknown {
  const sendError = sendErrorOf(error);
  if (!sendError) return error;
  const { failure, cause } = sendError;
  return failure === 'blocked' || failure === 'too-fast' ? sendError : new SendError('not-sent', cause);
}
