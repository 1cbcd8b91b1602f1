import { readArguments } from '../../../cli/doctor/arguments';
import { textsIn } from '../../../cli/texts';
import { UsageError } from '../../../cli/usage-error';

const { usage, stack } = textsIn('en');
const read = (...args: string[]) => readArguments(args, { ...usage, ...stack });

it.each<[string[], object]>([
  [
    [],
    {
      from: { stack: 'WecomGpt' },
      json: false,
      language: 'zh-CN',
      drift: true,
      strict: false,
      stage: undefined,
    },
  ],
  [['--stage', 'dev', '--no-drift'], { from: { stack: 'WecomGpt-dev' }, stage: 'dev', drift: false }],
  [['--stack', 'WecomGpt-dev'], { stage: 'dev' }],
  [['--stack', 'Other'], { from: { stack: 'Other' }, stage: undefined }],
  [
    ['--local', '--strict', '--json', '--lang', 'en'],
    { from: 'local', strict: true, json: true, language: 'en' },
  ],
])('%j is understood', (args, options) => {
  expect(read(...args)).toMatchObject(options);
});

it('asked for help, it asks for nothing else', () => {
  expect(read('--help', 'a')).toBe('help');
});

it.each<[string[], RegExp]>([
  [['assistant'], /options alone/],
  [['--drift'], /--drift.*\nUsage: npm run doctor/s],
])('%j is refused', (args, message) => {
  expect(() => read(...args)).toThrow(UsageError);
  expect(() => read(...args)).toThrow(message);
});
