import { readArguments } from '../../../cli/audit/arguments';
import { textsIn } from '../../../cli/texts';
import { UsageError } from '../../../cli/usage-error';

const { usage, stack, insights, audit } = textsIn('en');
const read = (...args: string[]) =>
  readArguments(args, { ...usage, ...stack, ...insights.usage, ...audit.usage });

it.each<[string[], object]>([
  [[], { action: 'list', from: { stack: 'WecomGpt' }, json: false }],
  [['--json', '--local'], { action: 'list', from: 'local', json: true }],
  [['who-used-how-much'], { action: 'ask', question: { id: 'WhoUsedHowMuch' }, member: undefined }],
  [['1', '--since', '1d'], { question: { id: 'WhoUsedHowMuch' }, period: { since: { agoMs: 86_400_000 } } }],
  [['Who-Used-How-Much', '--app', 'finance-bot'], { app: 'finance-bot' }],
  [['7', '--member', 'ZhangSan'], { question: { id: 'WhatDidOneMemberDo' }, member: 'zhangsan' }],
  [
    ['records', '--event', 'answered', '--member', 'x', '--until', '2026-11-01'],
    {
      action: 'records',
      event: 'answered',
      member: 'x',
      period: { since: { agoMs: 7 * 86_400_000 }, until: { date: '2026-11-01' } },
    },
  ],
])('%j is understood', (args, options) => {
  expect(read(...args)).toMatchObject(options);
});

it('asked for help, it asks for nothing else', () => {
  expect(read('--help', 'a', 'b')).toBe('help');
});

it.each<[string[], RegExp]>([
  [['1', '2'], /one question/],
  [['0'], /no question 0/],
  [['who'], /no question who/],
  [['--since', '7d'], /Name a question/],
  [['7'], /--member/],
  [['7', '--member', 'a" or member != "'], /not a userid/],
  [['records', '--member', '张三'], /not a userid/],
  [['1', '--member', 'zhangsan'], /about everyone/],
  [['1', '--app', 'x" | unmask @message | filter "'], /name of an app/],
  [['6', '--app', 'assistant'], /knows no app/],
  [['1', '--event', 'answered'], /belongs to records/],
  [['records', '--event', 'asked'], /There are: answered, failed/],
  [['1', '--since', 'monday'], /monday is no time/],
  [['1', '--nonsense'], /--nonsense.*\nUsage: npm run audit/s],
])('%j is refused', (args, message) => {
  expect(() => read(...args)).toThrow(UsageError);
  expect(() => read(...args)).toThrow(message);
});
