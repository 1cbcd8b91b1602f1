import { randomUUID } from 'node:crypto';
import { DeadLetterQueue, type DeadLetter } from '../../../cli/redrive/dead-letters';
import { findLetter, putBack, type PutBackPorts, type PutBackResult } from '../../../cli/redrive/put-back';
import { BotTable } from '../../../lambda/aws/bot-table';
import { DeliveryRecords } from '../../../lambda/aws/deliveries';
import type { DeliveryRecord, Outcome } from '../../../lambda/chat/ports';
import { groupId, type QueueMessage } from '../../../lambda/shared/queue-message';
import { deliveryKey } from '../../../lambda/shared/table-keys';
import { errorWith } from '../../support/errors';
import { giveUp, messageFrom, startWorld, TABLE, type World } from './world';
import { usageOf } from '../../support/usage';

let world: World;
let table: BotTable;
let records: DeliveryRecords;
let deadLetters: DeadLetterQueue;
beforeEach(async () => {
  world = await startWorld();
  table = new BotTable(world.dynamodb, TABLE, Date.now);
  records = new DeliveryRecords(table, Date.now, randomUUID);
  deadLetters = new DeadLetterQueue(world.sqs, world.deadLetterQueueUrl, Date.now);
});
afterEach(() => world.close());

const ports = (): PutBackPorts => ({
  deadLetters,
  table,
  records,
  sqs: world.sqs,
  messageQueueUrl: world.messageQueueUrl,
  newId: randomUUID,
  clock: Date.now,
});

const putTheOneBack = (by: PutBackPorts): Promise<PutBackResult> =>
  deadLetters.whileHeld(({ held }) => putBack(by, findLetter(held, held[0]?.id ?? '')));

/** How it is just before the message comes to its end. */
async function conclude({ app, id }: QueueMessage, outcome: Outcome): Promise<DeliveryRecord> {
  const lease = await records.lease({ app, id: 'a' }, id, Date.now() + 1_000, {
    conversation: 'c',
    sequence: '1',
  });
  if (lease.state !== 'leased') throw new Error(`It is ${lease.state}.`);
  const usage = usageOf(1, 1);
  return records.giveUp(lease.record, [], { outcome, tokens: 0, usage });
}

async function end(message: QueueMessage, outcome: Outcome): Promise<void> {
  await records.done(await conclude(message, outcome));
}

const recordOf = ({ app, id }: QueueMessage) => table.get(deliveryKey(app, id));

it.each<Outcome>(['given-up', 'unreachable'])(
  'a message that is %s goes back as if it had just come, and leaves the dead-letter queue',
  async (outcome) => {
    const message = messageFrom('zhang');
    await end(message, outcome);
    giveUp(world, message);
    await expect(putTheOneBack(ports())).resolves.toBe('put-back');
    await expect(recordOf(message)).resolves.toMatchObject({ state: 'OPEN', attempts: 0, asks: 0, sent: 0 });
    expect(world.messages.receive(10)).toMatchObject([
      { body: JSON.stringify(message), groupId: groupId('assistant', 'zhang') },
    ]);
    expect(world.deadLetters.counts()).toEqual({ visible: 0, inFlight: 0 });
  },
);

it('a message that was just sent is sent once more all the same, to its member’s group', async () => {
  const message = messageFrom('zhang');
  const group = groupId(message.app, message.member);
  world.messages.send({
    body: 'just before',
    groupId: group,
    deduplicationId: message.id,
    senderId: 'callback',
  });
  giveUp(world, message);
  await putTheOneBack(ports());
  expect(world.messages.receive(10).map(({ groupId: each, body }) => [each, body])).toEqual([
    [group, 'just before'],
    [group, JSON.stringify(message)],
  ]);
});

it('a message that was never begun goes back without a record', async () => {
  const message = messageFrom('zhang');
  giveUp(world, message);
  await expect(putTheOneBack(ports())).resolves.toBe('put-back');
  await expect(recordOf(message)).resolves.toBeUndefined();
  expect(world.messages.counts().visible).toBe(1);
});

it('a message that was answered meanwhile is not answered again', async () => {
  const message = messageFrom('zhang');
  await end(message, 'answered');
  giveUp(world, message);
  await expect(putTheOneBack(ports())).resolves.toBe('already-answered');
  await expect(recordOf(message)).resolves.toMatchObject({ state: 'DONE' });
  expect(world.messages.counts().visible).toBe(0);
  expect(world.deadLetters.counts()).toEqual({ visible: 0, inFlight: 0 });
});

