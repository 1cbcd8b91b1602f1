import { enqueueOrHold } from '../../../lambda/callback/enqueue';
import type { QueueMessage } from '../../../lambda/shared/queue-message';

const message: QueueMessage = {
  v: 1,
  id: 'm',
  app: 'assistant',
  member: 'a',
  createTime: 1,
  content: { kind: 'text', text: '你好' },
};

/** A queue that refuses so many times, each refusal taking so long, and a clock that the pauses move on. */
function worldWith(refusals: number, refusalMs = 0) {
  let refused = 0;
  let now = 10_000;
  const pauses: number[] = [];
  return {
    pauses,
    elapsed: () => now - 10_000,
    ports: {
      enqueue: () => {
        if (refused >= refusals) return Promise.resolve();
        refused += 1;
        now += refusalMs;
        return Promise.reject(new Error('the queue refuses'));
      },
      clock: () => now,
      pause: (ms: number) => {
        pauses.push(ms);
        now += ms;
        return Promise.resolve();
      },
    },
  };
}

it('a message that the queue takes costs no time', async () => {
  const world = worldWith(0);
  await enqueueOrHold(world.ports, message, 10_000);
  expect(world.pauses).toEqual([]);
});

it('a queue that refuses for a moment is asked again, later and later', async () => {
  const world = worldWith(3);
  await enqueueOrHold(world.ports, message, 10_000);
  expect(world.pauses).toEqual([100, 200, 400]);
});

it.each([0, 1_000, 6_000])(
  'a queue that goes on refusing (each time after %d ms) fails the request after more than the 5 s of WeCom, within the 10 s of the function',
  async (refusalMs) => {
    const world = worldWith(Infinity, refusalMs);
    await expect(enqueueOrHold(world.ports, message, 10_000)).rejects.toThrow('the queue refuses');
    expect(world.elapsed()).toBeGreaterThan(5_000);
    expect(world.elapsed()).toBeLessThan(8_000);
  },
);

it('is not tried any more after 4 s', async () => {
  const world = worldWith(Infinity);
  await expect(enqueueOrHold(world.ports, message, 10_000)).rejects.toThrow();
  const tried = world.pauses.slice(0, -1).reduce((sum, ms) => sum + ms, 0);
  expect(tried).toBeLessThan(4_000);
});
