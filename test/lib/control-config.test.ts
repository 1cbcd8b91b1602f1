import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { botConfigOf, checkConfig, durationsFor } from '../../lib/config';
import { faultsOf } from '../support/config-faults';
import { stackOf } from '../support/synthesised';

const app = { model: 'gpt-5.4-mini', persona: '你是助手。' };
const withApp = (fields: object, others: object = {}) => ({
  region: 'ap-northeast-1',
  apps: { a: { ...app, ...fields } },
  ...others,
});
const compiled = (fields: object, others?: object) =>
  botConfigOf(checkConfig(withApp(fields, others), 'config.ts'), durationsFor(undefined).timing);

it('userids are kept in lower case, wherever they stand', () => {
  const { apps, admins } = compiled(
    {
      audience: { members: ['ZhangSan'], deny: ['LiSi'] },
      limits: { heavy: { messages: 9, members: ['WangWu'] } },
    },
    { admins: ['Boss'] },
  );
  expect(admins).toEqual(['boss']);
  expect(apps['a']).toMatchObject({
    audience: { allow: { members: ['zhangsan'], departments: [], tags: [] }, deny: ['lisi'] },
    limits: [{ name: 'heavy', messages: 9, people: { members: ['wangwu'] } }, { name: 'default' }],
  });
});

it('an audience of nobody in particular is of everyone, but for those who are denied', () => {
  expect(compiled({ audience: { deny: ['lisi'] } }).apps['a']?.audience).toEqual({ deny: ['lisi'] });
});

it('the group of all others is the last, wherever it is written', () => {
  const limits = { default: { messages: 5 }, first: { members: ['a'] }, second: { tokens: 7, tags: [1] } };
  expect(compiled({ limits }).apps['a']?.limits.map(({ name }) => name)).toEqual([
    'first',
    'second',
    'default',
  ]);
  expect(compiled({}).apps['a']?.limits).toEqual([
    { name: 'default', people: { members: [], departments: [], tags: [] } },
  ]);
});

it('hours are kept as minutes, from Monday to Sunday', () => {
  const hours = { monday: ['09:00-12:00', '13:30-18:00'], sunday: ['00:00-24:00'], workdays: ['2026-10-10'] };
  expect(compiled({ hours }).apps['a']?.hours).toEqual({
    week: [
      [
        { from: 540, to: 720 },
        { from: 810, to: 1080 },
      ],
      ...Array<never[]>(5).fill([]),
      [{ from: 0, to: 1440 }],
    ],
    holidays: [],
    workdays: ['2026-10-10'],
  });
});

it('what models and units cost that nobody knows is named in a warning of synth', () => {
  // CDK writes it there as well.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const { stack } = stackOf(
    withApp({ model: 'unheard-of', models: ['gpt-5.4'] }, { speech: { model: 'voice-x' } }),
  );
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
  expect(warnings.map(({ entry }) => entry.data)).toEqual([
    expect.stringMatching(/^The price of unheard-of is not known.*Enter what it costs in prices/),
    expect.stringMatching(/^The price of voice-x is not known/),
  ]);
});

it.each<[string, object, RegExp]>([
  [
    'no userid',
    { audience: { members: ['张三'] } },
    /audience\.members\.0: is not a userid.*Example: "zhangsan"/,
  ],
  ['look-alike', { audience: { deny: ['zhаngsan'] } }, /audience\.deny\.0: is not a userid/],
  ['no department', { audience: { departments: ['2'] } }, /audience\.departments\.0: /],
  ['limit of people', { limits: { default: { members: ['a'] } } }, /limits\.default: names people/],
  ['limit of nobody', { limits: { heavy: { messages: 9 } } }, /limits\.heavy: is of nobody/],
  ['less than nothing', { limits: { default: { messages: -1 } } }, /limits\.default\.messages: /],
  ['no money', { budget: { month: 0 } }, /budget\.month: /],
  ['backwards', { hours: { monday: ['18:00-09:00'] } }, /hours\.monday\.0: does not go from an earlier/],
  ['no time', { hours: { monday: ['09:00-25:00'] } }, /hours\.monday\.0: does not go/],
  ['no span', { hours: { friday: ['9-18'] } }, /hours\.friday\.0: is not a span of time/],
  ['no day', { hours: { holidays: ['2026-02-29'] } }, /hours\.holidays\.0: is not a day of the calendar/],
  ['leap day', { hours: { holidays: ['2027-02-29'] } }, /holidays\.0: is not a day/],
  [
    'both',
    { hours: { holidays: ['2026-10-01'], workdays: ['2026-10-01'] } },
    /hours: 2026-10-01 is in holidays and in/,
  ],
  ['no word', { moderation: { words: { a: { words: ['！！'] } } } }, /moderation\.words\.a\.words\.0: /],
  ['no action', { moderation: { words: { a: { words: ['x'], action: 'burn' } } } }, /words\.a\.action: /],
  ['nothing to do', { moderation: { provider: {} } }, /moderation\.provider: says neither/],
])('%s is a fault', (_, fields, fault) => {
  expect(faultsOf(withApp(fields))).toEqual([expect.stringMatching(fault)]);
});

it.each<[string, object, object, RegExp]>([
  [
    'an admin who is denied',
    { audience: { deny: ['Boss'] } },
    { admins: ['boss'] },
    /audience\.deny: has boss, who is in admins/,
  ],
  [
    'a time zone that there is not',
    {},
    { timeZone: 'Asia/Peking' },
    /timeZone: is not the name of a time zone/,
  ],
  [
    "Azure's moderation",
    { moderation: { provider: { question: 'block' } } },
    { provider: { azure: true, baseUrl: 'https://x.openai.azure.com/openai/v1' } },
    /moderation\.provider: Azure has no such moderation/,
  ],
])('%s is a fault', (_, fields, others, fault) => {
  expect(faultsOf(withApp(fields, others))).toEqual([expect.stringMatching(fault)]);
});

it('a leap day is a day', () => {
  expect(compiled({ hours: { holidays: ['2028-02-29'] } }).apps['a']?.hours?.holidays).toEqual([
    '2028-02-29',
  ]);
});
