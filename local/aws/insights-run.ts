import { malformed, notImplemented } from './insights-errors';
import type { Aggregate, Command, Condition, Expression } from './insights-syntax';
import { compare, fieldsOf, numberIn, type Row, type Value } from './insights-values';
import type { LogEvent } from './logs';

/** One field of a row that a query gives. */
export interface ResultField {
  readonly field: string;
  readonly value: string;
}

/** What a query gives, and what it saw for it. */
export interface QueryResults {
  readonly results: readonly (readonly ResultField[])[];
  readonly recordsMatched: number;
}

const MOST_ROWS = 10_000;
const TIMESTAMP = '@timestamp';

/** The rows on their way through the commands, and what there is to be seen of them. */
interface Stage {
  readonly rows: readonly Row[];
  /** Undefined: of each record the usual. */
  readonly shown: readonly string[] | undefined;
  /** Whether rows are groups, of which nothing else is known than what is shown. */
  readonly isGrouped: boolean;
  readonly isSorted: boolean;
  readonly limit: number;
}

/** @param events in the order in which they came @throws AwsError where the commands do not fit together */
export function runQuery(commands: readonly Command[], events: readonly LogEvent[]): QueryResults {
  checkOrder(commands);
  const start: Stage = {
    rows: events.map(rowOf),
    shown: undefined,
    isGrouped: false,
    isSorted: false,
    limit: MOST_ROWS,
  };
  let matched = start.rows.length;
  const { rows, shown, isGrouped, limit } = commands.reduce((stage, command) => {
    const next = stageAfter(stage, command);
    if (command.kind === 'filter') matched = next.rows.length;
    return next;
  }, start);
  const names = shown ?? [TIMESTAMP, '@message'];
  return {
    results: rows.slice(0, limit).map((row) => resultOf(row, isGrouped ? names : [...names, '@ptr'])),
    recordsMatched: matched,
  };
}

/**
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Dedup.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html#CWL_QuerySyntax-stats-multi
 */
function checkOrder(commands: readonly Command[]): void {
  const kinds = commands.map(({ kind }) => kind);
  const afterDedup = kinds.slice(kinds.indexOf('dedup') + 1);
  if (kinds.includes('dedup') && afterDedup.some((kind) => kind !== 'limit'))
    throw malformed('after dedup only limit may follow');
  const beforeLastStats = kinds.slice(0, Math.max(0, kinds.lastIndexOf('stats')));
  if (beforeLastStats.some((kind) => kind === 'sort' || kind === 'limit'))
    throw malformed('sort and limit must stand after the last stats');
  if (kinds.filter((kind) => kind === 'stats').length > 2) throw notImplemented('more than two stats');
}

function rowOf({ eventId, timestamp, message }: LogEvent): Row {
  return fieldsOf(message).set(TIMESTAMP, timestamp).set('@message', message).set('@ptr', eventId);
}

function stageAfter(stage: Stage, command: Command): Stage {
  const { rows, shown } = stage;
  switch (command.kind) {
    case 'filter':
      return { ...stage, rows: rows.filter((row) => holds(stage, command.condition, row)) };
    case 'fields': {
      const made = command.fields.map(({ of, as }) => ({ as, value: (row: Row) => valueOf(stage, of, row) }));
      return {
        ...stage,
        rows: rows.map((row) => new Map([...row, ...made.map(({ as, value }) => [as, value(row)] as const)])),
        shown: [...(shown ?? []), ...made.map(({ as }) => as)],
      };
    }
    case 'stats':
      return { ...stage, ...grouped(stage, command), isGrouped: true, isSorted: false };
    case 'sort': {
      const by = fieldOf(stage, command.by);
      return { ...stage, rows: sorted(rows, by, command.isDescending), isSorted: true };
    }
    case 'dedup':
      return { ...stage, rows: deduplicated(newestFirst(stage).rows, command.fields) };
    case 'limit':
      return { ...newestFirst(stage), limit: Math.min(command.count, MOST_ROWS) };
  }
}

/** Groups have what stats gave them, and nothing else. */
function fieldOf({ isGrouped, shown }: Stage, name: string): string {
  if (!isGrouped || shown?.includes(name)) return name;
  throw malformed(`after stats there is no ${name}`);
}

