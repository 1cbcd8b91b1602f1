import { Duration, Stack } from 'aws-cdk-lib';
import {
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  MathExpression,
  SingleValueWidget,
  TextWidget,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { ERROR_CLASSES, METRICS, REFUSAL_CLASSES, type MetricName } from '../../lambda/shared/metrics';
import { figure } from './figures';
import type { Watched } from './operations';

const PERIOD = Duration.minutes(5);
const WIDTH = 8;

/** What an admin looks at: what is asked and answered, how fast, at what cost, and what is wrong. */
export class Dashboard extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly watched: Watched,
  ) {
    super(scope, id);
    const dashboard = new CloudWatchDashboard(this, 'Dashboard', {
      dashboardName: Stack.of(this).stackName,
      defaultInterval: Duration.days(1),
    });
    dashboard.addWidgets(this.introduction());
    dashboard.addWidgets(...this.state());
    dashboard.addWidgets(
      this.graph('Messages', this.byApp(METRICS.messages, 'Sum')),
      this.graph('Answers', this.byApp(METRICS.answers, 'Sum')),
      this.graph('Time to first words, ms', [
        ...this.byApp(METRICS.firstWords, 'p50', 'half'),
        ...this.byApp(METRICS.firstWords, 'p95', '95 of 100'),
      ]),
    );
    dashboard.addWidgets(
      this.graph('Tokens', [
        ...this.byApp(METRICS.inputTokens, 'Sum', 'read'),
        ...this.byApp(METRICS.outputTokens, 'Sum', 'said and thought'),
      ]),
      this.graph('Cost, US dollars', this.byApp(METRICS.cost, 'Sum')),
      this.graph('Errors by class', this.byClass(METRICS.errors, ERROR_CLASSES)),
    );
    dashboard.addWidgets(
      this.graph('Callbacks refused by class', this.byClass(METRICS.refused, REFUSAL_CLASSES)),
      this.graph('Waiting: messages in the queue', this.inQueue()),
      this.graph('Throttles', this.throttles()),
    );
  }

  private introduction(): TextWidget {
    return new TextWidget({
      width: 3 * WIDTH,
      height: 2,
      markdown:
        'What to do about each alarm: docs/runbook.md. Who used how much, what failed and why: Logs Insights, saved ' +
        `queries, folder ${Stack.of(this).stackName}.`,
    });
  }

  private state(): SingleValueWidget[] {
    const { deadLetters } = this.watched;
    const now = { statistic: 'Maximum', period: PERIOD };
    const one = (title: string, metric: IMetric): SingleValueWidget =>
      new SingleValueWidget({ title, metrics: [metric], width: 4, height: 4 });
    return [
      one('Blocked since, minutes', figure(this, METRICS.blocked, {}, now)),
      one('Longest wait, seconds', figure(this, METRICS.waited, {}, now)),
      one('Dead letters', deadLetters.metricApproximateNumberOfMessagesVisible(now)),
      one('Budget used, percent', figure(this, METRICS.budget, {}, now)),
      one('Audit records behind', figure(this, METRICS.auditBehind, {}, now)),
    ];
  }

  private byApp(name: MetricName, statistic: string, words = ''): IMetric[] {
    return this.watched.apps.map((app) =>
      figure(this, name, { app }, { statistic, period: PERIOD, label: `${app} ${words}`.trim() }),
    );
  }

  private byClass(
    name: MetricName,
    classes: readonly (typeof ERROR_CLASSES | typeof REFUSAL_CLASSES)[number][],
  ): IMetric[] {
    return classes.map((each) =>
      figure(this, name, { class: each }, { statistic: 'Sum', period: PERIOD, label: each }),
    );
  }

  /** What waits is in flight, and what is behind it is visible. */
  private inQueue(): IMetric[] {
    const { queue } = this.watched;
    const most = { statistic: 'Maximum', period: PERIOD };
    const visible = queue.metricApproximateNumberOfMessagesVisible(most);
    const inFlight = queue.metricApproximateNumberOfMessagesNotVisible(most);
    return [
      new MathExpression({
        expression: 'FILL(visible, 0) + FILL(inFlight, 0)',
        usingMetrics: { visible, inFlight },
        label: 'messages',
        period: PERIOD,
      }),
    ];
  }

  private throttles(): IMetric[] {
    const { callback, worker, recovery } = this.watched;
    return Object.entries({ callback, worker, recovery }).map(([label, lambda]) =>
      lambda.metricThrottles({ statistic: 'Sum', period: PERIOD, label }),
    );
  }

  private graph(title: string, left: IMetric[]): GraphWidget {
    return new GraphWidget({ title, left, width: WIDTH, height: 6, leftYAxis: { min: 0 } });
  }
}
