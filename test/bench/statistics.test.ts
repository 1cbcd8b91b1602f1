import { percentile } from '../../bench/statistics';

// The example of https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method, in another order.
const VALUES = [50, 15, 40, 20, 35];

test.each([
  [5, 15],
  [20, 15],
  [30, 20],
  [40, 20],
  [50, 35],
  [100, 50],
])('percentile %d is one of the values: %d', (percent, expected) => {
  expect(percentile(VALUES, percent)).toBe(expected);
});

test('numbers are ordered by size, not as text', () => {
  expect(percentile([100, 9, 20], 100)).toBe(100);
});

test('the values stay as they were', () => {
  const values = [3, 1, 2];
  percentile(values, 50);
  expect(values).toEqual([3, 1, 2]);
});

test.each([
  [[], 50],
  [[1, 2], 0],
  [[1, 2], 101],
])('%j has no percentile %d', (values, percent) => {
  expect(() => percentile(values, percent)).toThrow(RangeError);
});
