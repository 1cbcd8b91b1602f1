import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { AuditItems } from '../../lambda/aws/audit-outbox';
import { BotTable } from '../../lambda/aws/bot-table';
import { MemberMemory } from '../../lambda/aws/member-memory';
import { PaceItems } from '../../lambda/aws/paces';
import { UsageItems } from '../../lambda/aws/usage-counts';
import type { AuditRecord } from '../../lambda/chat/ports';
import { usageKey } from '../../lambda/shared/table-keys';
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

describe('the pace', () => {
  const paces = new PaceItems(table, () => clock.now);

  it('is at most 20 sends in any minute to one member, and says when the next is free', async () => {
    const member = { app: 'app', id: randomUUID() };
    for (let send = 0; send < 20; send++) {
      await expect(paces.take(member)).resolves.toBeUndefined();
      clock.now += 100;
    }
    await expect(paces.take(member)).resolves.toBe(1_000 * DAY + 60_000);
    await expect(paces.take({ ...member, id: randomUUID() })).resolves.toBeUndefined();
    clock.now = 1_000 * DAY + 60_000;
    await expect(paces.take(member)).resolves.toBeUndefined();
    await expect(paces.take(member)).resolves.toBe(1_000 * DAY + 60_100);
  });
});

describe('usage', () => {
  const usage = new UsageItems(table);
  const used = { inputTokens: 10, outputTokens: 5 };

  it('of a day counts each message once, however often it is counted', async () => {
    const member = { app: 'app', id: randomUUID() };
    for (const id of ['m1', 'm2', 'm1', 'm1']) await usage.count(member, id, clock.now, used);
    await expect(table.get(usageKey('app', member.id, '1972-09-27'))).resolves.toMatchObject({
      messages: 2,
      inputTokens: 20,
      outputTokens: 10,
    });
  });

  it('is of the day in China', async () => {
    const member = { app: 'app', id: randomUUID() };
    await usage.count(member, 'm1', clock.now + 16 * 3_600_000, used);
    await expect(table.get(usageKey('app', member.id, '1972-09-28'))).resolves.toMatchObject({ messages: 1 });
  });
});

it('an audit record is in the outbox once, however often it is added', async () => {
  const outbox = new AuditItems(table);
  const app = randomUUID();
  const record: AuditRecord = {
    id: 'm1',
    at: clock.now,
    app,
    member: 'zhang',
    kind: 'text',
    outcome: 'answered',
    model: 'gpt-x',
    inputTokens: 10,
    outputTokens: 5,
    parts: 1,
    attempts: 1,
  };
  await outbox.add(record);
  await outbox.add(record);
  await expect(table.latest({ pk: `AUDIT#${app}`, sk: '1972' }, 9)).resolves.toEqual([
    expect.objectContaining(record),
  ]);
});
