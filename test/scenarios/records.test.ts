import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { AuditLog } from '../../lambda/aws/audit-log';
import { AuditOutbox } from '../../lambda/aws/audit-outbox';
import { BotTable } from '../../lambda/aws/bot-table';
import { MemberMemory } from '../../lambda/aws/member-memory';
import { PaceItems } from '../../lambda/aws/paces';
import type { AuditRecord } from '../../lambda/shared/audit-record';
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

describe('audit records', () => {
  const logs = new CloudWatchLogsClient(asOperator(endpoints.logsUrl));
  afterAll(() => logs.destroy());
  const group = outputs['AuditLogName'] ?? '';
  const warned: string[] = [];
  const ignore = (): void => undefined;
  const log = { info: ignore, warn: (event: string) => void warned.push(event), error: ignore };
  const outboxInto = (name: string) =>
    new AuditOutbox(table, new AuditLog(logs, name, Date.now), log, () => clock.now);
  const outbox = outboxInto(group);

  const recordOf = (app: string, id = 'm1'): AuditRecord => ({
    id,
    time: new Date(clock.now).toISOString(),
    event: 'answered',
    app,
    member: 'zhang',
    kind: 'text',
    result: 'answered',
  });
  /** What the log holds of an app, as its readers see it. */
  const inLog = async (app: string): Promise<AuditRecord[]> => {
    const { events = [] } = await logs.send(
      new FilterLogEventsCommand({ logGroupName: group, filterPattern: `"${app}"` }),
    );
    return events.map(({ message = '' }) => JSON.parse(message) as AuditRecord);
  };

  it('are kept in the table until they are in the log, each once however often it is added', async () => {
    const app = randomUUID();
    await outbox.add(recordOf(app));
    await outbox.add(recordOf(app));
    await expect(outbox.leftBehind(app, 9)).resolves.toEqual([
      { record: recordOf(app), writtenAt: clock.now },
    ]);
    await expect(inLog(app)).resolves.toEqual([]);
    await outbox.ship(recordOf(app));
    await expect(outbox.leftBehind(app, 9)).resolves.toEqual([]);
    await expect(inLog(app)).resolves.toEqual([recordOf(app)]);
  });

  it('stay in the table where the log does not take them, and nobody is stopped by that', async () => {
    const app = randomUUID();
    await outbox.add(recordOf(app));
    await expect(outboxInto('nowhere').ship(recordOf(app))).resolves.toBeUndefined();
    expect(warned).toEqual(['audit record not shipped yet']);
    await expect(outbox.leftBehind(app, 9)).resolves.toHaveLength(1);
  });

  it('of a wait are added once, though they are in the log by then', async () => {
    const app = randomUUID();
    await outbox.addOnce(recordOf(app));
    await outbox.addOnce(recordOf(app));
    await outbox.addOnce(recordOf(app, 'm2'));
    await expect(inLog(app)).resolves.toEqual([recordOf(app), recordOf(app, 'm2')]);
  });

  it('are taken oldest first, and what release 0.1 left is read', async () => {
    const app = randomUUID();
    const old = {
      id: 'm0',
      at: clock.now - 5,
      app,
      member: 'zhang',
      kind: 'text',
      outcome: 'given-up',
      model: 'gpt-x',
      inputTokens: 10,
      outputTokens: 5,
      parts: 1,
      attempts: 4,
      failure: 'TOO_MANY_ATTEMPTS',
      v: 1,
    };
    const time = new Date(old.at).toISOString();
    await outbox.add(recordOf(app));
    await table.put({ pk: `AUDIT#${app}`, sk: `${time}#m0` }, old);
    const [first, second] = await outbox.leftBehind(app, 9);
    expect(second?.record).toEqual(recordOf(app));
    expect(first?.record).toEqual({
      id: 'm0',
      time,
      event: 'failed',
      app,
      member: 'zhang',
      kind: 'text',
      result: 'given-up',
      error: 'TOO_MANY_ATTEMPTS',
      model: 'gpt-x',
      tokens: { input: 10, cachedInput: 0, output: 5, reasoning: 0 },
      parts: 1,
      attempts: 4,
    });
    await outbox.shipAll([first, second].flatMap((each) => each?.record ?? []));
    await expect(outbox.leftBehind(app, 9)).resolves.toEqual([]);
  });
});