describe('a message that a worker has not finished giving up', () => {
  const later = (minutes: number): PutBackPorts => ({
    ...ports(),
    clock: () => Date.now() + minutes * 60_000,
  });

  it('is left where it is: the worker’s second copy would be dropped', async () => {
    const message = messageFrom('zhang');
    await conclude(message, 'given-up');
    giveUp(world, message);
    await expect(putTheOneBack(later(5))).rejects.toThrow(errorWith({ code: 'not-finished' }));
    expect(world.messages.counts().visible).toBe(0);
    expect(world.deadLetters.counts()).toEqual({ visible: 1, inFlight: 0 });
  });

  it('goes back once that copy would not be dropped any more', async () => {
    const message = messageFrom('zhang');
    await conclude(message, 'given-up');
    giveUp(world, message);
    await expect(putTheOneBack(later(6))).resolves.toBe('put-back');
  });

  it('goes back if it is being answered after all', async () => {
    const message = messageFrom('zhang');
    await conclude(message, 'answered');
    giveUp(world, message);
    await expect(putTheOneBack(ports())).resolves.toBe('put-back');
  });
});

type Step = 'keep' | 'get' | 'reopen' | 'send' | 'remove';
const STEPS: readonly Step[] = ['keep', 'get', 'reopen', 'send', 'remove'];

/** Ports of which one breaks down, before or after it has acted. */
function breaking(step: Step, after: boolean): PutBackPorts {
  const broken =
    <Args extends unknown[], T>(name: Step, act: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      if (name === step && !after) throw new Error('broken down');
      const result = await act(...args);
      if (name === step) throw new Error('broken down');
      return result;
    };
  const all = ports();
  return {
    ...all,
    deadLetters: {
      keep: broken('keep', (letter: DeadLetter) => deadLetters.keep(letter)),
      remove: broken('remove', (letter: DeadLetter) => deadLetters.remove(letter)),
    },
    table: { get: broken('get', (key) => table.get(key)) },
    records: { reopen: broken('reopen', (app, id) => records.reopen(app, id)) },
    sqs: { send: broken('send', (command: never) => world.sqs.send(command)) as World['sqs']['send'] },
  };
}

it.each(STEPS.flatMap((step) => [[step, 'before'] as const, [step, 'after'] as const]))(
  'a breakdown at "%s", %s it acted, loses nothing: the next call goes on',
  async (step, when) => {
    const message = messageFrom('zhang');
    await end(message, 'given-up');
    giveUp(world, message);
    await expect(putTheOneBack(breaking(step, when === 'after'))).rejects.toThrow('broken down');
    const isThroughAlready = step === 'remove' && when === 'after';
    expect(world.deadLetters.counts()).toEqual({ visible: isThroughAlready ? 0 : 1, inFlight: 0 });
    const again = isThroughAlready ? 'put-back' : await putTheOneBack(ports());
    expect(again).toBe('put-back');
    expect(world.deadLetters.counts()).toEqual({ visible: 0, inFlight: 0 });
    await expect(recordOf(message)).resolves.toMatchObject({ state: 'OPEN' });
    expect(new Set(world.messages.receive(10).map(({ body }) => body))).toEqual(
      new Set([JSON.stringify(message)]),
    );
  },
);

it('a breakdown after it was sent gives no second answer, if the first has come before the next call', async () => {
  const message = messageFrom('zhang');
  await end(message, 'given-up');
  giveUp(world, message);
  await expect(putTheOneBack(breaking('remove', false))).rejects.toThrow('broken down');
  await end(message, 'answered');
  await expect(putTheOneBack(ports())).resolves.toBe('already-answered');
  expect(world.messages.counts().visible).toBe(1);
});

it("what can't be read is left where it is", async () => {
  giveUp(world, { ...messageFrom('zhang'), v: 3 as 2 });
  await expect(putTheOneBack(ports())).rejects.toThrow(errorWith({ code: 'unreadable' }));
  expect(world.messages.counts().visible).toBe(0);
  expect(world.deadLetters.counts()).toEqual({ visible: 1, inFlight: 0 });
});

it('what slipped out of our hands is left where it is', async () => {
  const message = messageFrom('zhang');
  giveUp(world, message);
  const slipped = deadLetters.whileHeld(async ({ held: [letter] }) => {
    if (!letter) throw new Error('The queue should hold one.');
    world.deadLetters.changeVisibility(letter.receiptHandle, 0);
    await putBack(ports(), letter);
  });
  await expect(slipped).rejects.toThrow(errorWith({ code: 'not-in-hand' }));
  expect(world.messages.counts().visible).toBe(0);
});

describe('an id', () => {
  const letter = (id: string) => ({ id }) as DeadLetter;
  const letters = [letter('aaaaaaaa-1'), letter('aaaaaaaa-2'), letter('bbbbbbbb-1'), letter('bbbbbbbb-1')];

  it('is found by its beginning, the oldest of those that are copies of one message', () => {
    expect(findLetter(letters, 'bbbbbbbb')).toBe(letters[2]);
    expect(findLetter(letters, 'aaaaaaaa-2')).toBe(letters[1]);
  });

  it.each([
    ['cccccccc', 'no-such-message'],
    ['bbbbbbbb-2', 'no-such-message'],
    ['aaaaaaaa', 'several-messages'],
  ])('%s is refused as %s', (id, code) => {
    expect(() => findLetter(letters, id)).toThrow(errorWith({ code }));
  });
});
