import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BotTable } from '../../lambda/aws/bot-table';
import { DeliveryRecords } from '../../lambda/aws/deliveries';
import type { Conclusion, Deliveries, DeliveryRecord, Lease } from '../../lambda/chat/ports';
import { deliveryKey } from '../../lambda/shared/table-keys';
import { errorWith } from '../support/errors';
import { MemoryDeliveries } from '../support/memory-deliveries';
import { asOperator, runningStack } from '../support/running-stack';
import { usageOf } from '../support/usage';

const { endpoints, outputs } = runningStack();
const client = new DynamoDBClient(asOperator(endpoints.dynamodbUrl));
/** A client whose answers are lost: the SDK then makes the same call again. */
const losingAnswers = {
  send: async (command: never) => {
    await client.send(command).catch(() => undefined);
    return client.send(command);
  },
} as unknown as DynamoDBClient;
afterAll(() => client.destroy());

const DAY = 86_400_000;
const clock = { now: 1_000 * DAY };
const tableOf = (by: DynamoDBClient) => new BotTable(by, outputs['BotTableName'] ?? '', () => clock.now);
const table = tableOf(client);
const recordsOf = (by: DynamoDBClient) => new DeliveryRecords(tableOf(by), () => clock.now, randomUUID);

const place = { conversation: 'c', sequence: '1' };
const usage = usageOf(10, 5);
const conclusion: Conclusion = { outcome: 'answered', tokens: 15, usage };
const [one, two] = [{ text: '一' }, { file: '二' }];
const lost = errorWith({ code: 'LEASE_LOST' });

beforeEach(() => {
  clock.now = 1_000 * DAY;
});

async function leased(deliveries: Deliveries, id: string): Promise<DeliveryRecord> {
  return recordIn(await deliveries.lease({ app: 'app', id: 'a' }, id, clock.now + 1_000, place));
}

function recordIn(lease: Lease): DeliveryRecord {
  if (lease.state !== 'leased') throw new Error(`It is ${lease.state}.`);
  return lease.record;
}

/** What every kind of delivery records does; the one in memory stands for the table's in other tests. */
const KINDS: [string, () => Deliveries][] = [
  ['in the table', () => recordsOf(client)],
  ['in the table, every answer lost once', () => recordsOf(losingAnswers)],
  ['in memory', () => new MemoryDeliveries(() => clock.now)],
];

