import { zhCn } from '../../../lambda/chat/texts/zh-cn';
import { TurnWorld, type Kill } from '../../support/turn-world';

const sentence = (number: number): string => `${number}号事情说来话长，要慢慢地讲。`;
const PARAGRAPHS = Array.from({ length: 9 }, (_, paragraph) =>
  Array.from({ length: 9 }, (__, index) => sentence(paragraph * 9 + index)).join(''),
);
/** Four parts: a sentence, then paragraphs, more in each. */
const ANSWER = PARAGRAPHS.join('\n\n');
const LEASE_MS = 50_000;

function newWorld(): TurnWorld {
  const world = new TurnWorld();
  world.answer = ANSWER;
  return world;
}

/** What was read, if a part that came twice in a row is read once; blank lines between messages are not sent. */
function readOnce({ phone }: TurnWorld): string {
  return phone.filter((part, index) => part !== phone[index - 1]).join('');
}

const withoutBlanks = (text: string): string => text.replaceAll('\n', '');

/** Parts that came twice in a row. */
function cameTwice({ phone }: TurnWorld): string[] {
  return phone.filter((part, index) => part === phone[index - 1]);
}

/** Whether the worker died between WeCom's acceptance and its record. */
function isWindow(call: string | undefined, { side }: Kill): boolean {
  return call === (side === 'after' ? 'messenger.send' : 'deliveries.sent');
}

/** Whatever happened: the whole answer, once in memory, usage and audit, and the message is done. */
function expectDelivered(world: TurnWorld): void {
  expect(withoutBlanks(readOnce(world))).toBe(withoutBlanks(ANSWER));
  expect([...world.turns.values()].map(({ turn }) => turn.answer)).toEqual([ANSWER]);
  expect(world.usage.all.messages).toBe(1);
  expect(world.audited.size).toBe(1);
  expect(world.isDone()).toBe(true);
  expect(world.asked.length).toBeLessThanOrEqual(2);
  expect(world.deadLetters.size).toBe(0);
}

/** Killed once, then left alone. @returns the name of the call at which it was */
async function killedOnce(world: TurnWorld, kill: Kill): Promise<string> {
  await expect(world.attempt('一', 'm1', kill)).rejects.toThrow('killed');
  const name = world.calls[kill.call] ?? '';
  world.now += LEASE_MS;
  await world.attempt('一');
  return name;
}

const points = (calls: number): Kill[] =>
  Array.from({ length: calls }, (_, call) =>
    (['before', 'after'] as const).map((side) => ({ call, side })),
  ).flat();

/** As many as the uninterrupted delivery below makes. */
const CALLS = 35;

it('each part is committed, paced, sent and recorded as sent, one after another, while the model speaks', async () => {
  const world = newWorld();
  await world.attempt('一');
  expectDelivered(world);
  expect(world.phone).toHaveLength(world.record()?.parts.length ?? 0);
  expect(world.calls).toHaveLength(CALLS);
  const perPart = ['deliveries.commit', 'paces.take', 'messenger.send', 'deliveries.sent'];
  expect(world.calls.slice(0, 17)).toEqual([
    'statuses.statusOf',
    'memory.profile',
    'deliveries.lease',
    'queued.keepAway',
    'messenger.prepare',
    'controls.controlOf',
    'usage.admit',
    'memory.latestTurns',
    'deliveries.asking',
    'model.begin',
    ...perPart,
    ...perPart.slice(0, 3),
  ]);
  expect(world.calls.slice(-8)).toEqual([
    'deliveries.sent',
    'memory.saveTurn',
    'directory.nameOf',
    'audit.add',
    'memory.saveProfile',
    'deliveries.done',
    'audit.ship',
    'arrivals.note',
  ]);
});

it.each(points(CALLS))(
  'killed $side call $call: the whole answer, once, but for the one part in the window',
  async (kill) => {
    const world = newWorld();
    const name = await killedOnce(world, kill);
    expectDelivered(world);
    expect(cameTwice(world)).toHaveLength(isWindow(name, kill) ? 1 : 0);
  },
);

it('killed twice, at any two calls: nothing is lost, and nothing doubled outside the window', async () => {
  // After a call is before the next.
  const moments = points(CALLS).filter(({ call, side }) => call === 0 || side === 'after');
  for (const first of moments) {
    for (const second of moments) {
      const world = newWorld();
      let windows = 0;
      for (const kill of [first, second]) {
        await world.attempt('一', 'm1', kill).catch(() => undefined);
        if (isWindow(world.calls[kill.call], kill)) windows += 1;
        world.now += LEASE_MS;
      }
      await world.attempt('一');
      expect(world.isDone()).toBe(true);
      expect(cameTwice(world).length).toBeLessThanOrEqual(windows);
      const isBrokenOff = readOnce(world).endsWith(zhCn.cutOff) || world.phone[0] === zhCn.modelFailed.broken;
      expect(isBrokenOff).toBe(world.audited.get('m1')?.result !== 'answered');
      // Both are answers, and count as one.
      expect(world.usage.all.messages).toBe(world.phone[0] === zhCn.modelFailed.broken ? 0 : 1);
      expect(isBrokenOff ? world.record()?.asks : withoutBlanks(readOnce(world))).toBe(
        isBrokenOff ? 2 : withoutBlanks(ANSWER),
      );
    }
  }
});

it('a part whose sending is not certain is the only one that WeCom is asked to check', async () => {
  const world = newWorld();
  const call = 16;
  await killedOnce(world, { call, side: 'after' });
  const checked = world.sendings.map(({ mayHaveArrivedWithinSeconds }) => mayHaveArrivedWithinSeconds);
  expect(checked.filter((seconds) => seconds !== undefined)).toEqual([LEASE_MS / 1000]);
});
