import { deliver } from '../../../lambda/chat/delivery';
import type { Answer, Deliveries } from '../../../lambda/chat/ports';
import { errorWith } from '../../support/errors';
import { MemoryDeliveries } from '../../support/memory-deliveries';

const ANSWER: Answer = { outcome: 'answered', parts: ['一', ' \n', '二', '三'], tokens: 5 };
const LEASE_MS = 1_000;

/** A member, a model and a memory, and a worker that can be killed before or after any call that it makes. */
class World {
  now = 0;
  readonly phone: string[] = [];
  asked = 0;
  readonly remembered = new Map<string, Answer>();
  readonly deliveries = new MemoryDeliveries(() => this.now);
  calls: string[] = [];

  /** One attempt; `kill` names the call of it at which the worker dies, and on which side. */
  async attempt(kill?: { call: number; side: 'before' | 'after' }): Promise<boolean> {
    this.calls = [];
    const at = async <T>(name: string, work: () => Promise<T> | T): Promise<T> => {
      const call = this.calls.push(name) - 1;
      if (kill?.call === call && kill.side === 'before') throw new Error('killed');
      const result = await work();
      if (kill?.call === call && kill.side === 'after') throw new Error('killed');
      return result;
    };
    const records = this.deliveries;
    const deliveries: Deliveries = {
      lease: (...args) => at('lease', () => records.lease(...args)),
      asking: (record) => at('asking', () => records.asking(record)),
      answered: (record, answer) => at('answered', () => records.answered(record, answer)),
      sent: (record, count) => at('sent', () => records.sent(record, count)),
      done: (record, outcome) => at('done', () => records.done(record, outcome)),
    };
    const message = {
      app: 'a',
      id: 'm',
      leaseUntil: this.now + LEASE_MS,
      place: { conversation: 'c', sequence: '1' },
    };
    return deliver(deliveries, message, {
      answer: async (record) => {
        await deliveries.asking(record);
        return at('model', () => {
          this.asked += 1;
          return ANSWER;
        });
      },
      send: (part) => at('send', () => void this.phone.push(part)),
      remember: ({ place }, answer) => at('remember', () => void this.remembered.set(place.sequence, answer)),
    });
  }

  /** The queue brings the message again when the lease has ended. */
  async again(): Promise<boolean> {
    this.now += LEASE_MS;
    return this.attempt();
  }
}

it('an answer is sent part by part, but for parts of white space, remembered, and the message is done', async () => {
  const world = new World();
  await expect(world.attempt()).resolves.toBe(true);
  expect(world.phone).toEqual(['一', '二', '三']);
  expect(world.remembered.get('1')).toEqual(ANSWER);
  expect(world.calls).toEqual([
    'lease',
    'asking',
    'model',
    'answered',
    'send',
    'sent',
    'sent',
    'send',
    'sent',
    'send',
    'sent',
    'remember',
    'done',
  ]);
});

it('a message that is done is not touched again', async () => {
  const world = new World();
  await world.attempt();
  await expect(world.again()).resolves.toBe(false);
  expect(world.phone).toHaveLength(3);
});

it('a message that another worker holds must come again', async () => {
  const world = new World();
  await expect(world.attempt({ call: 4, side: 'before' })).rejects.toThrow('killed');
  await expect(world.attempt()).rejects.toThrow(errorWith({ code: 'MESSAGE_TAKEN' }));
});

it('a worker that lost its lease can record nothing', async () => {
  const world = new World();
  const lost = await world.deliveries.lease('a', 'm', LEASE_MS, { conversation: 'c', sequence: '1' });
  world.now += LEASE_MS;
  await world.attempt();
  if (lost.state !== 'leased') throw new Error('The first lease was not given.');
  await expect(world.deliveries.sent(lost.record, 9)).rejects.toThrow('lease lost');
});

describe('a worker that is killed', () => {
  const CALLS = 13;
  const points = Array.from({ length: CALLS }, (_, call) =>
    (['before', 'after'] as const).map((side) => ({ call, side })),
  );

  it.each(points.flat())(
    '$side call $call: the whole answer, once, but for the one part in the window',
    async (kill) => {
      const world = new World();
      await expect(world.attempt(kill)).rejects.toThrow('killed');
      const name = world.calls[kill.call];
      await world.again();

      const isWindow =
        (name === 'send' && kill.side === 'after') || (name === 'sent' && kill.side === 'before');
      const isBlankPart = kill.call === 6;
      expect(world.phone).toHaveLength(isWindow && !isBlankPart ? 4 : 3);
      expect(world.phone.filter((part, index) => part !== world.phone[index - 1])).toEqual([
        '一',
        '二',
        '三',
      ]);
      expect(world.remembered.size).toBe(1);
      expect(world.deliveries.items.get('m')?.isDone).toBe(true);
      // The model is asked again only if its answer was not recorded.
      const isUnrecorded =
        (name === 'model' && kill.side === 'after') || (name === 'answered' && kill.side === 'before');
      expect(world.asked).toBe(isUnrecorded ? 2 : 1);
    },
  );

  it('twice, at any two calls: nothing is lost, and nothing doubled outside the window', async () => {
    for (const first of points.flat()) {
      for (const second of points.flat()) {
        const world = new World();
        await world.attempt(first).catch(() => undefined);
        world.now += LEASE_MS;
        await world.attempt(second).catch(() => undefined);
        await world.again();
        expect(world.phone.filter((part, index) => part !== world.phone[index - 1])).toEqual([
          '一',
          '二',
          '三',
        ]);
        expect(world.phone.length).toBeLessThanOrEqual(5);
        expect(world.remembered.size).toBe(1);
        expect(world.deliveries.items.get('m')?.isDone).toBe(true);
      }
    }
  });
});
