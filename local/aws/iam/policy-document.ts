import { plainName } from '../physical';
import type { Resolver } from '../resolver';
import { isRecord } from '../service';
import { AssemblyError } from '../template';
import { holds, readConditions, type Condition, type RequestContext } from './conditions';
import { isArnPattern, matchesArn, matchesPattern } from './patterns';

/** What a call asks of IAM: whether its caller may do this. */
export interface AccessRequest {
  /** E.g. `sqs:SendMessage`. */
  readonly action: string;
  /** Its ARN. */
  readonly resource: string;
  readonly context: RequestContext;
}

/** One action on one resource that a statement allows or denies. */
export interface PolicyRule {
  readonly effect: 'Allow' | 'Deny';
  /** As the policy spells it, which may be with wildcards. */
  readonly action: string;
  /** The plain name where the policy names a resource of the template, else as the policy has it. */
  readonly resourceName: string;
  /** An ARN, which may be with wildcards, or `*`. */
  readonly resource: string;
  /** All of them must hold. */
  readonly conditions: readonly Condition[];
}

/** What the rules say of a request. */
export interface Decision {
  readonly isAllowed: boolean;
  /** Refused by a statement that says so, not for want of one that allows it. */
  readonly isExplicit: boolean;
  /** The rules that allow it, each by itself. */
  readonly allowedBy: readonly PolicyRule[];
}

const ELEMENTS = ['Sid', 'Effect', 'Action', 'Resource', 'Condition'];
const ACTION = /^(\*|[a-z0-9-]+:[a-z0-9*?]+)$/i;

/**
 * A policy document of an identity as single rules, which allow and deny the same: a statement is about each of its
 * actions on each of its resources.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 * @param where names the policy
 * @throws AssemblyError for what is not known here, like NotAction
 */
export function rulesOf(document: unknown, resolver: Resolver, where: string): PolicyRule[] {
  const statements = isRecord(document) ? [document['Statement']].flat() : [];
  if (statements.length === 0) throw new AssemblyError(`${where} has no statements.`);
  return statements.flatMap((statement) => rulesOfStatement(statement, resolver, where));
}

/**
 * What the rules say: a deny wins, whatever allows; what nothing allows is denied.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(rules: readonly PolicyRule[], request: AccessRequest): Decision {
  const matching = rules.filter((rule) => isAbout(rule, request));
  const isExplicit = matching.some(({ effect }) => effect === 'Deny');
  const allowedBy = isExplicit ? [] : matching;
  return { isAllowed: allowedBy.length > 0, isExplicit, allowedBy };
}

function isAbout({ action, resource, conditions }: PolicyRule, request: AccessRequest): boolean {
  return (
    matchesPattern(request.action.toLowerCase(), action.toLowerCase()) &&
    matchesArn(request.resource, resource) &&
    conditions.every((condition) => holds(condition, request.context))
  );
}

function rulesOfStatement(statement: unknown, resolver: Resolver, where: string): PolicyRule[] {
  if (!isRecord(statement)) throw new AssemblyError(`${where} has a statement that is no object.`);
  const unknown = Object.keys(statement).find((element) => !ELEMENTS.includes(element));
  if (unknown !== undefined) {
    throw new AssemblyError(`${where} has the element ${unknown}, which the local stack does not know.`);
  }
  const { Effect: effect, Action, Resource, Condition: condition } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') throw new AssemblyError(`${where} has no Effect.`);
  const conditions = readConditions(resolver.resolve(condition), where);
  const resources = listOf(Resource, 'Resource', where).map((each) => ({
    resourceName: nameOf(each),
    resource: arnPatternOf(each, resolver, where),
  }));
  return listOf(Action, 'Action', where).flatMap((action) =>
    resources.map((each) => ({ effect, action: actionOf(action, where), ...each, conditions })),
  );
}

function listOf(value: unknown, element: string, where: string): unknown[] {
  const list = value === undefined ? [] : [value].flat();
  if (list.length > 0) return list;
  throw new AssemblyError(`${where} has a statement without ${element}.`);
}

function actionOf(action: unknown, where: string): string {
  if (typeof action === 'string' && ACTION.test(action)) return action;
  throw new AssemblyError(`${where} has the action ${JSON.stringify(action)}, which is none.`);
}

function arnPatternOf(value: unknown, resolver: Resolver, where: string): string {
  const arn = resolver.text(value);
  if (arn.includes('${')) {
    throw new AssemblyError(`${where} has a policy variable, which the local stack does not know: ${arn}`);
  }
  if (isArnPattern(arn)) return arn;
  throw new AssemblyError(`${where} has the resource ${arn}, which is no ARN.`);
}

/** What a `Ref` or `Fn::GetAtt` is about; anything else as it stands there. */
function nameOf(value: unknown): string {
  if (!isRecord(value)) return String(value);
  const { Ref: ref, 'Fn::GetAtt': attribute } = value;
  const [id] = typeof attribute === 'string' ? attribute.split('.') : [attribute].flat();
  const named = ref ?? id;
  return typeof named === 'string' ? plainName(named) : JSON.stringify(value);
}
