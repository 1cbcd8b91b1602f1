import { dayIn, periodOf, typedTime, type Period, type TypedTime } from '../../../cli/insights/period';

const NOW = Date.parse('2026-11-26T03:00:00.500Z');
const iso = (period: Period | undefined) =>
  period && [period.from, period.to].map((at) => new Date(at).toISOString());

function typed(text: string): TypedTime {
  const time = typedTime(text);
  if (!time) throw new Error(`${text} is not understood`);
  return time;
}
const between = (since: string, until: string | undefined, zone: string) =>
  iso(periodOf({ since: typed(since), until: until === undefined ? until : typed(until) }, NOW, zone));

it.each([
  ['24h', undefined, 'UTC', ['2026-11-25T03:00:00.500Z', '2026-11-26T03:00:00.500Z']],
  ['7d', '30m', 'UTC', ['2026-11-19T03:00:00.500Z', '2026-11-26T02:30:00.500Z']],
  ['2026-11-01', '2026-11-02', 'Asia/Shanghai', ['2026-10-31T16:00:00.000Z', '2026-11-02T16:00:00.000Z']],
  ['2026-11-01T08:30', '2026-11-01T09:00', 'UTC', ['2026-11-01T08:30:00.000Z', '2026-11-01T09:00:00.000Z']],
  // On that day a clock there went from 2:00 back to 1:00.
  ['2026-11-01', '2026-11-01', 'America/New_York', ['2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z']],
  [
    '2026-11-01T03:00',
    '2026-11-01T04:00',
    'America/New_York',
    ['2026-11-01T08:00:00.000Z', '2026-11-01T09:00:00.000Z'],
  ],
  ['2026-11-26', '2026-11-26', 'UTC', ['2026-11-26T00:00:00.000Z', '2026-11-26T03:00:00.500Z']],
])('from %s to %s in %s', (since, until, zone, expected) => {
  expect(between(since, until, zone)).toEqual(expected);
});

it('this month begins where its first day does', () => {
  const at = Date.parse('2026-10-31T16:00:00Z');
  expect(iso(periodOf({ since: 'this-month', until: undefined }, at + 1, 'Asia/Shanghai'))?.[0]).toBe(
    '2026-10-31T16:00:00.000Z',
  );
  expect(dayIn('Asia/Shanghai', at)).toBe('2026-11-01');
});

it.each([
  ['1d', '2d'],
  ['2026-11-27', undefined],
  ['2026-11-02', '2026-11-01'],
])('from %s to %s is no period', (since, until) => {
  expect(between(since, until, 'UTC')).toBeUndefined();
});

it.each(['', '7', '7w', 'd', '-7d', '2026-02-30', '2026-13-01', '2026-11-01T24:00', '26-11-01', 'yesterday'])(
  '%j is no time',
  (text) => {
    expect(typedTime(text)).toBeUndefined();
  },
);
