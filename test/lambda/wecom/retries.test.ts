import { jitteredBackoff } from '../../../lambda/wecom/retries';

it.each([
  [0, 1, 150],
  [1, 1, 450],
  [0.5, 2, 600],
])('with chance %d, failure %d is followed by %d ms', async (chance, failures, ms) => {
  const pauses: number[] = [];
  const pause = (time: number) => Promise.resolve(void pauses.push(time));
  await jitteredBackoff(() => chance, pause)(failures);
  expect(pauses).toEqual([ms]);
});
