import type { Directory } from './directory';

/** Of an app that not everyone sees. */
export interface PartOfCompany {
  /** UserIDs. */
  readonly members: readonly string[];
  /** With all departments below them. */
  readonly departments: readonly number[];
}

/** 可见范围: who sees an app, and so what of the company the app sees. At first that is everyone. */
export class VisibleRange {
  private part: PartOfCompany | undefined;

  constructor(private readonly directory: Directory) {}

  /** @param part undefined: every member sees the app */
  replace(part: PartOfCompany | undefined): void {
    this.part = part && { ...part, members: part.members.map((userid) => userid.toLowerCase()) };
  }

  /** undefined: every member sees the app. Userids are in lower case. */
  get only(): PartOfCompany | undefined {
    return this.part;
  }

  hasMember(userid: string): boolean {
    if (!this.part) return true;
    return (
      this.part.members.includes(userid.toLowerCase()) || this.directory.isIn(userid, this.part.departments)
    );
  }

  /** Whether the app sees a department that there is: members who are in the range by themselves bring none with them. */
  hasDepartment(id: number): boolean {
    return this.directory.has(id) && (!this.part || this.directory.isWithin(id, this.part.departments));
  }
}