function newestFirst(stage: Stage): Stage {
  if (stage.isSorted || stage.isGrouped) return stage;
  return { ...stage, rows: sorted(stage.rows, TIMESTAMP, true), isSorted: true };
}

function sorted(rows: readonly Row[], by: string, isDescending: boolean): Row[] {
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((one, other) => sign * compare(one.get(by), other.get(by)));
}

/** Rows that lack one of the fields are duplicates of none. */
function deduplicated(rows: readonly Row[], fields: readonly string[]): Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const values = fields.map((field) => row.get(field));
    if (values.includes(undefined)) return true;
    const key = JSON.stringify(values);
    return !seen.has(key) && seen.add(key);
  });
}

function grouped(
  stage: Stage,
  { aggregates, by }: Extract<Command, { kind: 'stats' }>,
): Pick<Stage, 'rows' | 'shown'> {
  const names = by.map((name) => fieldOf(stage, name));
  const groups = new Map<string, Row[]>();
  for (const row of stage.rows) {
    const key = JSON.stringify(names.map((name) => row.get(name) ?? null));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const rows = [...groups.values()].map(
    (group) =>
      new Map([
        ...names.map((name) => [name, group[0]?.get(name)] as const),
        ...aggregates.map(({ of, as }) => [as, aggregateOf(stage, of, group)] as const),
      ]),
  );
  return { rows, shown: [...names, ...aggregates.map(({ as }) => as)] };
}

function aggregateOf(stage: Stage, aggregate: Aggregate, group: readonly Row[]): Value {
  switch (aggregate.kind) {
    case 'count':
      return group.length;
    case 'plus': {
      const terms = aggregate.terms.map((term) => aggregateOf(stage, term, group));
      return terms.includes(undefined) ? undefined : sumOf(terms);
    }
    case 'latest': {
      if (stage.isGrouped) throw malformed('latest() needs @timestamp, which is gone after stats');
      const [last] = sorted(group, TIMESTAMP, false).slice(-1);
      return last && valueOf(stage, aggregate.of, last);
    }
    default: {
      const values = group.map((row) => valueOf(stage, aggregate.of, row));
      return aggregate.kind === 'sum' ? sumOf(values) : values.sort(compare).at(-1);
    }
  }
}

/** Of nothing it is nothing: AWS does not say. */
function sumOf(values: readonly Value[]): number | undefined {
  const numbers = values.map(numberIn).filter((value) => value !== undefined);
  return numbers.length === 0 ? undefined : numbers.reduce((sum, value) => sum + value, 0);
}

function holds(stage: Stage, condition: Condition, row: Row): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.all.every((each) => holds(stage, each, row));
    case 'or':
      return condition.all.some((each) => holds(stage, each, row));
    case 'ispresent':
      return row.get(fieldOf(stage, condition.field)) !== undefined;
    case 'in': {
      const value = valueOf(stage, condition.of, row);
      return value !== undefined && condition.values.some((each) => equals(value, valueOf(stage, each, row)));
    }
  }
}

function equals(one: string | number, other: Value): boolean {
  return other !== undefined && String(one) === String(other);
}

function valueOf(stage: Stage, expression: Expression, row: Row): Value {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind === 'field') return row.get(fieldOf(stage, expression.name));
  const args = expression.args.map((arg) => valueOf(stage, arg, row));
  if (expression.name === 'coalesce') return args.find((arg) => arg !== undefined);
  const [text, from, length] = args;
  if (text === undefined) return undefined;
  if (typeof from !== 'number' || typeof length !== 'number')
    throw malformed('substr takes two numbers here');
  return String(text).slice(from, from + length);
}

function resultOf(row: Row, names: readonly string[]): ResultField[] {
  return [...new Set(names)].flatMap((field) => {
    const value = row.get(field);
    if (value === undefined) return [];
    return [{ field, value: field === TIMESTAMP ? writtenTime(Number(value)) : String(value) }];
  });
}

/** `2026-11-26 10:05:00.000`, in UTC. */
function writtenTime(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
}
