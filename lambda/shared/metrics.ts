/** Names of our metrics: what emits them and what alarms on them must agree. Dimensions are `app` and `class` alone. */
export const METRICS = {
  /** By app: messages that were dealt with, however. */
  messages: 'Messages',
  /** By app: those with an answer of the model. */
  answers: 'Answers',
  /** By app: ms from the queue's taking the message to WeCom's taking the first part. */
  firstWords: 'FirstWords',
  /** By app: what the model read. */
  inputTokens: 'InputTokens',
  /** By app: what it said and thought. */
  outputTokens: 'OutputTokens',
  /** By app: US dollars. */
  cost: 'Cost',
  /** By class: what went wrong for a member, or for us. */
  errors: 'Errors',
  /** Seconds that a message has waited in the queue when it is put back to wait on. */
  waited: 'Waited',
  /** By app, and of all apps the longest: minutes since WeCom refuses it; 0 while it does not. */
  blocked: 'Blocked',
  /** By app, and of all apps the most: percent of a budget that is used, of the one of which it is most. */
  budget: 'Budget',
  /** Audit records that could not be put into the log. */
  auditBehind: 'AuditBehind',
  /** By class: callbacks that were refused. */
  refused: 'Refused',
} as const;

export type MetricName = (typeof METRICS)[keyof typeof METRICS];

/** Whose fault an error is, for `Errors`. */
export const ERROR_CLASSES = ['model', 'wecom', 'bot'] as const;
export type ErrorClass = (typeof ERROR_CLASSES)[number];

/** Why a callback was refused, for `Refused`. */
export const REFUSAL_CLASSES = ['signature', 'malformed', 'not-filled-in', 'unavailable'] as const;
export type RefusalClass = (typeof REFUSAL_CLASSES)[number];

/** What one value of a metric is about; nothing: the whole stack. */
export interface Dimensions {
  readonly app?: string;
  readonly class?: ErrorClass | RefusalClass;
}

/** Values by metric. */
export type MetricValues = Readonly<Partial<Record<MetricName, number>>>;

/** Where metrics go. */
export interface Metrics {
  /** @param sets one set of dimensions for each series that the values belong to; none: the whole stack's alone */
  emit(values: MetricValues, ...sets: readonly Dimensions[]): void;
}

const UNITS: Readonly<Partial<Record<MetricName, string>>> = {
  [METRICS.firstWords]: 'Milliseconds',
  [METRICS.waited]: 'Seconds',
  [METRICS.cost]: 'None',
  [METRICS.blocked]: 'None',
  [METRICS.budget]: 'Percent',
};

/**
 * Metrics by CloudWatch's embedded metric format: a log line that CloudWatch reads values from.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 * @param write takes one line without its end
 * @param clock ms since epoch
 */
export function embeddedMetrics(
  write: (line: string) => void,
  namespace: string,
  clock: () => number,
): Metrics {
  return {
    emit: (values, ...sets) => {
      const names = Object.keys(values) as MetricName[];
      write(
        JSON.stringify({
          _aws: {
            Timestamp: clock(),
            CloudWatchMetrics: [
              {
                Namespace: namespace,
                Dimensions: sets.length === 0 ? [[]] : sets.map((set) => Object.keys(set)),
                Metrics: names.map((Name) => ({ Name, Unit: UNITS[Name] ?? 'Count' })),
              },
            ],
          },
          ...Object.assign({}, ...sets),
          ...values,
        }),
      );
    },
  };
}
