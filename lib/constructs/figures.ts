import { Stack, type Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Dimensions, MetricName } from '../../lambda/shared/metrics';

/**
 * A metric that our functions emit.
 * @param of the series: of an app, of a class, or of the whole stack
 */
export function figure(
  scope: Construct,
  metricName: MetricName,
  of: Dimensions,
  props: { readonly statistic: string; readonly period: Duration; readonly label?: string },
): Metric {
  return new Metric({
    namespace: Stack.of(scope).stackName,
    metricName,
    dimensionsMap: { ...of },
    ...props,
  });
}
