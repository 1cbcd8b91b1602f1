import { readArguments } from '../../../cli/setup/arguments';
import { textsIn } from '../../../cli/texts';
import { UsageError } from '../../../cli/usage-error';

const { usage, stack, setup } = textsIn('en');
const read = (...args: string[]) => readArguments(args, { ...usage, ...stack, ...setup.usage });

it('a stage names the stack', () => {
  expect(read('--stage', 'prod')).toMatchObject({ from: { stack: 'WecomGpt-prod' }, stage: 'prod' });
  expect(read('finance-bot', '--local', '--check')).toMatchObject({
    from: 'local',
    app: 'finance-bot',
    check: true,
  });
});

it.each([
  [['--stack', 'Other'], /--stage/],
  [['a', 'b'], /one app/],
  [['--lang', 'fr'], /zh-CN/],
  [['--yes'], /--yes/],
  [['--stage', 'x', '--local'], /one of/],
])('%j is refused', (args, reason) => {
  expect(() => read(...args)).toThrow(UsageError);
  expect(() => read(...args)).toThrow(reason);
});
