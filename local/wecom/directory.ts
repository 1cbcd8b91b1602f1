/** The department of the whole company; it has no parent. */
export const ROOT = 1;

/** 部门. */
export interface Department {
  readonly id: number;
  /** 0 for the root. */
  readonly parentid: number;
  /** For those who read it here: no call that is simulated tells it. */
  readonly name?: string;
}

/** 标签. */
export interface Tag {
  /** UserIDs. */
  readonly members: readonly string[];
  /** All that are in one of these departments, or below it, have the tag as well. */
  readonly departments: readonly number[];
}

/** What the admin has entered in 通讯录. */
export interface DirectoryContent {
  /** With the root, and each with all that are above it. */
  readonly departments: readonly Department[];
  /** UserID → ids of departments. Who is not named is in the root. */
  readonly members: Readonly<Record<string, readonly number[]>>;
  /** By id. */
  readonly tags: Readonly<Record<string, Tag>>;
}

/** 通讯录: the company's departments and tags, and who is where. At first there is only the root, in which everyone is. */
export class Directory {
  private kept: DirectoryContent = { departments: [{ id: ROOT, parentid: 0 }], members: {}, tags: {} };
  private parents = new Map([[ROOT, 0]]);
  private departmentsByMember = new Map<string, readonly number[]>();

  get content(): DirectoryContent {
    return this.kept;
  }

  replace(content: DirectoryContent): void {
    this.kept = content;
    this.parents = new Map(content.departments.map(({ id, parentid }) => [id, parentid]));
    this.departmentsByMember = new Map(
      Object.entries(content.members).map(([userid, ids]) => [userid.toLowerCase(), ids]),
    );
  }

  has(department: number): boolean {
    return this.parents.has(department);
  }

  /** @returns the userid as the directory writes it; undefined if it does not name the member */
  useridOf(userid: string): string | undefined {
    const key = userid.toLowerCase();
    return Object.keys(this.kept.members).find((named) => named.toLowerCase() === key);
  }

  departmentsOf(userid: string): readonly number[] {
    return this.departmentsByMember.get(userid.toLowerCase()) ?? [ROOT];
  }

  tag(id: string): Tag | undefined {
    return Object.hasOwn(this.kept.tags, id) ? this.kept.tags[id] : undefined;
  }

  /** Whether a department is one of these, or below one. */
  isWithin(department: number, departments: readonly number[]): boolean {
    for (let at: number | undefined = department; at !== undefined; at = this.parents.get(at))
      if (departments.includes(at)) return true;
    return false;
  }

  /** Whether a member is in one of these departments, or below one. */
  isIn(userid: string, departments: readonly number[]): boolean {
    return this.departmentsOf(userid).some((department) => this.isWithin(department, departments));
  }

  hasTag(userid: string, { members, departments }: Tag): boolean {
    const key = userid.toLowerCase();
    return members.some((member) => member.toLowerCase() === key) || this.isIn(userid, departments);
  }
}
