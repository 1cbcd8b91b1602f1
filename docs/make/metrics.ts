import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notifierTextsIn } from '../../lambda/notifier/texts';
import { ALARMS, alarmIn, type AlarmId } from '../../lambda/shared/alarms';
import {
  embeddedMetrics,
  ERROR_CLASSES,
  METRICS,
  REFUSAL_CLASSES,
  type MetricName,
} from '../../lambda/shared/metrics';
import { templateWith } from './template';

/** A metric that an alarm looks at. */
interface Watched {
  readonly namespace: string;
  readonly name: string;
  /** `Sum` or `Maximum`. */
  readonly statistic: string;
  /** Seconds. */
  readonly period: number;
  /** By name; a value that only a deployment knows is left out. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/** An alarm as the template has it. */
interface MadeAlarm {
  readonly id: AlarmId;
  readonly watched: readonly Watched[];
  readonly threshold: number;
  readonly periods: number;
  readonly missing: string;
}

interface Series {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
}

interface AlarmProperties extends Series {
  readonly AlarmName: string;
  readonly Statistic: string;
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly Threshold: number;
  readonly TreatMissingData: string;
  readonly Metrics?: readonly {
    readonly MetricStat?: { readonly Metric: Series; readonly Period: number; readonly Stat: string };
  }[];
}

const STACK = 'WecomGpt';
const SOURCE = 'lambda/shared/metrics.ts';

/** docs/metrics.md: what the functions count, and what the alarms look at. */
export function metricsPage(): string {
  const alarms = alarmsOf(templateWith());
  return [
    '# Metrics and alarms',
    '',
    `Made from the code (\`npm run docs\`). In CloudWatch, the metrics stand under the name of the stack, \`${STACK}\`, or \`${STACK}-prod\` for the stage \`prod\`. The functions write them as log lines (embedded metric format). The dashboard of the same name shows them. What they cost: [cost.md](cost.md).`,
    '',
    '## Metrics',
    '',
    '| metric | unit | what it is | alarms |',
    '| ------ | ---- | ---------- | ------ |',
    ...Object.entries(METRICS).map(([key, name]) => {
      const watching = alarms.filter(({ watched }) =>
        watched.some((each) => each.namespace === STACK && each.name === name),
      );
      return row(
        `\`${name}\``,
        unitOf(name),
        sentenceOf(key),
        watching.map(({ id }) => linked(id)).join(', '),
      );
    }),
    '',
    '“By app” and “by class” are the dimensions `app` and `class`. The classes:',
    '',
    `- of \`${METRICS.errors}\`: ${ERROR_CLASSES.map((name) => `\`${name}\``).join(', ')}`,
    `- of \`${METRICS.refused}\`: ${REFUSAL_CLASSES.map((name) => `\`${name}\``).join(', ')}`,
    '',
    '## Alarms',
    '',
    `An alarm is called \`${STACK}-NAME\`. Each has its section in the [runbook](runbook.md), in Chinese [here](runbook.zh-CN.md).`,
    '',
    '| alarm | what it says | goes off at | of | where there is no figure |',
    '| ----- | ------------ | ----------- | -- | ------------------------ |',
    ...alarms.map(({ id, watched, threshold, periods, missing }) =>
      row(
        linked(id),
        notifierTextsIn('en').alarms[id].title,
        `≥ ${threshold}${periods > 1 ? `, ${periods} times in a row` : ''}`,
        watched.map(seriesOf).join(' + '),
        missing === 'breaching' ? 'it goes off' : 'all is well',
      ),
    ),
    '',
    '`recovery-silent` is 1 where no run of the recovery has ended well, and 0 otherwise. No alarm was seen on a live account yet: the conditions are held by tests.',
    '',
  ].join('\n');
}

function alarmsOf(resources: ReturnType<typeof templateWith>): MadeAlarm[] {
  const made = Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .map(({ Properties }) => alarmOf(Properties as unknown as AlarmProperties));
  return made.sort((one, other) => ALARMS.indexOf(one.id) - ALARMS.indexOf(other.id));
}

function alarmOf(properties: AlarmProperties): MadeAlarm {
  const id = alarmIn(properties.AlarmName);
  if (id === undefined) throw new Error(`lambda/shared/alarms.ts does not know ${properties.AlarmName}.`);
  const watched = properties.Metrics?.flatMap(({ MetricStat: stat }) =>
    stat ? [watchedIn(stat.Metric, stat.Stat, stat.Period)] : [],
  );
  return {
    id,
    watched: watched ?? [watchedIn(properties, properties.Statistic, properties.Period)],
    threshold: properties.Threshold,
    periods: properties.EvaluationPeriods,
    missing: properties.TreatMissingData,
  };
}

function watchedIn(series: Series, statistic: string, period: number): Watched {
  const known = (series.Dimensions ?? []).filter(({ Value }) => typeof Value === 'string');
  return {
    namespace: series.Namespace,
    name: series.MetricName,
    statistic,
    period,
    dimensions: Object.fromEntries(known.map(({ Name, Value }) => [Name, String(Value)])),
  };
}

function seriesOf({ namespace, name, statistic, period, dimensions }: Watched): string {
  const of = Object.entries(dimensions).map(([key, value]) => ` of ${key} \`${value}\``);
  const whose = namespace === STACK ? '' : `${namespace} `;
  return `${statistic.toLowerCase()} of ${whose}\`${name}\`${of.join('')} in ${period / 60} min`;
}

/** As the functions emit it. */
function unitOf(metric: MetricName): string {
  let line = '';
  embeddedMetrics(
    (written) => (line = written),
    STACK,
    () => 0,
  ).emit({ [metric]: 0 });
  return (/"Unit":"(\w+)"/.exec(line)?.[1] ?? '').replace('None', '–');
}

/** The sentence above a metric. */
function sentenceOf(key: string): string {
  const source = readFileSync(join(__dirname, '..', '..', SOURCE), 'utf8');
  const sentence = new RegExp(`/\\*\\* ([^\\n]*) \\*/\\n\\s*${key}:`).exec(source)?.[1];
  if (sentence === undefined) throw new Error(`${SOURCE} has no sentence above ${key}.`);
  return sentence;
}

function linked(alarm: AlarmId): string {
  return `[\`${alarm}\`](runbook.md#${alarm})`;
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
