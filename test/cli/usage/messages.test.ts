import { messagesIn } from '../../../cli/usage/messages';
import { fakeInsights, type Asked } from '../insights/asking';

const T = Date.parse('2026-11-26T00:00:00Z');
const PERIOD = { from: T, to: T + 3_600_000 };
const row = (id: string, at: number) => ({
  id,
  app: 'assistant',
  member: 'zhangsan',
  at: new Date(at).toISOString(),
  what: 'answered',
  asked: 'gpt',
  named: '张三',
  input: '10',
  said: '3',
  thought: '4',
  usd: '0.25',
});

it('reads what a message took; what lacks something took none of it', async () => {
  const bare = { id: 'b', app: 'assistant', member: 'lisi', at: new Date(T).toISOString(), what: 'command' };
  const { asking } = fakeInsights(() => [{ ...row('a', T), estimated: '1' }, bare]);
  const [first, second] = await messagesIn(asking, PERIOD, undefined);
  expect(first).toEqual({
    id: 'a',
    app: 'assistant',
    member: 'zhangsan',
    name: '张三',
    model: 'gpt',
    at: T,
    became: 'answered',
    inputTokens: 10,
    outputTokens: 7,
    usd: 0.25,
    isEstimated: true,
  });
  expect(second).toMatchObject({
    became: 'command',
    inputTokens: 0,
    outputTokens: 0,
    usd: 0,
    isEstimated: false,
  });
});

it.each([
  ['answered', 'answered'],
  ['command', 'command'],
  ['managed', 'command'],
  ['failed', 'unanswered'],
  ['refused', 'unanswered'],
])('%s is a message that is counted as %s', async (what, became) => {
  const { asking } = fakeInsights(() => [{ ...row('a', T), what }]);
  await expect(messagesIn(asking, PERIOD, undefined)).resolves.toMatchObject([{ became }]);
});

it('leaves out what came after the end, in the second in which it lies', async () => {
  const { asking } = fakeInsights(() => [row('a', PERIOD.to - 1), row('b', PERIOD.to)]);
  const messages = await messagesIn(asking, PERIOD, undefined);
  expect(messages.map(({ id }) => id)).toEqual(['a']);
});

it('asks about one app alone', async () => {
  const { asking, asked } = fakeInsights(() => []);
  await messagesIn(asking, PERIOD, 'finance-bot');
  expect(asked[0]?.query).toMatch(/^filter app = "finance-bot"\n\| filter event in /);
});

it('where there are more than CloudWatch gives, asks for halves, and counts what is in both once', async () => {
  // Three messages a second, and as many rows as CloudWatch gives.
  const all = Array.from({ length: 3 * 3600 }, (_, index) =>
    row(`m${index}`, T + Math.floor(index / 3) * 1000),
  );
  const { asking, asked } = fakeInsights(({ from, to }: Asked) =>
    all.filter(({ at }) => Date.parse(at) >= from * 1000 && Date.parse(at) <= to * 1000).slice(0, 10_000),
  );
  const messages = await messagesIn(asking, PERIOD, undefined);
  expect(messages).toHaveLength(all.length);
  expect(asked.map(({ from, to }) => (to - from) / 60)).toEqual([60, 30, 30]);
});

it('does not ask for less than a second', async () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => row(`m${index}`, T));
  const { asking, asked } = fakeInsights(() => rows);
  await expect(messagesIn(asking, { from: T, to: T + 1000 }, undefined)).resolves.toHaveLength(10_000);
  expect(asked).toHaveLength(1);
});
