import { ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { DeadLetterQueue, type DeadLetters } from '../../../cli/redrive/dead-letters';
import { giveUp, messageFrom, startWorld, type World } from './world';

let now = 0;
let world: World;
let queue: DeadLetterQueue;
beforeAll(async () => {
  world = await startWorld(() => now);
});
afterAll(() => world.close());
/** Each test begins after everything that was there has expired. */
beforeEach(() => {
  now += 365 * 86_400_000;
  queue = new DeadLetterQueue(world.sqs, world.deadLetterQueueUrl, () => now);
});

function fill(...members: string[]): void {
  for (const member of members) {
    giveUp(world, messageFrom(member));
    now += 1;
  }
}

const look = (): Promise<DeadLetters> => queue.whileHeld((letters) => letters);
const membersOf = ({ held }: DeadLetters) => held.map(({ message }) => message?.member);
const idsOf = ({ held }: DeadLetters) => held.map(({ id }) => id);
const repeated = (members: string[], times: number): string[] =>
  Array.from({ length: times }, () => members).flat();

it('an empty queue is empty', async () => {
  await expect(look()).resolves.toEqual({ held: [], behind: 0, elsewhere: 0 });
});

it('all messages are there, the oldest first, again and again', async () => {
  fill('zhang', 'li', 'zhang', 'zhang', 'wang');
  const letters = await look();
  expect(membersOf(letters)).toEqual(['zhang', 'li', 'zhang', 'zhang', 'wang']);
  expect(letters).toMatchObject({ behind: 0, elsewhere: 0 });
  expect(letters.held[0]).toMatchObject({ givenUpAt: now - 5, group: 'zhang' });
  expect(idsOf(await look())).toEqual(idsOf(letters));
});

it.each<[string, string[]]>([
  ['two members', repeated(['zhang', 'li'], 7)],
  ['ten members', repeated(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'], 3)],
  [
    'a member who fills a batch, and one who begins in it',
    [...repeated(['li'], 9), ...repeated(['zhang'], 4)],
  ],
])('a batch that ends amid the messages of %s hides none of them', async (_, members) => {
  fill(...members);
  const letters = await look();
  expect(membersOf(letters)).toEqual(members);
  expect(letters.behind).toBe(0);
});

it('what is behind the ten of a member that can be had at once is counted', async () => {
  fill(...repeated(['zhang'], 13), 'li');
  const letters = await look();
  expect(membersOf(letters)).toEqual([...repeated(['zhang'], 10), 'li']);
  expect(letters.behind).toBe(3);
});

it('looking ends in time to give back what was taken, and what was not reached is counted', async () => {
  const members = Array.from({ length: 25 }, (_, index) => `member-${index}`);
  fill(...members);
  const slow = {
    send: (command: never) => {
      if ((command as object) instanceof ReceiveMessageCommand) now += 8_000;
      return world.sqs.send(command);
    },
  } as unknown as SQSClient;
  queue = new DeadLetterQueue(slow, world.deadLetterQueueUrl, () => now);
  const letters = await look();
  expect(letters.held).toHaveLength(20);
  expect(letters.behind).toBe(5);
  expect(world.deadLetters.counts()).toEqual({ visible: 25, inFlight: 0 });
});

it('what somebody else holds is counted', async () => {
  fill('zhang', 'li');
  world.deadLetters.receive(1);
  await expect(look()).resolves.toMatchObject({ held: [{ group: 'li' }], behind: 0, elsewhere: 1 });
});

it('messages are given back, whatever happens meanwhile', async () => {
  fill('zhang', 'li');
  const looked = queue.whileHeld(() => {
    expect(world.deadLetters.counts()).toEqual({ visible: 0, inFlight: 2 });
    throw new Error('whatever');
  });
  await expect(looked).rejects.toThrow('whatever');
  expect(world.deadLetters.counts()).toEqual({ visible: 2, inFlight: 0 });
});

it('a message is held for as long as it is kept, and removed for good', async () => {
  fill('zhang', 'li');
  await queue.whileHeld(async ({ held: [first, second] }) => {
    if (!first || !second) throw new Error('The queue should hold two.');
    now += 29_000;
    await expect(queue.keep(first)).resolves.toBe(true);
    now += 29_000;
    await expect(queue.keep(second)).resolves.toBe(false);
    await queue.remove(first);
    await expect(queue.keep(first)).resolves.toBe(false);
  });
  expect(membersOf(await look())).toEqual(['li']);
});

it('a message has the id by which the logs name it', async () => {
  const message = messageFrom('zhang');
  giveUp(world, message);
  expect(idsOf(await look())).toEqual([message.id]);
});

it.each([
  ['', 'a worker that could not read it gave it up'],
  ['-18870000000000000000', 'a worker that could read it gave it up'],
])('what was copied under an id of the log with %j behind it has that id: %s', async (behind) => {
  const id = 'ab'.repeat(32);
  giveUp(world, messageFrom('zhang'), id + behind);
  giveUp(world, { ...messageFrom('li'), v: 3 as 2 }, id.replace('a', 'c') + behind);
  expect(idsOf(await look())).toEqual([id, id.replace('a', 'c')]);
});

it('a body that another release wrote is there, unread, with the id of its copy', async () => {
  giveUp(world, { ...messageFrom('zhang'), v: 3 as 2 }, 'id-of-the-copy');
  const { held } = await look();
  expect(held).toMatchObject([{ id: 'id-of-the-copy', message: undefined, group: 'zhang' }]);
});
