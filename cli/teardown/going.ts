import type { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { keptKindOf } from './kept';

/** What goes with the stack, as a person would put it together. */
export const GROUPS = ['functions', 'queues', 'network', 'endpoint', 'alarms', 'logs', 'others'] as const;
export type Group = (typeof GROUPS)[number];

const TYPES: readonly (readonly [type: RegExp, group: Group])[] = [
  [/^AWS::Lambda::Function$/, 'functions'],
  [/^AWS::SQS::Queue$/, 'queues'],
  [/^AWS::EC2::/, 'network'],
  [/^AWS::(ApiGatewayV2|CertificateManager|Route53)::/, 'endpoint'],
  [/^AWS::(CloudWatch::|SNS::Topic$|SNS::Subscription$)/, 'alarms'],
  [/^AWS::Logs::LogGroup$/, 'logs'],
];

/** How many of a group go. */
export interface Going {
  readonly group: Group;
  readonly count: number;
}

/** How many resources of each group go, where there are any. */
export function goingIn(resources: readonly StackResourceSummary[]): Going[] {
  const groups = resources.filter((resource) => keptKindOf(resource) === undefined).map(groupOf);
  return GROUPS.map((group) => ({ group, count: groups.filter((each) => each === group).length })).filter(
    ({ count }) => count > 0,
  );
}

/** How many go in all. */
export function countOf(going: readonly Going[]): number {
  return going.reduce((sum, { count }) => sum + count, 0);
}

function groupOf({ ResourceType = '' }: StackResourceSummary): Group {
  return TYPES.find(([type]) => type.test(ResourceType))?.[1] ?? 'others';
}
