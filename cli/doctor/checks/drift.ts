import {
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceDriftsCommand,
  DetectStackDriftCommand,
  type CloudFormationClient,
  type StackResourceDrift,
} from '@aws-sdk/client-cloudformation';
import { wordsOf } from '../../callback-check/words';
import { found, type OutsideFinding } from '../findings';

/** What the check needs of the world. */
export interface DriftPorts {
  readonly cloudFormation: CloudFormationClient;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
  readonly pause: (ms: number) => Promise<unknown>;
}

const PATIENCE_MS = 90_000;
const INTERVAL_MS = 3_000;

/**
 * What was changed by hand. CloudFormation compares the properties that the template sets, where AWS shows them: not the
 * values of secrets, nor the code of functions. Nothing of what it found there is repeated but the names of properties.
 */
export async function checkDrift(ports: DriftPorts, stack: string): Promise<OutsideFinding[]> {
  const { cloudFormation, clock, pause } = ports;
  const { StackDriftDetectionId } = await cloudFormation.send(
    new DetectStackDriftCommand({ StackName: stack }),
  );
  const asked = new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId });
  const until = clock() + PATIENCE_MS;
  for (;;) {
    const { DetectionStatus, DetectionStatusReason = '' } = await cloudFormation.send(asked);
    if (DetectionStatus === 'DETECTION_COMPLETE') return findingsOf(await drifts(cloudFormation, stack));
    if (DetectionStatus === 'DETECTION_FAILED') {
      // What could be compared was.
      const changed = (await drifts(cloudFormation, stack)).flatMap(changeIn);
      return [...changed, found('drift-failed', { reason: wordsOf(DetectionStatusReason) })];
    }
    if (clock() >= until) return [found('drift-slow', { seconds: PATIENCE_MS / 1000 })];
    await pause(INTERVAL_MS);
  }
}

async function drifts(cloudFormation: CloudFormationClient, stack: string): Promise<StackResourceDrift[]> {
  const all: StackResourceDrift[] = [];
  let next: string | undefined;
  do {
    const { StackResourceDrifts = [], NextToken } = await cloudFormation.send(
      new DescribeStackResourceDriftsCommand({ StackName: stack, NextToken: next, MaxResults: 100 }),
    );
    all.push(...StackResourceDrifts);
    next = NextToken;
  } while (next !== undefined);
  return all;
}

function findingsOf(all: readonly StackResourceDrift[]): OutsideFinding[] {
  const changed = all.flatMap(changeIn);
  const compared = all.filter(
    ({ StackResourceDriftStatus }) => StackResourceDriftStatus === 'IN_SYNC',
  ).length;
  return changed.length > 0 ? changed : [found('drift-none', { compared })];
}

function changeIn(drift: StackResourceDrift): OutsideFinding[] {
  const { LogicalResourceId: resource = '?', ResourceType: type = '?', PropertyDifferences = [] } = drift;
  switch (drift.StackResourceDriftStatus) {
    case 'DELETED':
      return [found('drift-deleted', { resource, type })];
    case 'MODIFIED': {
      const properties = PropertyDifferences.map(({ PropertyPath = '?' }) => PropertyPath).join(', ');
      return [found('drift-changed', { resource, type, properties: wordsOf(properties) })];
    }
    default:
      return [];
  }
}
