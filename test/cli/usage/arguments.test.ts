import { textsIn } from '../../../cli/texts';
import { UsageError } from '../../../cli/usage-error';
import { readArguments } from '../../../cli/usage/arguments';

const { usage, stack, insights, usageOfMembers } = textsIn('en');
const read = (...args: string[]) =>
  readArguments(args, { ...usage, ...stack, ...insights.usage, ...usageOfMembers.usage });

it.each<[string[], object]>([
  [[], { by: ['member'], period: { since: 'this-month', until: undefined }, from: { stack: 'WecomGpt' } }],
  [['--by', 'app,day', '--since', '2026-10-01', '--until', '2026-10-31'], { by: ['app', 'day'] }],
  [['--csv', '-', '--svg', 'a.svg', '--force', '--local'], { csv: '-', svg: 'a.svg', force: true }],
  [['--app', 'finance-bot', '--json'], { app: 'finance-bot', json: true }],
])('%j is understood', (args, options) => {
  expect(read(...args)).toMatchObject(options);
});

it('asked for help, it asks for nothing else', () => {
  expect(read('--help', '--by', 'x')).toBe('help');
});

it.each<[string[], RegExp]>([
  [['--by', 'user'], /--by is member/],
  [['--by', 'day,day'], /--by is member/],
  [['--by', ''], /--by is member/],
  [['--svg', '-'], /needs the name of a file/],
  [['--csv', '-', '--json'], /Only one/],
  [['--csv', 'a', '--svg', 'a'], /two files/],
  [['--force', '--csv', '-'], /--force needs/],
  [['--app', 'A"'], /name of an app/],
  [['zhangsan'], /Usage: npm run usage/],
])('%j is refused', (args, message) => {
  expect(() => read(...args)).toThrow(UsageError);
  expect(() => read(...args)).toThrow(message);
});
