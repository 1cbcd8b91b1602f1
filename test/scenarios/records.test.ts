import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { AccessTokenItems } from '../../lambda/aws/access-token-store';
import { BotTable } from '../../lambda/aws/bot-table';
import { DeliveryRecords } from '../../lambda/aws/deliveries';
import { MemberMemory } from '../../lambda/aws/member-memory';
import type { Answer, DeliveryRecord } from '../../lambda/chat/ports';
import { deliveryKey } from '../../lambda/shared/table-keys';
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
  const place = { conversation: 'c', sequence: '1' };
  const answer: Answer = { outcome: 'answered', parts: ['一', '二'], tokens: 5 };
  const lost = errorWith({ code: 'LEASE_LOST' });
  const lease = (id: string) => deliveries.lease('app', id, clock.now + 1_000, place);

  async function leased(id: string): Promise<DeliveryRecord> {
    const taken = await lease(id);
    if (taken.state !== 'leased') throw new Error(`It is ${taken.state}.`);
    return taken.record;
  }

  it('of fifty workers at once leases to one', async () => {
    const id = randomUUID();
    const leases = await Promise.all(Array.from({ length: 50 }, () => lease(id)));
    expect(leases.filter(({ state }) => state === 'leased')).toEqual([
      { state: 'leased', record: { app: 'app', id, epoch: 1, place, sent: 0 } },
    ]);
    expect(leases.filter(({ state }) => state === 'taken')).toHaveLength(49);
  });

  it('gives the next worker what was recorded, and keeps the place of the first lease', async () => {
    const id = randomUUID();
    const first = await leased(id);
    await deliveries.answered(first, answer);
    await deliveries.sent(first, 1);
    clock.now += 999;
    await expect(lease(id)).resolves.toEqual({ state: 'taken' });
    clock.now += 1;
    const again = await deliveries.lease('app', id, clock.now + 1_000, {
      conversation: 'other',
      sequence: '2',
    });
    expect(again).toEqual({ state: 'leased', record: { app: 'app', id, epoch: 2, place, sent: 1, answer } });
  });

  it('refuses every write of a worker that lost its lease', async () => {
    const id = randomUUID();
    const first = await leased(id);
    clock.now += 1_000;
    const second = await leased(id);
    await expect(deliveries.asking(first)).rejects.toThrow(lost);
    await expect(deliveries.answered(first, answer)).rejects.toThrow(lost);
    await deliveries.answered(second, answer);
    await expect(deliveries.sent(first, 1)).rejects.toThrow(lost);
    await expect(deliveries.done(first, 'answered')).rejects.toThrow(lost);
    await expect(deliveries.done(second, 'answered')).resolves.toBeUndefined();
  });

  it('lets the model be asked twice, over all leases', async () => {
    const id = randomUUID();
    const first = await leased(id);
    await expect(deliveries.asking(first)).resolves.toBe(true);
    clock.now += 1_000;
    const second = await leased(id);
    await expect(deliveries.asking(second)).resolves.toBe(true);
    await expect(deliveries.asking(second)).resolves.toBe(false);
  });

  it('takes an answer once, parts in order, and done only after an answer', async () => {
    const record = await leased(randomUUID());
    await expect(deliveries.done(record, 'answered')).rejects.toThrow(lost);
    await deliveries.answered(record, answer);
    await expect(deliveries.answered(record, answer)).rejects.toThrow(lost);
    await expect(deliveries.sent(record, 2)).rejects.toThrow(lost);
    await deliveries.sent(record, 1);
    await expect(deliveries.sent(record, 1)).rejects.toThrow(lost);
  });

  it('that is done holds no text, stays done for 35 days, and is then forgotten even if still in the table', async () => {
    const id = randomUUID();
    const record = await leased(id);
    await deliveries.answered(record, answer);
    await deliveries.done(record, 'answered');
    await expect(table.get(deliveryKey('app', id))).resolves.not.toHaveProperty('parts');
    clock.now += 35 * DAY - 1_000;
    await expect(lease(id)).resolves.toEqual({ state: 'done' });
    clock.now += 1_000;
    await expect(lease(id)).resolves.toEqual({
      state: 'leased',
      record: { app: 'app', id, epoch: 2, place, sent: 0 },
    });
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
