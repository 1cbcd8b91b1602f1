import {
  columnsOf,
  limitOf,
  queryOf,
  QUESTIONS,
  questionCalled,
  type NamedQuestion,
} from '../../../cli/audit/questions';
import { flagsIn, withFlags } from '../../../cli/stack/flags';
import { isCutOff, jsonOf, listReport, tableOf } from '../../../cli/audit/report';
import { textsIn } from '../../../cli/texts';
import { AUDIT_QUESTIONS } from '../../../lib/audit-questions';

function question(typed: string): NamedQuestion {
  const found = questionCalled(typed);
  if (!found) throw new Error(`There is no ${typed}`);
  return found;
}

it('has each saved question, by a number and a name', () => {
  expect(QUESTIONS.map(({ number, typed }) => `${number} ${typed}`)).toEqual([
    '1 who-used-how-much',
    '2 what-failed-and-why',
    '3 who-was-refused-by-which-rule',
    '4 what-did-admins-do',
    '5 which-answers-were-slow',
    '6 which-requests-were-refused',
    '7 what-did-one-member-do',
    '8 what-did-it-cost-by-app-and-day',
    '9 what-was-changed',
  ]);
  expect(QUESTIONS.filter(({ takesMember }) => takesMember).map(({ number }) => number)).toEqual([7]);
});

it('asks exactly what is saved, with member and app put in', () => {
  for (const saved of AUDIT_QUESTIONS) expect(queryOf(saved, undefined, undefined)).toBe(saved.query);
  const { query } = question('7');
  expect(queryOf({ ...question('7') }, 'zhang.san@x-y', 'finance-bot')).toBe(
    `filter app = "finance-bot"\n| ${query.replace('"userid"', '"zhang.san@x-y"')}`,
  );
});

it.each([
  ['2', ['app', 'kind', 'result', 'error', 'times', 'lastTime']],
  ['4', ['time', 'app', 'member', 'result', 'managed.action', 'managed.target', 'managed.detail', 'id']],
  ['8', ['app', 'day', 'by_model', 'answers', 'usd']],
])('knows the columns of an answer to question %s', (typed, columns) => {
  expect(columnsOf(question(typed))).toEqual(columns);
});

it.each([
  ['1', 1000],
  ['2', 10_000],
  ['5', 100],
])('knows how many rows question %s may give', (typed, limit) => {
  expect(limitOf(question(typed))).toBe(limit);
  const rows = Array.from({ length: limit }, () => ({}));
  expect(isCutOff(question(typed), rows)).toBe(true);
  expect(isCutOff(question(typed), rows.slice(1))).toBe(false);
});

it('says its example once in the language that was asked for', () => {
  const { text } = listReport(textsIn('en').audit);
  expect(withFlags(text, flagsIn(['--local', '--lang', 'en']))).toMatch(
    / npm run audit -- --local --lang en who-used-how-much --since 30d$/,
  );
});

it('lists them in both languages', () => {
  expect(listReport(textsIn('en').audit).text).toMatch(/\n1 +who-used-how-much +Who used how much\?\n/);
  const { text, json } = listReport(textsIn('zh-CN').audit);
  expect(text).toMatch(/\n7 +what-did-one-member-do --member USER +某个成员做了什么？\n/);
  expect((json as { questions: object[] }).questions[6]).toEqual({
    number: 7,
    name: 'what-did-one-member-do',
    title: '某个成员做了什么？',
    takesMember: true,
  });
  for (const { id } of AUDIT_QUESTIONS) expect(textsIn('zh-CN').audit.titles[id]).toMatch(/？$/);
});

it('shows an answer without columns that hold nothing, and long text cut', () => {
  const rows = [
    {
      time: '2026-11-26',
      event: 'answered',
      'content.answer': '长'.repeat(50),
      id: 'a'.repeat(64),
      costUsd: '0.1',
    },
    { time: '2026-11-27', event: 'failed', id: 'b\u001b[2J', costUsd: '0.30000000000000004' },
  ];
  const [columns, first, second] = tableOf(question('7'), rows);
  expect(columns?.split(/ {2,}/)).toEqual(['time', 'event', 'costUsd', 'content.answer', 'id']);
  expect(first).toMatch(/^2026-11-26 +answered +0\.1 +长{39}… +a{12}$/);
  expect(second).toMatch(/^2026-11-27 +failed +0\.3 +b \[2J$/);
});

it('gives a program numbers as numbers, ids that are digits as text, and one kind of time', () => {
  expect(jsonOf(question('1'), { app: 'a', member: '007', messages: '3', usd: '0.5' })).toEqual({
    app: 'a',
    member: '007',
    messages: 3,
    usd: 0.5,
  });
  for (const lastTime of ['1795662000000', '2026-11-26 03:00:00.000', '2026-11-26T03:00:00.000Z']) {
    expect(jsonOf(question('6'), { times: '1', lastTime })).toEqual({
      times: 1,
      lastTime: '2026-11-26T03:00:00.000Z',
    });
  }
});