describe.each(KINDS)('a delivery record %s', (_, make) => {
  it('goes from part to part, then is answered, then done', async () => {
    const deliveries = make();
    const id = randomUUID();
    let record = await leased(deliveries, id);
    const now = clock.now;
    const first = {
      app: 'app',
      id,
      epoch: 1,
      attempts: 1,
      asks: 0,
      receivedAt: now,
      place,
      committedAt: now,
    };
    expect(record).toEqual({ ...first, parts: [], sent: 0, gaveSignOfLife: false });
    record = await deliveries.asking(record);
    clock.now += 5;
    record = await deliveries.commit(record, one);
    record = await deliveries.sent(record);
    expect(record).toMatchObject({ asks: 1, parts: [one], sent: 1, committedAt: now + 5 });
    record = await deliveries.answered(record, [two], conclusion);
    record = await deliveries.sent(record);
    expect(record).toMatchObject({ parts: [one, two], sent: 2, conclusion });
    await deliveries.done(record);
    await expect(deliveries.lease({ app: 'app', id: 'a' }, id, clock.now + 1, place)).resolves.toEqual({
      state: 'done',
    });
  });

  it('gives the next worker all that was recorded, and keeps the place of the first lease', async () => {
    const deliveries = make();
    const id = randomUUID();
    let record = await deliveries.commit(await deliveries.asking(await leased(deliveries, id)), one);
    record = await deliveries.answered(record, [two], conclusion);
    clock.now += 999;
    const other = { conversation: 'other', sequence: '2' };
    await expect(deliveries.lease({ app: 'app', id: 'a' }, id, clock.now + 1, other)).resolves.toEqual({
      state: 'taken',
    });
    clock.now += 1;
    const again = recordIn(await deliveries.lease({ app: 'app', id: 'a' }, id, clock.now + 1, other));
    expect(again).toEqual({ ...record, epoch: 2, attempts: 2 });
  });

  it('is held for as long as it is renewed', async () => {
    const deliveries = make();
    const id = randomUUID();
    const record = await leased(deliveries, id);
    await deliveries.renew(record, clock.now + 5_000);
    clock.now += 4_999;
    await expect(deliveries.lease({ app: 'app', id: 'a' }, id, clock.now + 1, place)).resolves.toEqual({
      state: 'taken',
    });
  });

  it('that waits is free at once, and keeps what the wait is not counted as', async () => {
    const deliveries = make();
    const id = randomUUID();
    const record = await deliveries.asking(await leased(deliveries, id));
    await deliveries.release(record, { attempt: true, ask: true, modelWaitSince: 7 });
    const again = await deliveries.asking(await leased(deliveries, id));
    expect(again).toMatchObject({ attempts: 1, asks: 1, modelWaitSince: 7 });
    await deliveries.release(again, { attempt: false, ask: false, modelWaitSince: 8 });
    await expect(leased(deliveries, id)).resolves.toMatchObject({ attempts: 2, asks: 1, modelWaitSince: 7 });
  });

  it('keeps what was understood until it is done, and all that stands at its end', async () => {
    const deliveries = make();
    const id = randomUUID();
    const whole: Conclusion = {
      ...conclusion,
      model: 'gpt-x',
      modelMs: 7,
      tools: { webSearch: 2 },
      choices: { model: 'gpt-y', persona: '', voice: false },
      isEstimated: true,
    };
    let record = await deliveries.understood(await leased(deliveries, id), '今天几号', 2.4);
    expect(record).toMatchObject({ understood: '今天几号', heardSeconds: 2.4 });
    record = await deliveries.answered(record, [{ picture: 'p' }, { speech: '好' }], whole);
    clock.now += 1_000;
    const again = recordIn(await deliveries.lease({ app: 'app', id: 'a' }, id, clock.now + 1, place));
    expect(again).toMatchObject({ understood: '今天几号', heardSeconds: 2.4, parts: record.parts });
    expect(again.conclusion).toEqual(whole);
    await expect(deliveries.understood(again, '明天几号', 1)).rejects.toThrow();
  });

  it('has one sign of life to give', async () => {
    const deliveries = make();
    const record = await leased(deliveries, randomUUID());
    const claimed = await deliveries.claimSignOfLife(record);
    expect(claimed?.gaveSignOfLife).toBe(true);
    await expect(deliveries.claimSignOfLife(claimed ?? record)).resolves.toBeUndefined();
  });

  it('that is given up keeps what was sent, and the apology', async () => {
    const deliveries = make();
    let record = await deliveries.commit(await leased(deliveries, randomUUID()), one);
    record = await deliveries.commit(await deliveries.sent(record), two);
    record = await deliveries.giveUp(record, [{ text: '抱歉' }], {
      ...conclusion,
      outcome: 'given-up',
      failure: 'F',
    });
    expect(record.parts).toEqual([one, { text: '抱歉' }]);
    expect(record.conclusion).toEqual({ ...conclusion, outcome: 'given-up', failure: 'F' });
  });

  it('takes parts in order, an answer once, and is done only when all is sent', async () => {
    const deliveries = make();
    const record = await leased(deliveries, randomUUID());
    await expect(deliveries.done(record)).rejects.toThrow();
    const committed = await deliveries.commit(record, one);
    await deliveries.commit(committed, two);
    await expect(deliveries.commit(record, two)).rejects.toThrow();
    const sent = await deliveries.sent(committed);
    await deliveries.sent(sent);
    await expect(deliveries.sent(committed)).rejects.toThrow();
  });

  it('refuses every write of a worker that lost its lease', async () => {
    const deliveries = make();
    const id = randomUUID();
    const first = await leased(deliveries, id);
    clock.now += 1_000;
    await leased(deliveries, id);
    const writes = [
      () => deliveries.renew(first, clock.now),
      () => deliveries.asking(first),
      () => deliveries.commit(first, one),
      () => deliveries.sent(first),
      () => deliveries.answered(first, [one], conclusion),
      () => deliveries.giveUp(first, [], conclusion),
      () => deliveries.claimSignOfLife(first),
      () => deliveries.done(first),
      () => deliveries.release(first, { attempt: true, ask: true }),
    ];
    for (const write of writes) await expect(write()).rejects.toThrow('lease');
  });
});

