import { Match } from 'aws-cdk-lib/assertions';
import { ALARMS } from '../../lambda/shared/alarms';
import { METRICS } from '../../lambda/shared/metrics';
import { config, templateOf } from '../support/synthesised';
import { grantsIn, resourcesIn, statementsOf, type Resource } from '../support/template';

const template = templateOf({ ...config, alarms: { emails: ['ops@example.com', 'cto@example.com'] } });
const alarms = resourcesIn(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
const [[topic]] = resourcesIn(template, 'AWS::SNS::Topic') as [[string, Resource]];

describe('alarms', () => {
  it('are at most ten, which cost nothing, and those that the runbook knows', () => {
    expect(alarms.length).toBeLessThanOrEqual(10);
    expect(alarms.map(({ AlarmName }) => AlarmName)).toEqual(ALARMS.map((id) => `WecomGpt-${id}`));
  });

  it('tell when they go off and when they end, and name their page of the runbook', () => {
    for (const [index, { AlarmActions, OKActions, AlarmDescription }] of alarms.entries()) {
      expect([AlarmActions, OKActions]).toEqual([[{ Ref: topic }], [{ Ref: topic }]]);
      expect(AlarmDescription).toContain(`docs/runbook.md#${ALARMS[index]}`);
    }
  });

  it('look at figures that something emits', () => {
    const ours = alarms
      .flatMap((alarm) => figuresOf(alarm))
      .filter(({ Namespace }) => Namespace === 'WecomGpt');
    expect(ours.length).toBeGreaterThan(4);
    expect(Object.values<string>(METRICS)).toEqual(
      expect.arrayContaining(ours.map(({ MetricName }) => MetricName)),
    );
  });

  it('of the look every minute goes off where there are no figures at all', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'WecomGpt-recovery-silent',
      TreatMissingData: 'breaching',
      EvaluationPeriods: 2,
    });
  });

  it('of waiting does not come and go while messages wait for a block: they say so every 22 minutes', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'WecomGpt-waiting',
      Period: 1_800,
      Threshold: 1_800,
      Statistic: 'Maximum',
    });
  });
});

describe('the topic', () => {
  it('is told by alarms of this account, over TLS alone', () => {
    const [[, policy]] = resourcesIn(template, 'AWS::SNS::TopicPolicy') as [[string, Resource]];
    expect(statementsOf(policy.Properties)).toEqual([
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    ]);
  });

  it('writes e-mails, and calls the notifier', () => {
    const subscribers = resourcesIn(template, 'AWS::SNS::Subscription').map(([, { Properties }]) => [
      Properties['Protocol'],
      Properties['Endpoint'],
    ]);
    expect(subscribers).toEqual([
      ['email', 'ops@example.com'],
      ['email', 'cto@example.com'],
      ['lambda', expect.anything()],
    ]);
  });

  it('is encrypted by the key of the company, where it has one', () => {
    const own = templateOf({ ...config, governance: { ownKey: true } });
    own.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    expect(resourcesIn(template, 'AWS::KMS::Key')).toEqual([]);
  });
});

describe('the notifier', () => {
  it('stands outside the VPC, and may read its secret alone', () => {
    expect(grantsIn(template)['Notifier']).toEqual([
      'logs:CreateLogStream on NotifierLogs',
      'logs:PutLogEvents on NotifierLogs',
      'secretsmanager:GetSecretValue on CredentialsRobot',
    ]);
    const [[, { Properties }]] = resourcesIn(template, 'AWS::Lambda::Function').filter(([id]) =>
      id.startsWith('Notifier'),
    ) as [[string, Resource]];
    expect(Properties).not.toHaveProperty('VpcConfig');
  });

  it('is not there, nor its secret, where nobody wants it', () => {
    const without = templateOf({ ...config, alarms: { robot: false } });
    expect(Object.keys(grantsIn(without))).not.toContain('Notifier');
    without.resourceCountIs('AWS::SecretsManager::Secret', 3);
    expect(Object.keys(without.toJSON()['Outputs'] as object)).not.toContain('Step6RobotSecret');
  });
});

it('the dashboard shows what an admin asks for, for each app', () => {
  const two = templateOf({
    ...config,
    apps: { assistant: { model: 'm', persona: 'p', default: true }, finance: { model: 'm', persona: 'p' } },
  });
  const [[, { Properties }]] = resourcesIn(two, 'AWS::CloudWatch::Dashboard') as [[string, Resource]];
  const body = JSON.stringify(Properties['DashboardBody']);
  for (const title of [
    'Messages',
    'Answers',
    'Time to first words, ms',
    'Tokens',
    'Cost, US dollars',
    'Errors by class',
    'Waiting: messages in the queue',
    'Blocked since, minutes',
    'Dead letters',
    'Throttles',
  ]) {
    expect(body).toContain(`\\"title\\":\\"${title}\\"`);
  }
  for (const name of ['messages', 'answers', 'firstWords', 'inputTokens', 'cost'] as const) {
    for (const app of ['assistant', 'finance']) {
      expect(body).toContain(`\\"WecomGpt\\",\\"${METRICS[name]}\\",\\"app\\",\\"${app}\\"`);
    }
  }
});

interface Figure {
  readonly Namespace: string;
  readonly MetricName: string;
}

/** The metrics that an alarm looks at, alone or by a formula. */
function figuresOf(alarm: Record<string, unknown>): Figure[] {
  if (alarm['MetricName'] !== undefined) return [alarm as unknown as Figure];
  const metrics = alarm['Metrics'] as { MetricStat?: { Metric: Figure } }[];
  return metrics.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric] : []));
}
