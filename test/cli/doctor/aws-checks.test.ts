import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { EC2Client } from '@aws-sdk/client-ec2';
import { STSClient } from '@aws-sdk/client-sts';
import { attempt } from '../../../cli/doctor/attempt';
import { checkAddresses } from '../../../cli/doctor/checks/address';
import { checkCredentials } from '../../../cli/doctor/checks/credentials';
import { checkDrift } from '../../../cli/doctor/checks/drift';
import { checkStack } from '../../../cli/doctor/checks/stack';
import type { OutsideFinding } from '../../../cli/doctor/findings';
import { addressesXml, denied, stackXml, startFakeAws, type Answer, type FakeAws } from './fake-aws';

let aws: FakeAws;
let cloudFormation: CloudFormationClient;
let ec2: EC2Client;
let sts: STSClient;
beforeAll(async () => {
  aws = await startFakeAws();
  cloudFormation = new CloudFormationClient(aws.settings);
  ec2 = new EC2Client(aws.settings);
  sts = new STSClient(aws.settings);
});
afterAll(async () => {
  for (const client of [cloudFormation, ec2, sts]) client.destroy();
  await aws.close();
});

const inAws = { from: { stack: 'WecomGpt' } };

it('the credentials are named by account and ARN, and their region', async () => {
  aws.answers = {
    GetCallerIdentity: '<Account>111122223333</Account><Arn>arn:aws:iam::111122223333:user/op</Arn>',
  };
  await expect(checkCredentials(sts)).resolves.toEqual([
    {
      code: 'identity',
      facts: {
        account: '111122223333',
        arn: 'arn:aws:iam::111122223333:user/op',
        region: 'ap-northeast-1',
      },
    },
  ]);
});

it.each([
  ['CREATE_COMPLETE', 'stack-ok'],
  ['UPDATE_COMPLETE', 'stack-ok'],
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'stack-busy'],
  ['UPDATE_IN_PROGRESS', 'stack-busy'],
  ['UPDATE_ROLLBACK_IN_PROGRESS', 'stack-busy'],
  ['UPDATE_ROLLBACK_COMPLETE', 'stack-rolled-back'],
  ['UPDATE_ROLLBACK_FAILED', 'stack-stuck'],
  ['UPDATE_FAILED', 'stack-stuck'],
  ['REVIEW_IN_PROGRESS', 'stack-unmade'],
  ['ROLLBACK_COMPLETE', 'stack-unmade'],
  ['ROLLBACK_FAILED', 'stack-unmade'],
  ['CREATE_FAILED', 'stack-unmade'],
  ['DELETE_FAILED', 'stack-leaving'],
  ['SOMETHING_NEW', 'stack-odd'],
])('%s is %s, with the reason that CloudFormation gives', async (status, code) => {
  aws.answers = { DescribeStacks: stackXml(status, {}, 'No export named x') };
  await expect(checkStack(cloudFormation, 'WecomGpt')).resolves.toEqual([
    { code, facts: { stack: 'WecomGpt', status, reason: 'No export named x' } },
  ]);
});

describe('addresses', () => {
  const outputs = {
    Step5TrustedIp: '203.0.113.7;203.0.113.8',
    KeepLine: "keep: { addresses: [{ allocationId: 'eipalloc-1', ip: '203.0.113.7' }] },",
  };
  const used = (ip: string) => ({ ip, association: 'eipassoc-1' });
  it.each<[string, string, OutsideFinding[]]>([
    [
      'all there and in use',
      addressesXml([used('203.0.113.8'), used('203.0.113.7')]),
      [{ code: 'address-ok', facts: { ips: outputs.Step5TrustedIp } }],
    ],
    [
      'one that is gone, one that nothing uses',
      addressesXml([{ ip: '203.0.113.7' }]),
      [
        { code: 'address-idle', facts: { ip: '203.0.113.7' } },
        { code: 'address-gone', facts: { ip: '203.0.113.8' } },
      ],
    ],
  ])('%s', async (_, answer, findings) => {
    aws.answers = { DescribeAddresses: answer };
    await expect(checkAddresses(ec2, outputs)).resolves.toEqual(findings);
    const asked = aws.calls.at(-1);
    expect([asked?.get('Filter.1.Name'), asked?.get('Filter.1.Value.2')]).toEqual([
      'public-ip',
      '203.0.113.8',
    ]);
  });

  it('those of a network that was there before are not asked for', async () => {
    aws.answers = {};
    await expect(checkAddresses(ec2, { ...outputs, KeepLine: "keep: { table: 't' }," })).resolves.toEqual([
      { code: 'address-of-network', facts: { ips: outputs.Step5TrustedIp } },
    ]);
  });

  it('a missing permission is named', async () => {
    aws.answers = { DescribeAddresses: denied('ec2:DescribeAddresses') };
    const check = { name: 'address' as const, run: () => checkAddresses(ec2, outputs) };
    await expect(attempt(check, inAws)).resolves.toEqual([
      {
        code: 'not-looked-at',
        facts: { checks: ['address'], fault: { code: 'access-denied', action: 'ec2:DescribeAddresses' } },
      },
    ]);
  });
});

