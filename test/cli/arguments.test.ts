import { parsedArguments } from '../../cli/arguments';
import { textsIn } from '../../cli/texts';
import type { Language } from '../../lambda/shared/bot-config';

const OPTIONS = { app: { type: 'string' }, local: { type: 'boolean' } } as const;
const read = (language: Language, ...args: string[]) =>
  parsedArguments('pause', args, OPTIONS, textsIn(language).usage, {});

it('options and what stands beside them are told apart', () => {
  expect(read('en', 'x', '--app', 'a')).toMatchObject({ values: { app: 'a' }, positionals: ['x'] });
});

it.each([
  [['--sage', 'prod'], '没有选项 --sage。', 'There is no option --sage.'],
  [['-x'], '没有选项 -x。', 'There is no option -x.'],
  [['--app'], '--app 后面要写一个值', '--app needs a value behind it'],
  [['--app', '--local'], '--app 后面要写一个值', '--app needs a value behind it'],
  [['--local=yes'], '--local 后面不能带值。', '--local takes no value.'],
])('%j is refused in the language that was asked for, without words of Node', (args, chinese, english) => {
  expect(() => read('zh-CN', ...args)).toThrow(`参数不对：${chinese}`);
  expect(() => read('zh-CN', ...args)).not.toThrow(/[Oo]ption|argument/);
  expect(() => read('en', ...args)).toThrow(english);
  expect(() => read('en', ...args)).toThrow(/\nUsage: npm run pause -- --help$/);
});
