import { readArguments } from '../../../cli/logs/arguments';
import { textsIn } from '../../../cli/texts';

const { usage, stack, logs } = textsIn('en');
const texts = { ...usage, ...stack, ...logs.usage };
const NOW = Date.parse('2026-11-26T10:00:00Z');
const read = (...args: string[]) => readArguments(args, texts, NOW);

it('without arguments it is all functions of the last hour', () => {
  expect(read()).toMatchObject({
    from: { stack: 'WecomGpt' },
    functions: [],
    since: NOW - 3_600_000,
    follow: false,
    level: undefined,
    all: false,
  });
});

it('functions are named in any number, and a userid in any case', () => {
  expect(read('worker', 'callback', '--member', 'ZhangSan', '--level', 'warn', '--follow')).toMatchObject({
    functions: ['worker', 'callback'],
    member: 'zhangsan',
    level: 'warn',
    follow: true,
  });
});

it.each([
  ['45s', NOW - 45_000],
  ['30m', NOW - 1_800_000],
  ['2d', NOW - 172_800_000],
  ['2026-11-25', new Date(2026, 10, 25).getTime()],
  ['2026-11-26T01:30', new Date(2026, 10, 26, 1, 30).getTime()],
  ['2026-11-26T09:00:00Z', Date.parse('2026-11-26T09:00:00Z')],
])('--since %s is a time', (since, at) => {
  expect(read('--since', since)).toMatchObject({ since: at });
});

it.each(['', 'yesterday', '1w', '10', '2026', '2026-13-01', '2026-11-26T10:30Z', '2026-11-26T10:00X'])(
  '--since %p is none',
  (since) => {
    expect(() => read('--since', since)).toThrow(logs.usage.notATime);
  },
);

it('a level that there is not, and an option that there is not, are named', () => {
  expect(() => read('--level', 'debug')).toThrow(logs.usage.notALevel);
  expect(() => read('--tail')).toThrow(/--tail[^]*npm run logs -- --help/);
});
