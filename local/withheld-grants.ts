import type { Grant } from './aws/iam/execution-role';
import { ControlError, readObject } from './control-input';
import { readFunction, readText } from './crashes';
import { concerns, type Concern, type Invocation } from './function-call';

/** A grant that a function's policies are to be without. */
export interface WithheldGrant extends Concern {
  /** The function's plain name. */
  readonly function: string;
  /** As `GET /grants` shows it, like the resource. */
  readonly action: string;
  readonly resource: string;
}

const PARTS = ['function', 'action', 'resource', 'member', 'message'];

/** The grants that are taken away. */
export class WithheldGrants {
  private withheld: readonly WithheldGrant[] = [];

  /** Replaces what is withheld from everyone and from each member named; an empty list gives all of it back. */
  replace(grants: readonly WithheldGrant[]): void {
    const scopes = new Set(grants.map(scopeOf));
    const kept = this.withheld.filter((each) => grants.length > 0 && !scopes.has(scopeOf(each)));
    this.withheld = [...kept, ...grants];
  }

  /** @param invocation absent: the call is made for none, so it is for no member either */
  withholds(grant: Grant, invocation: Invocation | undefined): boolean {
    return this.withheld.some(
      (each) =>
        isSame(each, grant) &&
        (invocation ? concerns(invocation, each) : (each.member ?? each.message) === undefined),
    );
  }
}

/**
 * Reads a list of grants.
 * @param grants those that there are
 * @throws ControlError that names what is wrong
 */
export function readWithheldGrants(body: unknown, grants: readonly Grant[]): WithheldGrant[] {
  if (!Array.isArray(body)) {
    throw new ControlError(
      400,
      'Send a list: [{"function":"worker","action":"dynamodb:PutItem","resource":"BotTable"}]',
    );
  }
  return body.map((value: unknown) => {
    const item = readObject(value, 'A grant');
    const unknown = Object.keys(item).find((name) => !PARTS.includes(name));
    if (unknown !== undefined)
      throw new ControlError(400, `A grant has no "${unknown}", only: ${PARTS.join(', ')}`);
    const named = {
      function: readFunction(item['function'], [...new Set(grants.map((grant) => grant.function))]),
      action: String(item['action']),
      resource: String(item['resource']),
    };
    if (!grants.some((grant) => isSame(named, grant))) throw new ControlError(400, noneOf(named, grants));
    return { ...named, ...readText(item, 'member'), ...readText(item, 'message') };
  });
}

function isSame(a: Omit<Grant, 'condition'>, b: Grant): boolean {
  return a.function === b.function && a.action === b.action && a.resource === b.resource;
}

function noneOf(named: Grant, grants: readonly Grant[]): string {
  const own = grants.filter((grant) => grant.function === named.function);
  const known = own.map(({ action, resource }) => `${action} on ${resource}`).join(', ');
  return `${named.function} has no grant of ${named.action} on ${named.resource}, only: ${known}`;
}

function scopeOf({ member }: WithheldGrant): string {
  return member?.toLowerCase() ?? '';
}