describe('drift', () => {
  const status = (detection: string, reason = ''): string =>
    `<StackId>s</StackId><StackDriftDetectionId>d</StackDriftDetectionId><Timestamp>2026-11-01T00:00:00Z</Timestamp>` +
    `<DetectionStatus>${detection}</DetectionStatus><DetectionStatusReason>${reason}</DetectionStatusReason>`;
  const drift = (resource: string, state: string, paths: readonly string[] = []): string =>
    `<member><StackId>s</StackId><LogicalResourceId>${resource}</LogicalResourceId><ResourceType>AWS::T</ResourceType>` +
    `<StackResourceDriftStatus>${state}</StackResourceDriftStatus><Timestamp>2026-11-01T00:00:00Z</Timestamp>` +
    `<PropertyDifferences>${paths
      .map(
        (path) =>
          `<member><PropertyPath>${path}</PropertyPath><ExpectedValue>geheim</ExpectedValue>` +
          `<ActualValue>geheim2</ActualValue><DifferenceType>NOT_EQUAL</DifferenceType></member>`,
      )
      .join('')}</PropertyDifferences></member>`;
  const drifts = (...members: string[]): string =>
    `<StackResourceDrifts>${members.join('')}</StackResourceDrifts>`;
  const started = '<StackDriftDetectionId>d</StackDriftDetectionId>';

  let now = 0;
  /** With a clock that the pauses move. */
  async function check(answers: Record<string, Answer | Answer[]>): Promise<readonly OutsideFinding[]> {
    aws.answers = { DetectStackDrift: started, ...answers };
    now = 0;
    const ports = {
      cloudFormation,
      clock: () => now,
      pause: (ms: number) => Promise.resolve((now += ms)),
    };
    return attempt({ name: 'drift', run: () => checkDrift(ports, 'WecomGpt') }, inAws);
  }

  it('is waited for, and what is as it should be is counted', async () => {
    const findings = await check({
      DescribeStackDriftDetectionStatus: [status('DETECTION_IN_PROGRESS'), status('DETECTION_COMPLETE')],
      DescribeStackResourceDrifts: [
        `${drifts(drift('Queue', 'IN_SYNC'), drift('Role', 'NOT_CHECKED'))}<NextToken>n</NextToken>`,
        drifts(drift('Table', 'IN_SYNC')),
      ],
    });
    expect(findings).toEqual([{ code: 'drift-none', facts: { compared: 2 } }]);
    expect(aws.calls.at(-1)?.get('NextToken')).toBe('n');
  });

  it('names what was changed and what was deleted, and no value', async () => {
    const findings = await check({
      DescribeStackDriftDetectionStatus: status('DETECTION_COMPLETE'),
      DescribeStackResourceDrifts: drifts(
        drift('Worker', 'MODIFIED', ['/Timeout', '/MemorySize']),
        drift('Nat', 'DELETED'),
      ),
    });
    expect(findings).toEqual([
      {
        code: 'drift-changed',
        facts: { resource: 'Worker', type: 'AWS::T', properties: '/Timeout, /MemorySize' },
      },
      { code: 'drift-deleted', facts: { resource: 'Nat', type: 'AWS::T' } },
    ]);
  });

  it('of a comparison that failed in part, what was seen is told all the same', async () => {
    const findings = await check({
      DescribeStackDriftDetectionStatus: status('DETECTION_FAILED', 'Failed to detect drift on Role'),
      DescribeStackResourceDrifts: drifts(drift('Nat', 'DELETED')),
    });
    expect(findings.map(({ code }) => code)).toEqual(['drift-deleted', 'drift-failed']);
    expect(findings.at(-1)?.facts).toEqual({ reason: 'Failed to detect drift on Role' });
  });

  it('is not waited for longer than 90 seconds', async () => {
    const findings = await check({ DescribeStackDriftDetectionStatus: status('DETECTION_IN_PROGRESS') });
    expect(findings).toEqual([{ code: 'drift-slow', facts: { seconds: 90 } }]);
    expect(now).toBe(90_000);
  });

  it('a missing permission is named', async () => {
    await expect(check({ DetectStackDrift: denied('cloudformation:DetectStackDrift') })).resolves.toEqual([
      {
        code: 'not-looked-at',
        facts: {
          checks: ['drift'],
          fault: { code: 'access-denied', action: 'cloudformation:DetectStackDrift' },
        },
      },
    ]);
  });
});
