import { flagsIn, withFlags } from '../../../cli/stack/flags';

it.each([
  [['--local', '--lang', 'en', 'x'], '--local --lang en'],
  [['rotate', '--stage', 'prod'], '--stage prod'],
  [['--stack', 'Other', '--json'], '--stack Other'],
  [['--lang', 'zh-CN', '--bogus'], ''],
])('%j: a command that is told is one of %s', (args, flags) => {
  expect(flagsIn(args)).toBe(flags);
});

it('commands that are told go to the same stack, in the same language', () => {
  const said = 'Next: npm run secrets -- enter; then npm run doctor, npm run setup。npm run docs';
  expect(withFlags(said, '--local')).toBe(
    'Next: npm run secrets -- --local enter; then npm run doctor -- --local, npm run setup -- --local。npm run docs',
  );
  expect(withFlags(said, '')).toBe(said);
  expect(withFlags('npm run audit -- --help', '--lang en')).toBe('npm run audit -- --lang en --help');
});
