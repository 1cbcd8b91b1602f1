import { textsIn } from '../../../cli/texts';
import { csvOf } from '../../../cli/usage/csv';
import { notesOf, usageReport } from '../../../cli/usage/report';
import { totalOf, totalsBy } from '../../../cli/usage/totals';
import { message } from './message';

const at = (time: string): number => Date.parse(time);
const MESSAGES = [
  message({ member: 'lisi', name: '李四', at: at('2026-11-01T15:59:59Z') }),
  message({ member: 'lisi', name: '李思', at: at('2026-11-01T16:00:00Z'), usd: 0.2, isEstimated: true }),
  message({ member: 'lisi', app: 'finance-bot', usd: 5, at: at('2026-11-01T16:00:00Z') }),
  message({ member: 'zhangsan', became: 'command', usd: 0, at: at('2026-11-02T16:00:00Z') }),
  message({ member: 'zhangsan', became: 'unanswered', usd: 0, at: at('2026-11-02T16:00:00Z') }),
];

it('adds up by member, with the name that was told last, what cost most first', () => {
  expect(totalsBy(MESSAGES, ['member'], 'UTC')).toEqual([
    {
      keys: ['lisi'],
      name: '李思',
      messages: 3,
      answered: 3,
      commands: 0,
      unanswered: 0,
      inputTokens: 30,
      outputTokens: 3,
      usd: 5.3,
      isEstimated: true,
    },
    expect.objectContaining({
      keys: ['zhangsan'],
      messages: 2,
      answered: 0,
      commands: 1,
      unanswered: 1,
      usd: 0,
    }),
  ]);
});

it('days are those of the time zone, and come in their order', () => {
  const days = (zone: string) => totalsBy(MESSAGES, ['app', 'day'], zone).map(({ keys }) => keys.join(' '));
  expect(days('Asia/Shanghai')).toEqual([
    'assistant 2026-11-01',
    'finance-bot 2026-11-02',
    'assistant 2026-11-02',
    'assistant 2026-11-03',
  ]);
  expect(days('UTC')).toEqual(['finance-bot 2026-11-01', 'assistant 2026-11-01', 'assistant 2026-11-02']);
});

it('sums of dollars show nothing of how a computer adds', () => {
  expect(totalOf([message({ usd: 0.1 }), message({ usd: 0.2 })], []).usd).toBe(0.3);
  expect(totalOf([], [])).toMatchObject({ messages: 0, usd: 0, isEstimated: false });
});

it('CSV is as RFC 4180 has it, and nothing in it is a formula', () => {
  const names = [
    '=HYPERLINK("http://x")',
    '+1',
    '-1',
    '@SUM(A1)',
    '＝1',
    '\t=1',
    'a,b',
    'line\nbreak',
    '张三',
  ];
  const totals = names.map((name, index) => totalOf([message({ name })], [`@u${index}`]));
  const lines = csvOf(totals, ['member']).split('\r\n');
  expect(lines.at(-1)).toBe('');
  expect(lines[0]).toBe(
    'member,name,messages,answered,commands,unanswered,inputTokens,outputTokens,usd,estimated',
  );
  expect(lines.slice(1, -1).map((line) => line.slice(5, -',1,1,0,0,10,1,0.1,no'.length))).toEqual([
    `"'=HYPERLINK(""http://x"")"`,
    `'+1`,
    `'-1`,
    `'@SUM(A1)`,
    `'＝1`,
    `'\t=1`,
    '"a,b"',
    '"line\nbreak"',
    '张三',
  ]);
  expect(lines[1]).toMatch(/^'@u0,/);
});

it('a table says what is estimated, and for a program also where days begin', () => {
  const texts = textsIn('en').usageOfMembers;
  const usage = {
    totals: totalsBy(MESSAGES, ['member'], 'UTC'),
    all: totalOf(MESSAGES, []),
    period: { from: at('2026-11-01T00:00:00Z'), to: at('2026-12-01T00:00:00Z') },
    zone: { timeZone: 'UTC', isKnown: false },
  };
  const { text, json } = usageReport(usage, { by: ['member'] }, texts);
  expect(text.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    ['MEMBER', 'MESSAGES', 'ANSWERED', 'COMMANDS', 'NOT ANSWERED', 'TOKENS IN', 'TOKENS OUT', 'USD'],
    ['lisi (李思)', '3', '3', '0', '0', '30', '3', '~5.3000'],
    ['zhangsan', '2', '0', '1', '1', '20', '2', '0.0000'],
    ['all', '5', '3', '1', '1', '50', '5', '~5.3000'],
  ]);
  expect(json).toMatchObject({
    ok: true,
    since: '2026-11-01T00:00:00.000Z',
    timeZone: 'UTC',
    timeZoneKnown: false,
    rows: [
      { member: 'lisi', name: '李思', messages: 3, estimated: true },
      { member: 'zhangsan', usd: 0 },
    ],
    total: { messages: 5, answered: 3, commands: 1, unanswered: 1, usd: 5.3, estimated: true },
  });
  expect(notesOf(usage, texts).join('\n')).toMatch(/estimated.*\n.*UTC: the stack names no time zone/);
  const empty = usageReport({ ...usage, totals: [] }, { by: ['member'] }, texts);
  expect(empty.text).toBe('Nobody used anything.');
});
