import { arnOf, plainName } from '../physical';
import type { Resolver } from '../resolver';
import type { CloudFormationTemplate } from '../template';
import { AccessRequests } from './access-requests';
import { ExecutionRole, type GrantUse, type Withholds } from './execution-role';
import { roleOf } from './function-policies';

/** The roles of a template's functions, each read when it is first asked for. */
export class ExecutionRoles {
  private readonly roles = new Map<string, ExecutionRole>();
  private readonly requests: AccessRequests;

  /** @throws AssemblyError */
  constructor(
    private readonly template: CloudFormationTemplate,
    private readonly resolver: Resolver,
    private readonly withholds: Withholds = () => false,
  ) {
    this.requests = new AccessRequests(template, resolver);
  }

  /** @throws AssemblyError where it is not known what the function may do */
  of(functionId: string): ExecutionRole {
    const role = this.roles.get(functionId) ?? this.read(functionId);
    this.roles.set(functionId, role);
    return role;
  }

  /** The grants of all roles that were asked for. */
  grants(): GrantUse[] {
    return [...this.roles.values()].flatMap((role) => role.grants());
  }

  private read(functionId: string): ExecutionRole {
    const { name, rules } = roleOf(functionId, this.template, this.resolver);
    // Lambda names the session after the function.
    const principal = arnOf('sts', '', `assumed-role/${name}/${this.resolver.ref(functionId)}`);
    return new ExecutionRole(plainName(functionId), principal, rules, this.requests, this.withholds);
  }
}
