import { flagsIn, withFlags } from '../../../cli/stack/flags';

it.each([
  [['--local', '--lang', 'en', 'x'], 'npm run doctor -- --local --lang en'],
  [['rotate', '--stage', 'prod'], 'npm run doctor -- --stage prod'],
  [['--stack', 'Other', '--json'], 'npm run doctor -- --stack Other'],
  [['--lang', 'zh-CN', '--bogus'], 'npm run doctor'],
])('%j: a command that is told is told as %s', (args, told) => {
  expect(withFlags('npm run doctor', flagsIn(args))).toBe(told);
});

it('commands that are told go to the same stack, in the same language', () => {
  const said = 'Next: npm run secrets -- enter; then npm run doctor, npm run setup。npm run docs';
  expect(withFlags(said, flagsIn(['--local']))).toBe(
    'Next: npm run secrets -- --local enter; then npm run doctor -- --local, npm run setup -- --local。npm run docs',
  );
  expect(withFlags(said, flagsIn([]))).toBe(said);
  expect(withFlags('npm run audit -- --help', flagsIn(['--lang', 'en']))).toBe(
    'npm run audit -- --lang en --help',
  );
});

it.each([
  ['npm run callback-check -- URL', ['--stage', 'prod', '--lang', 'en'], '-- --lang en URL'],
  ['npm run callback-check -- URL', ['--stack', 'Other'], '-- URL'],
  ['npm run callback-check', ['--local', '--lang', 'en'], '-- --local --lang en'],
  ['npm run setup', ['--stage', 'prod'], '-- --stage prod'],
  ['npm run setup', ['--stack', 'WecomGpt-prod'], '-- --stage prod'],
  ['npm run setup -- --check', ['--stack', 'WecomGpt'], '-- --check'],
  ['npm run setup -- --check', ['--stack', 'Other', '--lang', 'en'], '-- --stack Other --lang en --check'],
])('%s, told by a command with %j, has what it takes: %s', (said, args, told) => {
  expect(withFlags(said, flagsIn(args))).toMatch(new RegExp(`^npm run [\\w-]+ ${told}$`));
});
