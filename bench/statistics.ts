/**
 * The nearest-rank percentile: the smallest of the values that at least `percent` of them do not exceed.
 * @param percent above 0, at most 100; 50 is the median
 * @throws RangeError where there are no values, or no such percentile
 */
export function percentile(values: readonly number[], percent: number): number {
  const rank = Math.ceil((percent / 100) * values.length);
  const value = [...values].sort((a, b) => a - b)[rank - 1];
  if (value === undefined || percent > 100) {
    throw new RangeError(`There is no percentile ${percent} of ${values.length} values.`);
  }
  return value;
}
