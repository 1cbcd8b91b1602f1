import type { LineFilter } from '../../../cli/logs/arguments';
import { entryOf } from '../../../cli/logs/entry';
import { fits, isNarrow, patternOf } from '../../../cli/logs/filter';

const NOTHING: LineFilter = {
  level: undefined,
  member: undefined,
  message: undefined,
  app: undefined,
  event: undefined,
  grep: undefined,
  all: false,
};
const ID = 'abcdef0123456789';
const line = { level: 'warn', event: 'message waits', app: 'assistant', member: 'zhangsan', id: ID, ms: 30 };
const entry = (message: string) => entryOf({ eventId: '1', timestamp: 0, message }, 'worker');
const fitsLine = (filter: Partial<LineFilter>): boolean =>
  fits(entry(JSON.stringify(line)), { ...NOTHING, ...filter });

it.each<Partial<LineFilter>>([
  {},
  { level: 'info' },
  { level: 'warn' },
  { member: 'zhangsan' },
  { message: ID },
  { message: 'abcdef01' },
  { app: 'assistant' },
  { event: 'Waits' },
  { grep: '"MS":30' },
])('a line that fits %j is shown', (filter) => {
  expect(fitsLine(filter)).toBe(true);
});

it.each<Partial<LineFilter>>([
  { level: 'error' },
  { member: 'zhang' },
  { message: 'bcdef' },
  { app: 'assist' },
  { event: 'wait  s' },
  { grep: 'lisi' },
  { app: 'assistant', level: 'error' },
])('a line that does not fit %j is not', (filter) => {
  expect(fitsLine(filter)).toBe(false);
});

it('a message is found by the id of the queue as well', () => {
  const givenUp = entry('{"level":"error","event":"message given up","queueMessage":"8f5c1f6e-3f3c"}');
  expect(fits(givenUp, { ...NOTHING, message: '8f5c1f6e' })).toBe(true);
});

it('what Lambda says when all is well, and metrics, are shown only if all is asked for', () => {
  for (const message of ['START RequestId: 1', '{"_aws":{},"messages":1}']) {
    expect(fits(entry(message), NOTHING)).toBe(false);
    expect(fits(entry(message), { ...NOTHING, all: true })).toBe(true);
  }
});

it('CloudWatch is told of what stands in a line as a whole, and of nothing that could spoil its pattern', () => {
  expect(patternOf({ ...NOTHING, member: 'zhang.san', app: 'assistant' })).toBe('"zhang.san"');
  expect(patternOf({ ...NOTHING, app: 'finance-bot', grep: 'wait' })).toBe('"finance-bot"');
  expect(patternOf({ ...NOTHING, event: 'waits', message: 'abc', grep: 'x' })).toBeUndefined();
  expect(patternOf({ ...NOTHING, app: 'a" "b' })).toBeUndefined();
});

it('whether lines may have been left out is known', () => {
  expect(isNarrow(NOTHING)).toBe(false);
  expect(isNarrow({ ...NOTHING, grep: 'x' })).toBe(true);
});
