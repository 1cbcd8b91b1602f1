import { meaningOf, type ErrorMeaning } from '../../../lambda/wecom/error-codes';
import { ERROR_TABLE } from '../../../lambda/wecom/error-table';

/** Those of the error table [D90313] that an app can meet. */
const CODES = [
  -1,
  6000,
  40001,
  40003,
  60111,
  46004,
  40004,
  40005,
  40006,
  40009,
  40011,
  40123,
  40007,
  40008,
  40058,
  40063,
  40035,
  41011,
  44004,
  82001,
  40013,
  40014,
  42001,
  40031,
  40032,
  40033,
  40056,
  40057,
  40068,
  40091,
  40201,
  41001,
  41004,
  41006,
  43004,
  43012,
  44001,
  45001,
  45002,
  45007,
  45008,
  45009,
  45033,
  48002,
  48006,
  50002,
  50003,
  60011,
  60020,
  60140,
  81012,
  81013,
  82002,
  82003,
  82004,
  85005,
  50001,
  92000,
  301002,
  301007,
  301016,
  301017,
  830002,
  ...Array.from({ length: 19 }, (_, index) => 95000 + index),
];

const rows = ERROR_TABLE.map((row) => [row.codes.join(', '), row] as const);

it.each(CODES)('%d has a row', (errcode) => {
  expect(ERROR_TABLE.filter(({ codes }) => codes.includes(errcode))).toHaveLength(1);
});

it('no code has two rows', () => {
  const codes = ERROR_TABLE.flatMap((row) => row.codes);
  expect(codes).toHaveLength(new Set(codes).size);
});

it.each(rows)('%s: the English has its words, the Chinese is Chinese', (_, { en, 'zh-CN': zh }) => {
  for (const words of en) expect(words).toMatch(/\S/);
  for (const words of zh) expect(words).toMatch(/\p{Script=Han}/u);
});

it.each(rows)('%s: a remedy is a sentence, a meaning is not', (_, { en, 'zh-CN': zh }) => {
  expect(en[0]).not.toMatch(/\.$/);
  expect(en[1]).toMatch(/\.$/);
  expect(zh[0]).not.toMatch(/。$/);
  expect(zh[1]).toMatch(/。$/);
});

it.each([40001, 40013, 40056, 40057, 40091, 301002])(
  '%d: the remedy names the command that asks for what is filled in',
  (errcode) => {
    expect(meaningOf(errcode).remedy).toContain('npm run secrets -- enter APP --all, ');
    expect(meaningOf(errcode, 'zh-CN').remedy).toContain('npm run secrets -- enter 应用 --all，');
  },
);

it.each(rows)('%s: no remedy sends a person to a secret without a command', (_, { en, 'zh-CN': zh }) => {
  expect(en[1]).not.toMatch(/\b(wecom|callback) secret/);
  expect(zh[1]).not.toContain('密钥');
});

describe('what an errcode means', () => {
  it.each<[number, Partial<ErrorMeaning>]>([
    [-1, { handling: 'retry', concerns: 'nobody' }],
    [6000, { handling: 'retry', concerns: 'nobody' }],
    [40001, { handling: 'refresh-token', concerns: 'admin' }],
    [40014, { handling: 'refresh-token', concerns: 'nobody' }],
    [42001, { handling: 'refresh-token', concerns: 'nobody' }],
    [40013, { handling: 'wait', concerns: 'admin' }],
    [60020, { handling: 'wait', concerns: 'admin' }],
    [45009, { handling: 'wait', concerns: 'nobody' }],
    [81013, { handling: 'give-up', concerns: 'admin' }],
    [40007, { handling: 'give-up', concerns: 'member' }],
    [40068, { handling: 'give-up', concerns: 'admin', isOfMember: false }],
    [44004, { handling: 'give-up', concerns: 'engineer' }],
  ])('%d', (errcode, expected) => {
    expect(meaningOf(errcode)).toMatchObject(expected);
  });

  it('is said in English for logs, and in the language that is asked for', () => {
    expect(meaningOf(60020).remedy).toContain('works about a minute later');
    expect(meaningOf(60020, 'zh-CN').remedy).toContain('约一分钟后生效');
  });

  it.each(['en', 'zh-CN'] as const)('is to be looked up when it is not in the table (%s)', (language) => {
    expect(meaningOf(12345, language)).toMatchObject({
      concerns: 'engineer',
      handling: 'give-up',
      remedy: expect.stringContaining('query?e=12345') as string,
    });
  });
});
