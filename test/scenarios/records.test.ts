import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { AccessTokenItems } from '../../lambda/aws/access-token-store';
import { BotTable } from '../../lambda/aws/bot-table';
import { DeliveryRecords } from '../../lambda/aws/deliveries';
import { MemberMemory } from '../../lambda/aws/member-memory';
import { errorWith } from '../support/errors';
import { asOperator, runningStack } from '../support/running-stack';

// The local table answers reads that are not strongly consistent with the version before.
const { endpoints, outputs } = runningStack();
const client = new DynamoDBClient(asOperator(endpoints.dynamodbUrl));
afterAll(() => client.destroy());

const DAY = 86_400_000;
const clock = { now: 1_000 * DAY };
const table = new BotTable(client, outputs['BotTableName'] ?? '', () => clock.now);
beforeEach(() => {
  clock.now = 1_000 * DAY;
});

describe('the delivery record', () => {
  const deliveries = new DeliveryRecords(table, () => clock.now);

  it('of fifty workers at once leases to one', async () => {
    const id = randomUUID();
    const leases = await Promise.all(
      Array.from({ length: 50 }, () => deliveries.lease('app', id, clock.now + 1_000)),
    );
    expect(leases.filter(({ state }) => state === 'leased')).toEqual([{ state: 'leased', epoch: 1 }]);
    expect(leases.filter(({ state }) => state === 'taken')).toHaveLength(49);
  });

  it('is leased again when the lease has ended, and the one who lost it can record nothing', async () => {
    const id = randomUUID();
    await deliveries.lease('app', id, clock.now + 1_000);
    clock.now += 999;
    await expect(deliveries.lease('app', id, clock.now + 1_000)).resolves.toEqual({ state: 'taken' });
    clock.now += 1;
    await expect(deliveries.lease('app', id, clock.now + 1_000)).resolves.toEqual({
      state: 'leased',
      epoch: 2,
    });
    await expect(deliveries.done('app', id, 1, 'answered')).rejects.toThrow(
      errorWith({ code: 'LEASE_LOST' }),
    );
    await expect(deliveries.done('app', id, 2, 'answered')).resolves.toBeUndefined();
  });

  it('that is done stays done for 35 days, then is forgotten even if still in the table', async () => {
    const id = randomUUID();
    await deliveries.lease('app', id, clock.now + 1_000);
    await deliveries.done('app', id, 1, 'answered');
    clock.now += 35 * DAY - 1_000;
    await expect(deliveries.lease('app', id, clock.now + 1_000)).resolves.toEqual({ state: 'done' });
    clock.now += 1_000;
    await expect(deliveries.lease('app', id, clock.now + 1_000)).resolves.toMatchObject({ state: 'leased' });
  });
});

describe('memory', () => {
  const memory = new MemberMemory(table);
  const turn = (question: string) => ({ question, answer: 'a', tokens: 1 });
  const later = () => Math.floor(clock.now / 1000) + 60;

  it('gives the latest turns of one conversation, oldest first, each once however often it was saved', async () => {
    const member = { app: 'app', id: randomUUID() };
    for (const sequence of ['9', '10', '10', '11']) {
      await memory.saveTurn(member, { conversation: 'c', sequence }, turn(sequence), later());
    }
    await memory.saveTurn(member, { conversation: 'other', sequence: '12' }, turn('12'), later());
    await expect(memory.latestTurns(member, 'c', 2)).resolves.toEqual([turn('10'), turn('11')]);
    await expect(memory.latestTurns(member, 'c', 9)).resolves.toEqual([turn('9'), turn('10'), turn('11')]);
  });

  it('leaves out turns that have expired', async () => {
    const member = { app: 'app', id: randomUUID() };
    await memory.saveTurn(member, { conversation: 'c', sequence: '1' }, turn('1'), later());
    clock.now += 61_000;
    await expect(memory.latestTurns(member, 'c', 9)).resolves.toEqual([]);
  });

  it('of a member is apart for each app', async () => {
    const id = randomUUID();
    const profile = { conversation: 'c', activeAt: 5 };
    await memory.saveProfile({ app: 'one', id }, profile);
    await expect(memory.profile({ app: 'one', id })).resolves.toEqual(profile);
    await expect(memory.profile({ app: 'other', id })).resolves.toBeUndefined();
  });
});

it('an access token is shared until it expires', async () => {
  const tokens = new AccessTokenItems(table);
  const app = randomUUID();
  const token = { value: 't', expiresAt: clock.now + 7_200_000, secretVersion: 'v1' };
  await tokens.save(app, token);
  await expect(tokens.load(app)).resolves.toEqual(token);
  clock.now += 7_200_000;
  await expect(tokens.load(app)).resolves.toBeUndefined();
});
