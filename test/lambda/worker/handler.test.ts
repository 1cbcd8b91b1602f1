import type { SQSRecord } from 'aws-lambda';
import type { QueueMessage } from '../../../lambda/shared/queue-message';
import { handleMessages } from '../../../lambda/worker/handler';
import { TurnWorld } from '../../support/turn-world';

const message: QueueMessage = {
  v: 1,
  id: 'm1',
  app: 'assistant',
  member: 'a',
  createTime: 1,
  content: { kind: 'text', text: '一' },
};

const recordOf = (messageId: string, body: string): SQSRecord =>
  ({ messageId, body, attributes: { SequenceNumber: '7' } }) as SQSRecord;

/** What the worker answers to a batch of these bodies. */
async function handled(world: TurnWorld, ...bodies: string[]): Promise<string[]> {
  const [ports, queued] = world.ports();
  const records = bodies.map((body, index) => recordOf(`q${index + 1}`, body));
  const context = { getRemainingTimeInMillis: () => 300_000 };
  const { batchItemFailures } = await handleMessages(
    { ...ports, inHand: () => queued },
    { Records: records },
    context,
  );
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

it('what is dealt with is taken off the queue; the model has the time less what is kept to say so', async () => {
  const world = new TurnWorld();
  await expect(handled(world, JSON.stringify(message))).resolves.toEqual([]);
  expect(world.phone).toEqual(['好']);
  expect(world.asked[0]?.deadline).toBe(world.now + 270_000);
  expect(world.turns.has('7')).toBe(true);
});

it.each(['not JSON', '{}', '{"v":9}', JSON.stringify({ ...message, member: '' })])(
  'what can’t be read goes to the dead-letter queue at once, by the id that the log names: %s',
  async (body) => {
    const world = new TurnWorld();
    await expect(handled(world, body)).resolves.toEqual([]);
    const [id = 'none', ...others] = world.deadLetters;
    expect(others).toEqual([]);
    expect(world.logged).toContainEqual(expect.stringMatching(new RegExp(`"id":"${id}".*QUEUE_MESSAGE`)));
    expect(world.phone).toEqual([]);
  },
);

it('what waits, and what failed, is reported back with all that is behind it', async () => {
  const world = new TurnWorld();
  world.block = { errcode: 60020 };
  await expect(handled(world, JSON.stringify(message), JSON.stringify(message))).resolves.toEqual([
    'q1',
    'q2',
  ]);
  const failing = new TurnWorld();
  jest.spyOn(failing.deliveries, 'lease').mockRejectedValue(new Error('the table is away'));
  await expect(handled(failing, JSON.stringify(message))).resolves.toEqual(['q1']);
  expect(failing.logged).toContainEqual(expect.stringContaining('message not answered yet'));
  expect(failing.keptAway).toEqual([60_000]);
});
