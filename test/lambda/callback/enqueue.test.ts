import { enqueuePatiently, holdPastTimeout } from '../../../lambda/callback/enqueue';
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
  await enqueuePatiently(world.ports, message, 10_000);
  expect(world.pauses).toEqual([]);
});

it('a queue that refuses for a moment is asked again, later and later', async () => {
  const world = worldWith(3);
  await enqueuePatiently(world.ports, message, 10_000);
  expect(world.pauses).toEqual([100, 200, 400]);
});

it.each([0, 1_000])(
  'a queue that goes on refusing (each time after %d ms) is not tried any more after 4 s',
  async (refusalMs) => {
    const world = worldWith(Infinity, refusalMs);
    await expect(enqueuePatiently(world.ports, message, 10_000)).rejects.toThrow('the queue refuses');
    expect(world.elapsed()).toBeLessThan(4_000 + refusalMs);
    expect(world.pauses.length).toBeGreaterThan(1);
  },
);

it.each([0, 4_000, 6_000])(
  'what failed after %d ms is held for more than the 5 s of WeCom, within the 10 s of the function',
  async (failedAfterMs) => {
    const world = worldWith(1, failedAfterMs);
    await world.ports.enqueue().catch(() => undefined);
    await holdPastTimeout(world.ports, 10_000);
    expect(world.elapsed()).toBeGreaterThan(5_000);
    expect(world.elapsed()).toBeLessThan(8_000);
  },
);
