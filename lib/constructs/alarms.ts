import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  TreatMissingData,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { AlarmId } from '../../lambda/shared/alarms';
import { METRICS } from '../../lambda/shared/metrics';
import { en } from '../../lambda/notifier/texts/en';
import { figure } from './figures';
import type { Watched } from './operations';

/** When an alarm goes off. */
interface Condition {
  readonly metric: IMetric;
  /** At or above it; in the metric's unit. */
  readonly threshold: number;
  /** So many periods in a row. @default 1 */
  readonly periods?: number;
  /** What no figure means. @default that all is well */
  readonly missing?: TreatMissingData;
}

const MINUTE = Duration.minutes(1);
const FIVE_MINUTES = Duration.minutes(5);
const QUARTER = Duration.minutes(15);
const HALF_AN_HOUR = Duration.minutes(30);

/** Ten alarms, each of which somebody has to act on. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, watched: Watched, topic: ITopic) {
    super(scope, id);
    const action = new SnsAction(topic);
    for (const [alarm, condition] of Object.entries(this.conditions(watched))) {
      const { metric, threshold, periods = 1, missing = TreatMissingData.NOT_BREACHING } = condition;
      const { title, meaning } = en.alarms[alarm as AlarmId];
      const made = new Alarm(this, alarm, {
        alarmName: `${Stack.of(this).stackName}-${alarm}`,
        alarmDescription: ascii(`${title}. ${meaning} Runbook: ${en.runbook}#${alarm}`),
        metric,
        threshold,
        evaluationPeriods: periods,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: missing,
      });
      made.addAlarmAction(action);
      made.addOkAction(action);
    }
  }

  private conditions({ callback, worker, recovery, api, deadLetters }: Watched): Record<AlarmId, Condition> {
    const max = { statistic: 'Maximum', period: MINUTE };
    const sum = { statistic: 'Sum', period: FIVE_MINUTES };
    return {
      blocked: { metric: figure(this, METRICS.blocked, {}, max), threshold: 5 },
      // What waits says so every 22 minutes at least: within this period the alarm does not come and go.
      waiting: {
        metric: figure(this, METRICS.waited, {}, { ...max, period: HALF_AN_HOUR }),
        threshold: 30 * 60,
      },
      'dead-letters': {
        metric: deadLetters.metricApproximateNumberOfMessagesVisible({ ...max, period: FIVE_MINUTES }),
        threshold: 1,
      },
      'callback-failing': {
        metric: total(FIVE_MINUTES, {
          failed: api.metricServerError(sum),
          crashed: callback.metricErrors(sum),
        }),
        threshold: 1,
      },
      'callback-refusing': {
        metric: figure(this, METRICS.refused, { class: 'signature' }, sum),
        threshold: 20,
      },
      'worker-failing': {
        metric: total(QUARTER, {
          failed: figure(this, METRICS.errors, { class: 'bot' }, { ...sum, period: QUARTER }),
          crashed: worker.metricErrors({ ...sum, period: QUARTER }),
          throttled: worker.metricThrottles({ ...sum, period: QUARTER }),
        }),
        threshold: 3,
      },
      'model-failing': {
        metric: figure(this, METRICS.errors, { class: 'model' }, { ...sum, period: QUARTER }),
        threshold: 5,
      },
      'recovery-silent': {
        metric: new MathExpression({
          expression: 'IF(FILL(called, 0) - FILL(crashed, 0) < 1, 1, 0)',
          usingMetrics: {
            called: recovery.metricInvocations(sum),
            crashed: recovery.metricErrors(sum),
          },
          period: FIVE_MINUTES,
          label: 'no run that succeeded',
        }),
        threshold: 1,
        periods: 2,
        missing: TreatMissingData.BREACHING,
      },
      'audit-behind': {
        metric: figure(this, METRICS.auditBehind, {}, { ...max, period: FIVE_MINUTES }),
        threshold: 1,
        periods: 3,
      },
      budget: { metric: figure(this, METRICS.budget, {}, { ...max, period: FIVE_MINUTES }), threshold: 80 },
    };
  }
}

/** The sum of metrics of which some may have no figure. */
function total(period: Duration, metrics: Record<string, IMetric>): MathExpression {
  const names = Object.keys(metrics);
  return new MathExpression({
    expression: names.map((name) => `FILL(${name}, 0)`).join(' + '),
    usingMetrics: metrics,
    period,
    label: names.join(' or '),
  });
}

/** CloudFormation gives anything else back as question marks. */
function ascii(text: string): string {
  return text
    .replaceAll('’', "'")
    .replaceAll(/[“”]/g, '"')
    .replaceAll(/[^\x20-\x7e]/g, '');
}
