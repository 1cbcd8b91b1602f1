import { readArguments } from '../../../cli/redrive/arguments';
import { textsIn } from '../../../cli/texts';
import { UsageError } from '../../../cli/usage-error';

const { usage, stack, redrive } = textsIn('en');
const read = (...args: string[]) => readArguments(args, { ...usage, ...stack, ...redrive.usage });

it.each<[string[], object | 'help']>([
  [[], { id: undefined, from: { stack: 'WecomGpt' }, json: false }],
  [['1a2b3c4d'], { id: '1a2b3c4d', from: { stack: 'WecomGpt' }, json: false }],
  [['1a2b3c4d'.repeat(8), '--json'], { id: '1a2b3c4d'.repeat(8), json: true }],
  [['--stack', 'WecomGpt-test', '--lang', 'en'], { from: { stack: 'WecomGpt-test' } }],
  [['--local', '1a2b3c4d'], { id: '1a2b3c4d', from: 'local' }],
])('%j is understood', (args, options) => {
  expect(read(...args)).toMatchObject(options);
});

it('asked for help, it asks for nothing else', () => {
  expect(read('--help')).toBe('help');
});

it.each<[string[], RegExp]>([
  [['1a2b3c4d', '5e6f7a8b'], /one at a time/],
  [['1a2b3c4'], /not an id/],
  [['zhangsan'], /not an id/],
  [['1a2b3c4d-0000-4000-8000-000000000000'], /not an id/],
  [['--stack', 'WecomGpt', '--local'], /one of --stack, --stage and --local/],
  [['--lang', 'fr'], /--lang/],
  [['--all'], /--all.*\nUsage: npm run redrive/s],
])('%j is refused', (args, message) => {
  expect(() => read(...args)).toThrow(UsageError);
  expect(() => read(...args)).toThrow(message);
});
