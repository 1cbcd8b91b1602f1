import { follow } from '../../../cli/logs/follow';
import type { FoundEvent } from '../../../cli/logs/read';

const event = (eventId: string, timestamp: number): FoundEvent => ({
  eventId,
  timestamp,
  message: '-',
  function: 'worker',
});
const MINUTE = 60_000;

/** Follows a log that has one more part of these at each reading. @returns what was shown, and from when on was read */
async function followed(since: number, ...parts: FoundEvent[][]) {
  const there: FoundEvent[] = [];
  const froms: number[] = [];
  const read = (from: number) => {
    there.push(...(parts[froms.length] ?? []));
    froms.push(from);
    const found = there.filter(({ timestamp }) => timestamp >= from);
    return Promise.resolve(found.sort((one, other) => one.timestamp - other.timestamp));
  };
  const shown: string[][] = [];
  for await (const events of follow(read, since, () => Promise.resolve(froms.length < parts.length)))
    shown.push(events.map(({ eventId }) => eventId));
  return { shown, froms };
}

it('each line is shown once, also of those at the same time', async () => {
  const { shown } = await followed(0, [event('a', 1), event('b', 1)], [event('c', 1)], [], [event('d', 2)]);
  expect(shown).toEqual([['a', 'b'], ['c'], [], ['d']]);
});

it('a line that comes late is shown, and what was shown before is not shown again', async () => {
  const { shown, froms } = await followed(
    0,
    [event('a', 10 * MINUTE)],
    [event('late', 8.5 * MINUTE)],
    [event('b', 11 * MINUTE)],
    [event('later', 9.5 * MINUTE)],
    [event('c', 60 * MINUTE)],
    [event('d', 60 * MINUTE)],
  );
  expect(shown).toEqual([['a'], ['late'], ['b'], ['later'], ['c'], ['d']]);
  expect(froms).toEqual([0, 8, 8, 9, 9, 58].map((minutes) => minutes * MINUTE));
});

it('nothing is read from before the time that it was to begin at', async () => {
  const { froms } = await followed(5 * MINUTE, [event('a', 5.5 * MINUTE)], [], []);
  expect(froms).toEqual([5 * MINUTE, 5 * MINUTE, 5 * MINUTE]);
});
