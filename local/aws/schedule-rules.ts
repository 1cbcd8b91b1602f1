import { demandPermission, isNameOf } from './invoke-permission';
import type { Resolver } from './resolver';
import { functionIdOf } from './resources';
import type { ScheduleSettings } from './schedule';
import { isRecord } from './service';
import { AssemblyError, resourcesOf, type CloudFormationTemplate } from './template';

/** A rule's properties, worked out. */
export interface ScheduleProperties extends ScheduleSettings {
  readonly functionId: string;
}

/** What a rule may say; more would change what it does. */
const PLAYED = ['Name', 'Description', 'ScheduleExpression', 'State', 'Targets', 'Tags'];
const PLAYED_OF_TARGET = ['Arn', 'Id', 'RetryPolicy'];
const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * The template's rules that call a function at a rate, but for those that are disabled.
 * @throws AssemblyError for any other rule, and where AWS would not call the function or would try again
 */
export function schedulesIn(template: CloudFormationTemplate, resolver: Resolver): ScheduleProperties[] {
  return resourcesOf(template, 'AWS::Events::Rule').flatMap(([id, { Properties = {} }]) => {
    demandOnly(PLAYED, Properties, id);
    const arn = resolver.attribute(id, 'Arn');
    const everyMs = periodOf(resolver.property(id, 'ScheduleExpression'), id);
    const functionId = targetOf(template, resolver, id);
    demandPermission(template, resolver, {
      principal: 'events.amazonaws.com',
      sourceArn: arn,
      functionId,
      id: `the rule ${id}`,
    });
    demandNoRetries(template, resolver, functionId);
    const state = resolver.text(resolver.property(id, 'State') ?? 'ENABLED');
    if (state === 'DISABLED') return [];
    if (state !== 'ENABLED') throw new AssemblyError(`${id} has the state ${state}, which is not played.`);
    return [{ arn, region: resolver.region, everyMs, functionId }];
  });
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rate-expressions.html */
function periodOf(expression: unknown, id: string): number {
  const [, value, unit, plural] = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(String(expression)) ?? [];
  const count = Number(value);
  if (unit !== undefined && count > 0 && count > 1 === (plural === 's')) {
    return count * (UNIT_MS[unit] ?? NaN);
  }
  throw new AssemblyError(
    `${id} has the schedule ${String(expression)}; the local stack plays rates such as rate(1 minute) and rate(5 minutes).`,
  );
}

function targetOf(template: CloudFormationTemplate, resolver: Resolver, id: string): string {
  const targets = resolver.property(id, 'Targets');
  const [target, ...others] = Array.isArray(targets) ? (targets as unknown[]) : [];
  if (!isRecord(target) || others.length > 0) throw new AssemblyError(`${id} should have one target.`);
  demandOnly(PLAYED_OF_TARGET, target, `The target of ${id}`);
  return functionIdOf(template, resolver, target['Arn']);
}

/** Lambda would try twice again by itself what failed. */
function demandNoRetries(template: CloudFormationTemplate, resolver: Resolver, functionId: string): void {
  const hasNone = resourcesOf(template, 'AWS::Lambda::EventInvokeConfig').some(
    ([each]) =>
      isNameOf(resolver, functionId, resolver.property(each, 'FunctionName')) &&
      resolver.property(each, 'MaximumRetryAttempts') === 0,
  );
  if (hasNone) return;
  throw new AssemblyError(
    `Lambda would retry ${functionId} where a schedule's invocation fails, which the local stack does not play: ` +
      'give it an AWS::Lambda::EventInvokeConfig with MaximumRetryAttempts 0.',
  );
}

function demandOnly(played: readonly string[], properties: Record<string, unknown>, owner: string): void {
  const unknown = Object.keys(properties).find((name) => !played.includes(name));
  if (unknown !== undefined)
    throw new AssemblyError(`${owner} sets ${unknown}, which the local stack does not play.`);
}
