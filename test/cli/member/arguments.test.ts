import { readArguments } from '../../../cli/member/arguments';
import { textsIn } from '../../../cli/texts';
import { UsageError } from '../../../cli/usage-error';

const { usage, stack, member } = textsIn('en');
const texts = { ...usage, ...stack, ...member.usage };
const read = (...args: string[]) => readArguments(args, texts);

it.each<[string[], object]>([
  [
    ['export', 'zhangsan'],
    {
      action: 'export',
      member: 'zhangsan',
      app: undefined,
      out: undefined,
      force: false,
      pictures: true,
      from: { stack: 'WecomGpt' },
      json: false,
    },
  ],
  [
    ['export', 'ZhangSan', '--app', 'assistant', '--out', 'x.json', '--force', '--no-pictures', '--local'],
    {
      action: 'export',
      member: 'zhangsan',
      app: 'assistant',
      out: 'x.json',
      force: true,
      pictures: false,
      from: 'local',
    },
  ],
  [['erase', 'zhangsan'], { action: 'erase', member: 'zhangsan', app: undefined, all: false, yes: false }],
  [
    ['erase', 'a@b_c-d.E', '--all', '--yes', '--json'],
    { member: 'a@b_c-d.e', all: true, yes: true, json: true },
  ],
  [['export', 'z'.repeat(64)], { member: 'z'.repeat(64) }],
])('%j is understood', (args, options) => {
  expect(read(...args)).toMatchObject(options);
});

it('asked for help, it asks for nothing else', () => {
  expect(read('--help', 'a', 'b', 'c')).toBe('help');
});

it.each<[string[], RegExp]>([
  [[], /export USER/],
  [['delete', 'zhangsan'], /export USER/],
  [['export'], /one member/],
  [['export', 'zhangsan', 'lisi'], /one member/],
  [['export', '张三'], /not a userid/],
  // The Kelvin sign: Unicode would make a small k of it, and with it somebody else's userid.
  [['export', '\u212A'], /not a userid/],
  [['export', 'a#b'], /not a userid/],
  [['erase', ''], /not a userid/],
  [['export', '_a'], /not a userid/],
  [['export', 'z'.repeat(65)], /not a userid/],
  [['export', 'zhangsan', '--all'], /belong to erase/],
  [['export', 'zhangsan', '--yes'], /belong to erase/],
  [['erase', 'zhangsan', '--out', 'x.json'], /belong to export/],
  [['erase', 'zhangsan', '--force'], /belong to export/],
  [['erase', 'zhangsan', '--no-pictures'], /belong to export/],
  [['export', 'zhangsan', '--force'], /needs --out/],
  [['export', 'zhangsan', '--stack', 'WecomGpt', '--local'], /one of --stack, --stage and --local/],
  [['export', 'zhangsan', '--lang', 'fr'], /--lang/],
  [['export', 'zhangsan', '--app'], /--app.*\nUsage: npm run member/s],
])('%j is refused', (args, message) => {
  expect(() => read(...args)).toThrow(UsageError);
  expect(() => read(...args)).toThrow(message);
});
