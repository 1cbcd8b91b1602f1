/** What tells the time, in milliseconds since epoch; `Date` is one. */
export interface Clock {
  now(): number;
}
