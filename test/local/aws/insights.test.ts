import { AUDIT_QUESTIONS } from '../../../lib/audit-questions';
import { runQuery } from '../../../local/aws/insights-run';
import { parseQuery } from '../../../local/aws/insights-syntax';
import { fieldsOf } from '../../../local/aws/insights-values';
import type { LogEvent } from '../../../local/aws/logs';
import { errorWith } from '../../support/errors';

beforeEach(() => void jest.spyOn(console, 'error').mockReturnValue());
afterEach(() => jest.restoreAllMocks());

/** Each is a line of JSON, a millisecond after the one before it. */
function events(...lines: (object | string)[]): LogEvent[] {
  return lines.map((line, index) => ({
    eventId: String(index),
    logStreamName: 'stream',
    timestamp: 1_000 + index,
    message: typeof line === 'string' ? line : JSON.stringify(line),
  }));
}

/** @returns the rows, without the pointers to records */
function ask(query: string, ...lines: (object | string)[]): Record<string, string>[] {
  const { results } = runQuery(parseQuery(query), events(...lines));
  return results.map((row) =>
    Object.fromEntries(row.filter(({ field }) => field !== '@ptr').map(({ field, value }) => [field, value])),
  );
}

it('without fields, shows time and line of each record, the newest first', () => {
  expect(ask('filter n in [1, 2]', { n: 1 }, { n: 2 }, { n: 3 }, 'no JSON')).toEqual([
    { '@timestamp': '1970-01-01 00:00:01.000', '@message': '{"n":1}' },
    { '@timestamp': '1970-01-01 00:00:01.001', '@message': '{"n":2}' },
  ]);
  expect(ask('fields n | limit 1', { n: 1 }, { n: 2 })).toEqual([{ n: '2' }]);
});

it('knows what is inside by dots, and in lists by number; at most 200 fields of a line', () => {
  const line = { a: { b: [{ c: 'x' }, { c: 'y' }] }, yes: true, none: null };
  expect(ask('fields a.b.1.c, yes, none', line)).toEqual([{ 'a.b.1.c': 'y', yes: '1' }]);
  expect(fieldsOf(JSON.stringify({ list: Array.from({ length: 300 }, () => 1), after: 1 })).size).toBe(200);
});

it('filters by what is there, and what it is', () => {
  const lines = [{ a: 'x', n: 1 }, { a: 'x', b: 'y', n: 2 }, { a: 'z', n: 3 }, { n: 4 }];
  const numbers = (filter: string) =>
    ask(`filter ${filter} | sort n asc | fields n`, ...lines).map(({ n }) => n);
  expect(numbers('a = "x"')).toEqual(['1', '2']);
  expect(numbers('a = "x" and ispresent(b) or a in ["z", "w"]')).toEqual(['2', '3']);
  expect(numbers('coalesce(a, "none") = "none"')).toEqual(['4']);
});

it('groups, what lacks a field in a group of its own', () => {
  expect(
    ask(
      'stats count(*) as times, sum(n) as all, max(n) as most, latest(s) as last by a | sort times desc',
      { a: 'x', n: 1, s: 'first' },
      { a: 'x', n: 10, s: 'second' },
      { a: 'x', n: 9 },
      { s: 'alone' },
    ),
  ).toEqual([
    { a: 'x', times: '3', all: '20', most: '10' },
    { times: '1', last: 'alone' },
  ]);
});

it('counts groups of groups, by what the first gave', () => {
  const query = 'stats latest(n) as n by id, a | stats count(*) as ids, sum(n) + sum(n) as twice by a';
  expect(ask(query, { id: 1, a: 'x', n: 1 }, { id: 1, a: 'x', n: 5 }, { id: 2, a: 'x', n: 2 })).toEqual([
    { a: 'x', ids: '2', twice: '14' },
  ]);
  expect(
    ask('stats latest(s) as s by id | stats sortsLast(s) as s', { id: 1, s: 'b' }, { id: 2, s: 'a' }),
  ).toEqual([{ s: 'b' }]);
});

it('lets the first of each value through, and all that have none', () => {
  const lines = [{ id: 'a', n: 1 }, { id: 'b', n: 2 }, { id: 'a', n: 3 }, { n: 4 }, { n: 5 }];
  const left = ask('fields n | sort n asc | dedup id | limit 10', ...lines).map(({ n }) => n);
  expect(left).toEqual(['1', '2', '4', '5']);
  expect(ask('fields n | dedup id | limit 1', ...lines)).toEqual([{ n: '5' }]);
});

it('sorts as is documented: no number before numbers, digits within text by length', () => {
  const values = ['10', 'a10', 'a9', '9', '2026-11-26', '2026-11-25', 'b'];
  const sorted = ask('fields v | sort v asc', ...values.map((v) => ({ v }))).map(({ v }) => v);
  expect(sorted).toEqual(['2026-11-25', '2026-11-26', 'a9', 'a10', 'b', '9', '10']);
});

it('cuts text, and leaves out comments', () => {
  const query = 'fields substr(time, 0, 10) as day\n# | filter day = "x"\n| sort day desc';
  expect(ask(query, { time: '2026-11-26T01:02:03Z' })).toEqual([{ day: '2026-11-26' }]);
});

it.each([
  ['a pipe with nothing before it', '# a comment\n| filter a = "x"'],
  ['a command after dedup', 'fields a | dedup a | sort a asc'],
  ['a limit before stats', 'fields a | limit 10 | stats count(*) as n'],
  ['a field that stats did not give', 'stats count(*) as n by a | sort b desc'],
  ['latest() where the time is gone', 'stats latest(a) as a by id | stats latest(a) as a'],
  ['a quote without an end', 'filter a = "x'],
  ['a list without an end', 'filter a in ["x"'],
  ['no number', 'limit x'],
])('what AWS refuses is refused: %s', (_, query) => {
  expect(() => runQuery(parseQuery(query), events({ a: 'x' }))).toThrow(
    errorWith({ code: 'MalformedQueryException' }),
  );
});

it.each([
  ['parse @message "*" as x', 'the command parse'],
  ['filter a like /x/', 'like as a condition'],
  ['filter a != "x"', '!= as a condition'],
  ['filter not a = "x"', 'a as a condition'],
  ['stats avg(a) as n', 'avg() in stats'],
  ['stats count(a) as n', 'count of a field'],
  ['stats count(*)', 'stats without "as"'],
  ['fields tolower(a) as b', 'tolower()'],
  ['sort a', 'sort without asc or desc'],
  ['fields a | limit 5 by', 'by there, in limit'],
])('what it does not know is refused, never guessed: %s', (query, what) => {
  expect(() => runQuery(parseQuery(query), [])).toThrow(`does not implement ${what}`);
});

it.each(AUDIT_QUESTIONS)('understands the saved question "$name"', ({ query }) => {
  expect(runQuery(parseQuery(query), []).results).toEqual([]);
});
