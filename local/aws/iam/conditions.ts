import { isRecord } from '../service';
import { AssemblyError } from '../template';
import { matchesArn, matchesPattern } from './patterns';

/** What is known of a request besides action and resource: values by condition key. A key that it does not have is absent. */
export type RequestContext = Readonly<Partial<Record<ConditionKey, readonly string[]>>>;

/** The condition keys that requests have here. */
export type ConditionKey = (typeof KEYS)[number]['name'];

/** One key of a statement's `Condition`, with what it must be. */
export interface Condition {
  readonly key: ConditionKey;
  /** As the policy spells it, e.g. `ForAllValues:StringLike`. */
  readonly operator: string;
  /** One of these will do. */
  readonly values: readonly string[];
}

/**
 * `isSet`: a request can have several values of it, and AWS wants a set operator for it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html#amazondynamodb-policy-keys
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const KEYS = [
  { name: 'dynamodb:LeadingKeys', isSet: true },
  { name: 'kms:ViaService', isSet: false },
  { name: 'aws:ViaAWSService', isSet: false },
] as const;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  StringEquals: (value, wanted) => value === wanted,
  StringLike: matchesPattern,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
};

/**
 * Reads a statement's `Condition`, its values resolved.
 * @param where names the policy
 * @throws AssemblyError for an operator or a key that is not known here
 */
export function readConditions(condition: unknown, where: string): Condition[] {
  if (condition === undefined) return [];
  if (!isRecord(condition)) throw new AssemblyError(`${where} has a Condition that is no object.`);
  return Object.entries(condition).flatMap(([operator, keys]) => {
    const { set } = partsOf(operator, where);
    if (!isRecord(keys)) throw new AssemblyError(`${where} has no keys below ${operator}.`);
    return Object.entries(keys).map(([name, values]): Condition => {
      // Names of keys do not depend on case.
      const key = KEYS.find((each) => each.name.toLowerCase() === name.toLowerCase());
      if (key === undefined) {
        throw new AssemblyError(
          `${where} has the condition key ${name}, which the local stack does not know. ` +
            `If a function needs it, add it to local/aws/iam/conditions.ts.`,
        );
      }
      if (key.isSet && set === undefined) {
        throw new AssemblyError(
          `${where} has ${key.name} below ${operator}: AWS wants ForAllValues: for it.`,
        );
      }
      return { key: key.name, operator, values: [values].flat().map((value) => textOf(value, where)) };
    });
  });
}

/**
 * Whether the request is as the condition says.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function holds({ key, operator, values }: Condition, context: RequestContext): boolean {
  const { set, compare, ifExists } = partsOf(operator, key);
  const actual = context[key] ?? [];
  if (actual.length === 0) return ifExists || set === 'ForAllValues';
  const fits = (value: string): boolean => values.some((wanted) => compare(value, wanted));
  return set === 'ForAllValues' ? actual.every(fits) : actual.some(fits);
}

/** A condition as a person would say it. */
export function inWords({ operator, key, values }: Condition): string {
  return `${operator} ${key} ${values.join(' or ')}`;
}

interface OperatorParts {
  readonly set: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly compare: (value: string, wanted: string) => boolean;
  readonly ifExists: boolean;
}

function partsOf(operator: string, where: string): OperatorParts {
  const [, set, name = '', suffix] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const compare = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (compare !== undefined) {
    return { set: set as OperatorParts['set'], compare, ifExists: suffix !== undefined };
  }
  throw new AssemblyError(
    `${where} has the condition operator ${operator}, which the local stack does not know. ` +
      `If a function needs it, add it to local/aws/iam/conditions.ts.`,
  );
}

function textOf(value: unknown, where: string): string {
  const text = typeof value === 'boolean' || typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') throw new AssemblyError(`${where} has a condition value that is no text.`);
  if (!text.includes('${')) return text;
  throw new AssemblyError(`${where} has a policy variable, which the local stack does not know: ${text}`);
}