describe('in the table', () => {
  const deliveries = recordsOf(client);

  it('of fifty workers at once one gets the lease', async () => {
    const id = randomUUID();
    const leases = await Promise.all(
      Array.from({ length: 50 }, () =>
        deliveries.lease({ app: 'app', id: 'a' }, id, clock.now + 1_000, place),
      ),
    );
    expect(leases.filter(({ state }) => state === 'leased')).toHaveLength(1);
    expect(leases.filter(({ state }) => state === 'taken')).toHaveLength(49);
  });

  it('a record that is done holds no text, stays for 35 days, and is then forgotten even if still there', async () => {
    const id = randomUUID();
    let record = await deliveries.answered(await leased(deliveries, id), [one], conclusion);
    record = await deliveries.sent(record);
    await deliveries.done(record);
    await expect(table.get(deliveryKey('app', id))).resolves.not.toHaveProperty('parts');
    clock.now += 35 * DAY - 1_000;
    await expect(deliveries.lease({ app: 'app', id: 'a' }, id, clock.now + 1, place)).resolves.toEqual({
      state: 'done',
    });
    clock.now += 1_000;
    await expect(leased(deliveries, id)).resolves.toMatchObject({
      epoch: 2,
      attempts: 1,
      asks: 0,
      parts: [],
      sent: 0,
    });
  });

  it('a message that is done can be opened again, as if it had never come; no other can', async () => {
    const id = randomUUID();
    const record = await deliveries.asking(await leased(deliveries, id));
    await expect(deliveries.reopen('app', id)).resolves.toBe(false);
    await deliveries.done(await deliveries.giveUp(record, [], { ...conclusion, outcome: 'unreachable' }));
    await expect(deliveries.reopen('app', id)).resolves.toBe(true);
    const again = await leased(deliveries, id);
    expect(again).toMatchObject({
      epoch: 2,
      attempts: 1,
      asks: 0,
      parts: [],
      sent: 0,
      gaveSignOfLife: false,
    });
    expect(again.conclusion).toBeUndefined();
    await expect(deliveries.reopen('app', randomUUID())).resolves.toBe(false);
  });

  it('reads the records of the release before this one', async () => {
    const id = randomUUID();
    await table.put(deliveryKey('app', id), {
      state: 'ANSWERED',
      epoch: 1,
      leaseUntil: 0,
      receivedAt: 5,
      conversation: 'c',
      sequence: '1',
      asks: 1,
      sent: 1,
      parts: ['一', '二'],
      outcome: 'answered',
      tokens: 15,
      v: 1,
    });
    await expect(leased(deliveries, id)).resolves.toMatchObject({
      parts: [{ text: '一' }, { text: '二' }],
      sent: 1,
      conclusion: { outcome: 'answered', tokens: 15 },
    });
  });

  it('a worker that lost its lease is told so by name', async () => {
    const id = randomUUID();
    const first = await leased(deliveries, id);
    clock.now += 1_000;
    await leased(deliveries, id);
    await expect(deliveries.asking(first)).rejects.toThrow(lost);
  });
});
