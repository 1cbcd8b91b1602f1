import { readArguments } from '../../../cli/pause/arguments';
import { textsIn } from '../../../cli/texts';
import { UsageError } from '../../../cli/usage-error';

const { usage, stack, pause } = textsIn('en');
const read = (...args: string[]) => readArguments(args, { ...usage, ...stack, ...pause.usage }, 'ops');

it.each<[string[], object]>([
  [[], { action: 'show', app: undefined, by: 'ops', from: { stack: 'WecomGpt' }, json: false }],
  [['assistant'], { action: 'pause', app: 'assistant' }],
  [['--all', '--by', 'zhangsan'], { action: 'pause', app: '*', by: 'zhangsan' }],
  [['assistant', '--end', '--local'], { action: 'end', app: 'assistant', from: 'local' }],
  [['--end', '--all'], { action: 'end', app: '*' }],
  [['--end', '--json'], { action: 'end-every', app: undefined, json: true }],
])('%j is understood', (args, options) => {
  expect(read(...args)).toMatchObject(options);
});

it('asked for help, it asks for nothing else', () => {
  expect(read('--help', 'a', 'b')).toBe('help');
});

it.each<[string[], RegExp]>([
  [['assistant', 'finance-bot'], /one app/],
  [['assistant', '--all'], /either an app or --all/],
  [['--stack', 'WecomGpt', '--local'], /one of --stack, --stage and --local/],
  [['--lang', 'fr'], /--lang/],
  [['--by'], /--by.*\nUsage: npm run pause/s],
])('%j is refused', (args, message) => {
  expect(() => read(...args)).toThrow(UsageError);
  expect(() => read(...args)).toThrow(message);
});
