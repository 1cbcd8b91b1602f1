/**
 * Choices that look random and can be had again: the same seed gives the same run of choices (mulberry32).
 * For what WeCom varies without meaning (order of elements, white space), never for secrets or ids.
 */
export class Chance {
  constructor(private state: number) {}

  /** @returns at least 0, below 1 */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  oneOf<T>(choices: readonly [T, ...T[]]): T {
    return choices[Math.floor(this.next() * choices.length)] ?? choices[0];
  }

  shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, place: this.next() }))
      .sort((a, b) => a.place - b.place)
      .map(({ item }) => item);
  }

  /** @returns `count` decimal digits, the first of them not 0 */
  digits(count: number): string {
    return Array.from({ length: count }, (_, at) =>
      Math.floor(at === 0 ? 1 + this.next() * 9 : this.next() * 10),
    ).join('');
  }
}
