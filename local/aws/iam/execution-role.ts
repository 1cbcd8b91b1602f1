import type { Invocation } from '../../function-call';
import type { AuthorizedCall } from '../operations';
import type { AwsError, Input } from '../service';
import { accessDenied } from './access-denied';
import type { AccessRequests } from './access-requests';
import { inWords } from './conditions';
import { decide, type AccessRequest, type Decision, type PolicyRule } from './policy-document';

/** One action on one resource that a statement of a function's policies allows. */
export interface Grant {
  /** The function's plain name. */
  readonly function: string;
  /** As the policy spells it. */
  readonly action: string;
  /** The resource's plain name where it is one of the template, else as the policy has it. */
  readonly resource: string;
  /** What else must hold, in words; absent: nothing. */
  readonly condition?: string;
}

/** A grant, and what came of it. */
export interface GrantUse extends Grant {
  /** Calls that were allowed by it, and by nothing else. */
  readonly used: number;
  /** Calls that were denied since it was withheld. */
  readonly missed: number;
}

/** Whether a grant is left out for a call. @param invocation absent: the call is made for none, as by what polls a queue */
export type Withholds = (grant: Grant, invocation: Invocation | undefined) => boolean;

/** The role that a function's calls are made with, and that Lambda takes for its own calls on the function's behalf. */
export class ExecutionRole {
  private readonly uses: ReadonlyMap<PolicyRule, Use>;

  /** @param functionName the plain name @param principal the ARN of the role's session */
  constructor(
    readonly functionName: string,
    private readonly principal: string,
    private readonly rules: readonly PolicyRule[],
    private readonly requests: AccessRequests,
    private readonly withholds: Withholds,
  ) {
    const allowing = rules.filter(({ effect }) => effect === 'Allow');
    this.uses = new Map(
      allowing.map((rule) => [rule, { grant: grantOf(functionName, rule), used: 0, missed: 0 }]),
    );
  }

  /** @throws AwsError where the policies do not allow all that the call takes */
  authorize(call: AuthorizedCall, input: Input, invocation?: Invocation): void {
    const denial = this.denialOf(call, input, invocation);
    if (denial !== undefined) throw denial;
  }

  /** @returns what the service would answer; undefined: the call is allowed */
  denialOf(call: AuthorizedCall, input: Input, invocation?: Invocation): AwsError | undefined {
    for (const request of this.requests.of(call, input)) {
      const { isAllowed, isExplicit } = this.decide(request, invocation);
      if (!isAllowed) return accessDenied(call.service, { principal: this.principal, request, isExplicit });
    }
    return undefined;
  }

  /** In the order of the template. */
  grants(): GrantUse[] {
    return [...this.uses.values()].map(({ grant, used, missed }) => ({ ...grant, used, missed }));
  }

  private decide(request: AccessRequest, invocation: Invocation | undefined): Decision {
    const isLeft = (rule: PolicyRule): boolean => {
      const grant = this.uses.get(rule)?.grant;
      return grant === undefined || !this.withholds(grant, invocation);
    };
    const decision = decide(this.rules.filter(isLeft), request);
    const [first, ...others] = decision.allowedBy;
    const only = others.length === 0 ? first && this.uses.get(first) : undefined;
    if (only) only.used += 1;
    if (!decision.isAllowed) this.countMissed(request);
    return decision;
  }

  /** Without what is withheld it was denied: what would have allowed it else? */
  private countMissed(request: AccessRequest): void {
    for (const rule of decide(this.rules, request).allowedBy) {
      const use = this.uses.get(rule);
      if (use) use.missed += 1;
    }
  }
}

interface Use {
  readonly grant: Grant;
  used: number;
  missed: number;
}

function grantOf(functionName: string, { action, resourceName, conditions }: PolicyRule): Grant {
  return {
    function: functionName,
    action,
    resource: resourceName,
    ...(conditions.length > 0 && { condition: conditions.map(inWords).join(' and ') }),
  };
}
