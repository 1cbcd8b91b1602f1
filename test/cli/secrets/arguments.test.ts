import { readArguments } from '../../../cli/secrets/arguments';
import { textsIn } from '../../../cli/texts';
import { UsageError } from '../../../cli/usage-error';

const { usage, stack, secrets } = textsIn('en');
const read = (...args: string[]) => readArguments(args, { ...usage, ...stack, ...secrets.usage });

it.each<[string[], object]>([
  [[], { action: 'show', from: { stack: 'WecomGpt' }, json: false, language: 'zh-CN' }],
  [['--stage', 'test', '--lang', 'en'], { action: 'show', from: { stack: 'WecomGpt-test' }, language: 'en' }],
  [['enter'], { action: 'enter', app: undefined, all: false, fromEnv: false, force: false }],
  [['enter', 'bot', '--all', '--from-env', '--force'], { app: 'bot', all: true, fromEnv: true, force: true }],
  [['rotate', 'token'], { action: 'rotate', what: 'token', app: undefined, force: false }],
  [['rotate', 'bot', 'token', '--force'], { what: 'token', app: 'bot', force: true }],
  [['rotate', 'secret', 'secret'], { what: 'secret', app: 'secret' }],
  [['rotate', 'model', '--from-env', '--local'], { what: 'model', fromEnv: true, from: 'local' }],
])('%j is understood', (args, options) => {
  expect(read(...args)).toMatchObject(options);
});

it('asked for help, it asks for nothing else', () => {
  expect(read('--help', 'a', 'b')).toBe('help');
});

it.each<[string[], RegExp]>([
  [['show'], /enter or rotate/],
  [['--all'], /go with enter or rotate/],
  [['enter', 'a', 'b'], /one app/],
  [['rotate'], /token, secret or model/],
  [['rotate', 'bot'], /token, secret or model/],
  [['rotate', 'a', 'b', 'token'], /one app/],
  [['rotate', 'token', '--all'], /--all goes with enter/],
  [['rotate', 'bot', 'model'], /that of all apps/],
  [['rotate', 'token', '--from-env'], /without --from-env/],
  [['--stack', 'WecomGpt', '--local'], /one of --stack, --stage and --local/],
  [['enter', '--secret', 'x'], /--secret.*\nUsage: npm run secrets/s],
])('%j is refused', (args, message) => {
  expect(() => read(...args)).toThrow(UsageError);
  expect(() => read(...args)).toThrow(message);
});
