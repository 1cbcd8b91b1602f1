import { localTime } from '../../../cli/stack/report';

const AT = Date.UTC(2026, 10, 23, 2, 5, 0, 7);

it.each([
  ['Asia/Shanghai', '2026-11-23 10:05:00 +08:00'],
  ['UTC', '2026-11-23 02:05:00 +00:00'],
  ['America/New_York', '2026-11-22 21:05:00 -05:00'],
  ['Asia/Kolkata', '2026-11-23 07:35:00 +05:30'],
])('a time in %s is written with how far that is from UTC', (timeZone, text) => {
  expect(localTime(AT, { timeZone })).toBe(text);
  expect(Date.parse(text)).toBe(AT - 7);
});

it('in summer the zone is that of summer', () => {
  expect(localTime(Date.UTC(2026, 6, 1), { timeZone: 'America/New_York' })).toBe(
    '2026-06-30 20:00:00 -04:00',
  );
});

it('with milliseconds it is exact', () => {
  expect(localTime(AT, { timeZone: 'Asia/Shanghai', isExact: true })).toBe('2026-11-23 10:05:00.007 +08:00');
});

it('a time that is none is said to be that', () => {
  expect(localTime(NaN)).toBe('Invalid Date');
});
